package io.jenkins.plugins.planetscale.release;

import static io.jenkins.plugins.planetscale.release.OperationHarness.DATABASE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.client.api.DeployRequestCalls;
import io.jenkins.plugins.planetscale.release.deploy.ApplyChange;
import io.jenkins.plugins.planetscale.release.state.CopyProgress;
import io.jenkins.plugins.planetscale.release.state.DeploymentState;
import io.jenkins.plugins.planetscale.release.state.LintFinding;
import io.jenkins.plugins.planetscale.release.state.Progress;
import io.jenkins.plugins.planetscale.release.state.ReleaseStage;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the pages know of a deploy request, by one look at it. */
class ProgressOfStatesTest {
    private final OperationHarness rig = new OperationHarness();

    @AfterEach
    void close() {
        rig.close();
    }

    private Progress look() throws Exception {
        return Progress.of(rig.client.execute(DeployRequestCalls.get(DATABASE, 1)), rig.now());
    }

    private static String statuses(Progress progress) {
        return Arrays.stream(ReleaseStage.values())
                .map(stage -> progress.status(stage).name().substring(0, 1))
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @CsvSource({
        "pending, CTTTTTT",
        "ready, DTTTTTT",
        "no_changes, DTTTTTT",
        "error, BTTTTTT",
        "queued, DCTTTTT",
        "submitting, DCTTTTT",
        "in_progress, DDCTTTT",
        "in_progress_vschema, DDCTTTT",
        "pending_cutover, DDDCTTT",
        "in_progress_cutover, DDDDCTT",
        "complete_pending_revert, DDDDDCT",
        "in_progress_revert, DDDDDCT",
        "complete, DDDDDDD",
        "complete_revert, DDDDDBT",
        "complete_revert_error, DDDDDBT"
    })
    void eachStateHasItsPlaceInTheStages(String state, String expected) throws Exception {
        rig.deployRequest(state).freeze(true);
        assertEquals(expected, statuses(look()));
    }

    @ParameterizedTest
    @EnumSource(DeploymentState.class)
    void noStateIsShownWithMoreThanOnePlaceThatIsUnderWayOrBroken(DeploymentState state) throws Exception {
        rig.deployRequest(
                        state == DeploymentState.UNKNOWN
                                ? "thawing"
                                : state.name().toLowerCase(Locale.ROOT))
                .freeze(true);
        String shown = statuses(look());
        assertTrue(shown.matches("D*[CB]?T*"), state + ": " + shown);
        assertEquals(state, look().state());
    }

    @Test
    void whatIsCopiedIsToldByTableAndShard() throws Exception {
        rig.database.shards(2);
        rig.database.timings().copy(Duration.ofMinutes(10));
        rig.deployRequest("in_progress");
        rig.server.clock().advance(Duration.ofMinutes(5));
        CopyProgress table = look().tables().get(0);
        assertEquals("customers", table.name());
        assertTrue(table.percent() > 0 && table.percent() < 100, "percent " + table.percent());
        assertTrue(table.etaSeconds() > 0, "eta " + table.etaSeconds());
        assertEquals(
                List.of("-80", "80-"),
                table.shards().stream().map(CopyProgress::name).toList());
        assertEquals("ALTER", look().changes().get(0).operation().substring(0, 5));
    }

    @Test
    void whatAnEarlierLookSawIsKept() throws Exception {
        rig.deployRequest("ready");
        Progress ready = look();
        assertEquals(rig.now().toEpochMilli(), ready.reached(ReleaseStage.CHECKED));
        rig.server.clock().advance(Duration.ofMinutes(1));
        rig.database.deployRequest(1).force("pending_cutover").freeze(true);
        Progress staged = look().after(ready);
        assertEquals(ready.reached(ReleaseStage.CHECKED), staged.reached(ReleaseStage.CHECKED));
        assertNotEquals(0, staged.reached(ReleaseStage.STAGED));
        assertEquals(0, staged.reached(ReleaseStage.CUT_OVER));
        assertFalse(staged.isLike(ready));
        assertTrue(staged.isLike(look()));
        assertFalse(staged.revertable());
    }

    @Test
    void theRevertWindowIsKnownAfterItsEnd() throws Exception {
        rig.deployRequest("complete_pending_revert");
        Progress open = look();
        assertTrue(open.revertable());
        assertTrue(open.revertUntil() > rig.now().toEpochMilli());
        rig.database.deployRequest(1).force("complete");
        Progress over = look().after(open);
        assertFalse(over.revertable());
        assertNotEquals(0, over.reached(ReleaseStage.FINAL));
        assertNotEquals(0, over.revertUntil());
    }

    @Test
    void thePlaceInTheQueueIsKnown() throws Exception {
        rig.deployRequest("in_progress").freeze(true);
        rig.database.branch("dev2").schema(OperationHarness.SCHEMA).ddl("ALTER TABLE orders ADD COLUMN weight int");
        rig.openByHand("dev2").force("queued").freeze(true);
        Progress second = Progress.of(rig.client.execute(DeployRequestCalls.get(DATABASE, 2)), rig.now());
        assertEquals(List.of(1), second.ahead());
    }

    @Test
    void aDeployRequestWithoutDeploymentIsShownToo() throws Exception {
        rig.deployRequest("pending").nullDeployment(true);
        assertTrue(look().tables().isEmpty());
        assertNull(look().queuePause());
    }

    @Test
    void theDriverOfAnOperationSeesWhatItSaw() throws Exception {
        rig.deployRequest("ready");
        ApplyChange apply = ApplyChange.of(DATABASE, 1);
        assertNull(apply.lastObservation());
        rig.result(apply);
        assertEquals(
                DeploymentState.COMPLETE_PENDING_REVERT, apply.lastObservation().state());
        assertNull(new DryRun(ApplyChange.of(DATABASE, 1)).lastObservation());
    }

    @Test
    void whatTheLinterFoundIsData() throws Exception {
        rig.devBranch()
                .lintError("NO_UNIQUE_KEY", "customers", "table has no <unique> key", "https://planetscale.com/docs/x");
        rig.openByHand("dev").force("error");
        LintFinding note = look().lint().get(0);
        assertEquals("NO_UNIQUE_KEY", note.rule());
        assertEquals("customers", note.table());
        assertEquals("https://planetscale.com/docs/x", note.link());
    }
}
