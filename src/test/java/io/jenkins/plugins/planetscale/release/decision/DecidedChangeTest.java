package io.jenkins.plugins.planetscale.release.decision;

import static io.jenkins.plugins.planetscale.release.OperationHarness.DATABASE;
import static io.jenkins.plugins.planetscale.release.OperationHarness.MARKER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.local.FaultRule;
import io.jenkins.plugins.planetscale.release.GateRefusedException;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.OperationHarness;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.gate.ReviewedChange;
import io.jenkins.plugins.planetscale.release.state.Outcome;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecidedChangeTest {
    private final OperationHarness rig = new OperationHarness();

    @AfterEach
    void close() {
        rig.close();
    }

    private static ExecuteDecision decided(DeployRequestDecision decision) throws InvalidInputException {
        return new ExecuteDecision(DATABASE, 1, decision, "Ainsley decided.", MARKER);
    }

    private long posted(String call) {
        return rig.server.exchanges().stream()
                .filter(exchange -> exchange.method().equals("POST") && exchange.status() < 300)
                .filter(exchange -> exchange.path().endsWith(call))
                .count();
    }

    private long sent(String call) {
        return rig.server.exchanges().stream()
                .filter(exchange -> exchange.path().contains(call))
                .count();
    }

    @ParameterizedTest
    @CsvSource({
        "APPLY,  pending_cutover,         APPLIED,  /apply-deploy",
        "REVERT, complete_pending_revert, REVERTED, /revert",
        "KEEP,   complete_pending_revert, KEPT,     /skip-revert"
    })
    void itIsDoneOnceAndNotedThere(DeployRequestDecision decision, String state, Outcome outcome, String call)
            throws Exception {
        rig.deployRequest(state);
        ExecuteDecision.Result result = rig.result(decided(decision));
        assertEquals(outcome, result.outcome());
        assertEquals(decision == DeployRequestDecision.APPLY, result.revertUntil() != null);
        assertEquals(1, posted(call));
        assertEquals(1, posted("/reviews"));
    }

    @ParameterizedTest
    @CsvSource({
        "APPLY,  ready,                   checked and ready to deploy",
        "APPLY,  in_progress_cutover,     cutting over",
        "APPLY,  complete_pending_revert, Somebody else has cut it over",
        "APPLY,  complete_cancel,         cancelled",
        "REVERT, pending_cutover,         Apply it first",
        "REVERT, complete,                Its revert window is over",
        "REVERT, complete_revert,         reverted",
        "KEEP,   in_progress_revert,      being reverted",
        "KEEP,   complete,                Its revert window is over"
    })
    void whereItCannotBeDoneAnyMoreNothingIsChanged(DeployRequestDecision decision, String state, String why)
            throws Exception {
        rig.deployRequest(state);
        int before = rig.server.exchanges().size();
        ReleaseException failure = rig.failure(decided(decision));
        assertInstanceOf(InvalidInputException.class, failure);
        assertTrue(failure.getMessage().contains(why), failure.getMessage());
        assertTrue(rig.server.exchanges().stream().skip(before).allMatch(exchange -> exchange.method()
                .equals("GET")));
    }

    @Test
    void aTargetThatWasChangedSinceTheCheckIsNotCutOver() throws Exception {
        rig.deployRequest("pending_cutover");
        ReviewedChange checked = rig.seen();
        rig.server.clock().advance(Duration.ofMinutes(1));
        rig.database.branch("main").ddl("ALTER TABLE orders ADD COLUMN note varchar(20)");
        ReleaseException failure =
                rig.failure(decided(DeployRequestDecision.APPLY).expect(checked));
        assertInstanceOf(GateRefusedException.class, failure);
        assertEquals(0, posted("/apply-deploy"));
        assertEquals(0, posted("/reviews"));
    }

    @Test
    void aCommentThatIsRefusedDoesNotFailWhatIsDone() throws Exception {
        rig.deployRequest("complete_pending_revert");
        rig.server.faults().add(FaultRule.on("POST", "/reviews$").status(403).forever());
        assertEquals(
                Outcome.KEPT, rig.result(decided(DeployRequestDecision.KEEP)).outcome());
        assertTrue(sent("/reviews") > 0);
    }

    @Test
    void aRevertDoesNotWaitForItsComment() throws Exception {
        rig.deployRequest("complete_pending_revert");
        rig.database.timings().revertWindow(Duration.ofMinutes(2));
        rig.server.faults().add(FaultRule.on("GET", "/reviews$").status(503).forever());
        int[] tried = {0};
        Operation<ExecuteDecision.Result> done = rig.run(decided(DeployRequestDecision.REVERT), running -> {
            if (sent("/reviews") > tried[0]) {
                tried[0]++;
                rig.server.clock().advance(Duration.ofMinutes(1)); // as one that is never answered
            }
        });
        assertNull(done.failure());
        assertEquals(Outcome.REVERTED, done.result().outcome());
        assertEquals(3, tried[0]);
    }

    @Test
    void aRevertIsNotedWhileItGoesOnAsItIsClosedAfterwards() throws Exception {
        rig.deployRequest("complete_pending_revert");
        Set<String> states = new LinkedHashSet<>();
        rig.run(decided(DeployRequestDecision.REVERT), running -> {
            if (sent("/reviews") > 0) {
                states.add(rig.database.deployRequest(1).deploymentState());
            }
        });
        assertEquals("in_progress_revert", states.iterator().next());
    }

    @Test
    void aRevertThatIsTooQuickForItsCommentSaysSo() throws Exception {
        rig.deployRequest("complete_pending_revert");
        rig.database.timings().revert(Duration.ZERO);
        assertEquals(
                Outcome.REVERTED,
                rig.result(decided(DeployRequestDecision.REVERT)).outcome());
        assertEquals(0, posted("/reviews")); // PlanetScale takes none on a closed one
        assertTrue(
                rig.log.stream().anyMatch(line -> line.startsWith("The decision is not noted as a comment")),
                rig.log.toString());
    }

    @Test
    void aRevertThatIsRefusedIsNotNoted() throws Exception {
        rig.deployRequest("complete_pending_revert");
        rig.server.faults().add(FaultRule.on("POST", "/revert$").status(403).forever());
        rig.failure(decided(DeployRequestDecision.REVERT));
        assertEquals(0, posted("/reviews"));
    }

    @Test
    void thereIsNoResultBeforeTheEnd() throws Exception {
        ExecuteDecision change = decided(DeployRequestDecision.KEEP);
        assertNull(change.result());
        change.next(rig.now());
        assertNull(change.result());
    }
}
