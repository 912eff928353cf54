package io.jenkins.plugins.planetscale.release.window;

import static io.jenkins.plugins.planetscale.release.OperationHarness.DATABASE;
import static io.jenkins.plugins.planetscale.release.OperationHarness.MARKER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.local.FaultRule;
import io.jenkins.plugins.planetscale.release.CallFailedException;
import io.jenkins.plugins.planetscale.release.OperationHarness;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.deploy.PostReview;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is a regression after a change, what is none, and that a revert is believed only when the schema shows it. */
class WatchInsightsTest {
    private static final String SQL = "select name from customers where id = :id";

    private final OperationHarness rig = new OperationHarness();
    private Instant liveAt;

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aQueryThatFailsSinceTheChangeIsARegression() throws Exception {
        before(1000, 0, 10);
        assertTrue(found(1000, 200, 10).contains("20 % of the runs"));
    }

    @Test
    void aQueryThatIsTwiceAsSlowIsARegression() throws Exception {
        before(1000, 0, 40);
        assertTrue(found(1000, 0, 120).contains("p99 of a query is 120 ms, before 40 ms"));
    }

    @Test
    void tooLittleDataIsNone() throws Exception {
        before(1000, 0, 10);
        assertEquals("", found(20, 19, 900));
    }

    @Test
    void withoutABaselineThereIsNone() throws Exception {
        before(10, 0, 10);
        assertEquals("", found(1000, 999, 900));
    }

    @Test
    void whatWasBadBeforeIsNone() throws Exception {
        before(1000, 200, 400);
        assertEquals("", found(1000, 210, 420));
    }

    @Test
    void anErrorThatIsNewIsARegression() throws Exception {
        before(1000, 0, 10);
        WatchInsights watch = watch();
        rig.database.queryError("main", "unknown column 'legacy_code'", 40);
        assertTrue(rig.result(watch).findings().toString().contains("unknown column 'legacy_code'"));
    }

    @Test
    void anAnomalyHasToLast() throws Exception {
        before(1000, 0, 10);
        WatchInsights watch = watch();
        rig.database.anomaly("main", SQL);
        WatchInsights.Result result = rig.result(watch);
        assertTrue(result.regressed());
        assertEquals(4, result.polls(), "two minutes, and once more");
    }

    @Test
    void insightsThatCannotBeReadAreNoRegression() throws Exception {
        before(1000, 0, 10);
        rig.server.world().token("tkn", OperationHarness.SECRET, "mechanica", "read_branch");
        assertInstanceOf(CallFailedException.class, rig.failure(watch()));
    }

    @Test
    void aRevertThatTheSchemaDoesNotShowIsAFailure() throws Exception {
        rig.deployRequest("complete_pending_revert");
        String stuck = "{\"data\":[{\"name\":\"customers\",\"raw\":\"CREATE TABLE customers (webhook_url text)\"}]}";
        rig.server
                .faults()
                .add(FaultRule.on("GET", "/branches/main/schema$")
                        .body(200, "application/json", stuck)
                        .forever());
        ReleaseException failure = rig.failure(RevertWindow.revertNow(DATABASE, 1, "a check failed"));
        assertTrue(failure.getMessage().contains("customers of \"main\" still looks as before"), failure.getMessage());
    }

    @Test
    void aSchemaThatCannotBeReadDoesNotHoldTheRevertUp() throws Exception {
        rig.deployRequest("complete_pending_revert");
        rig.server
                .faults()
                .add(FaultRule.on("GET", "/branches/main/schema$").status(503).forever());
        Instant began = rig.now();
        rig.result(RevertWindow.revertNow(DATABASE, 1, "a check failed"));
        assertTrue(Duration.between(began, rig.now()).toSeconds() < 30);
    }

    @Test
    void anApprovalOfOnesOwnSaysWhatToDo() throws Exception {
        rig.deployRequest("ready");
        ReleaseException failure = rig.failure(PostReview.approve(DATABASE, 1, null, MARKER));
        assertTrue(failure.getMessage().contains("use another token"), failure.getMessage());
    }

    private void before(int runs, int errors, double p99) {
        rig.database.query("main", SQL, runs, errors, p99);
        rig.server.clock().advance(Duration.ofMinutes(1));
        liveAt = rig.now();
    }

    /** With its baseline read. */
    private WatchInsights watch() throws Exception {
        WatchInsights watch = new WatchInsights(
                DATABASE,
                "main",
                liveAt,
                liveAt.plus(Duration.ofMinutes(10)),
                Duration.ofMinutes(1),
                Set.of(WatchInsights.Signal.values()));
        return (WatchInsights) rig.givenUp(watch, 2, false);
    }

    private String found(int runs, int errors, double p99) throws Exception {
        WatchInsights watch = watch();
        rig.server.clock().advance(Duration.ofMinutes(1));
        rig.database.query("main", SQL, runs, errors, p99);
        WatchInsights.Result result = rig.result(watch);
        assertEquals(result.regressed(), !result.findings().isEmpty());
        assertFalse(result.regressed() && result.polls() < 2, "one look is no proof");
        return String.join("; ", result.findings());
    }
}
