package io.jenkins.plugins.planetscale.release.deploy;

import static io.jenkins.plugins.planetscale.release.OperationHarness.DATABASE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.client.api.DeployRequestCalls;
import io.jenkins.plugins.planetscale.local.FaultRule;
import io.jenkins.plugins.planetscale.release.GateRefusedException;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.OperationHarness;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.Scenarios;
import io.jenkins.plugins.planetscale.release.check.CheckedDeployRequest;
import io.jenkins.plugins.planetscale.release.check.OpenDeployRequest;
import io.jenkins.plugins.planetscale.release.state.Outcome;
import io.jenkins.plugins.planetscale.release.window.RevertWindow;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A deploy request that somebody else opened, or deployed, is taken over. */
class AdoptedTest {
    private final OperationHarness rig = new OperationHarness();

    @AfterEach
    void close() {
        rig.close();
    }

    private void addsAColumn() {
        rig.server.clock().advance(Duration.ofMinutes(1));
        rig.database.branch("dev").ddl("ALTER TABLE orders ADD COLUMN carrier varchar(20)");
        rig.server.clock().advance(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"submitting", "in_progress", "pending_cutover"})
    void oneThatWasStagedBeforeTheBranchWasChangedIsRefused(String state) throws Exception {
        rig.deployRequest(state).freeze(true);
        addsAColumn();
        ReleaseException failure = rig.failure(new OpenAndStage(Scenarios.open("dev")));
        assertInstanceOf(GateRefusedException.class, failure, rig.log::toString);
        assertEquals(state, rig.database.deployRequest(1).deploymentState());
    }

    @Test
    void theRefusalSaysWhatToDoAndBothWaysWork() throws Exception {
        rig.deployRequest("pending_cutover");
        addsAColumn();
        String said = rig.failure(new OpenAndStage(Scenarios.open("dev"))).getMessage();
        assertTrue(said.contains("Cancel its deployment at https://app.planetscale.com/"), said);
        assertTrue(said.contains("and run again, and a new one is opened"), said);
        assertTrue(said.contains("or apply it as it is with planetscaleApply deployRequest: 1."), said);

        assertEquals(Outcome.APPLIED, rig.result(ApplyChange.of(DATABASE, 1)).outcome(), "as it is");
        assertTrue(rig.database.branch("main").schema().contains("webhook_url"));
        assertFalse(rig.database.branch("main").schema().contains("carrier"));
    }

    @Test
    void afterItsCancellationANewOneHasWhatTheBranchHolds() throws Exception {
        rig.deployRequest("pending_cutover");
        addsAColumn();
        rig.failure(new OpenAndStage(Scenarios.open("dev")));
        rig.result(new AbortDeployRequest(DATABASE, 1, AbortDeployRequest.AbortPolicy.CANCEL));
        CheckedDeployRequest fresh = rig.result(new OpenAndStage(Scenarios.open("dev")));
        assertEquals(Outcome.STAGED, fresh.outcome());
        assertEquals(2, fresh.number());
        assertTrue(fresh.changes().toString().contains("carrier"), fresh.changes()::toString);
    }

    /** It would be deleted with what it holds besides: the refused build takes nothing over. */
    @Test
    void theBranchOfOneThatIsRefusedIsNotDeleted() throws Exception {
        rig.deployRequest("pending_cutover");
        addsAColumn();
        rig.failure(new OpenAndStage(Scenarios.open("dev").autoDeleteBranch(true)));
        assertFalse(
                rig.database.deployRequest(1).effects().toString().contains("auto-delete-branch"),
                () -> rig.database.deployRequest(1).effects().toString());
    }

    @Test
    void theBranchOfOneThatIsStagedIsDeletedAfterwards() throws Exception {
        rig.deployRequest("pending_cutover");
        rig.server.clock().advance(Duration.ofMinutes(5));
        rig.result(new OpenAndStage(Scenarios.open("dev").autoDeleteBranch(true)));
        assertTrue(rig.database.deployRequest(1).effects().contains("auto-delete-branch true"));
        rig.result(ApplyChange.of(DATABASE, 1));
        RevertWindow keep = RevertWindow.hold(DATABASE, 1);
        keep.keep("good");
        rig.result(keep);
        rig.server.clock().advance(Duration.ofMinutes(5));
        assertTrue(
                rig.database.deployRequest(1).effects().contains("branch-deleted"),
                () -> rig.database.deployRequest(1).effects().toString());
    }

    @Test
    void whatOnlyTheOneWhoOpenedItWantedIsSaid() throws Exception {
        rig.deployRequest("ready");
        rig.client.execute(DeployRequestCalls.autoDeleteBranch(DATABASE, 1, true));
        rig.result(Scenarios.open("dev"));
        assertTrue(
                rig.log.toString().contains("will delete branch \"dev\" when deploy request #1 is through, as whoever"),
                rig.log::toString);
    }

    @Test
    void theNotesOfTheAdoptingBuildAreSaidNotToCount() throws Exception {
        rig.deployRequest("ready");
        rig.result(Scenarios.open("dev").notes("what build 2 is about"));
        assertTrue(rig.log.toString().contains("The notes of this build are not written"), rig.log::toString);
        assertEquals(
                "by hand",
                rig.client.execute(DeployRequestCalls.get(DATABASE, 1)).notes());
    }

    @Test
    void whoGivesNoNotesIsToldNothingOfThem() throws Exception {
        rig.deployRequest("ready");
        rig.result(new OpenDeployRequest(DATABASE, "dev", "main", OperationHarness.MARKER));
        assertFalse(rig.log.toString().contains("notes"), rig.log::toString);
    }

    /** The schema of a branch shows late [L]. */
    @Test
    void aChangeThatShowsSomeSecondsLateIsNotMissed() throws Exception {
        rig.deployRequest("pending_cutover");
        rig.server.clock().advance(Duration.ofMinutes(1));
        boolean[] shown = {false};
        Operation<CheckedDeployRequest> done = rig.run(Scenarios.open("dev"), running -> {
            if (!shown[0] && running.lastObservation() != null) {
                shown[0] = true;
                rig.database.branch("dev").ddl("ALTER TABLE orders ADD COLUMN carrier varchar(20)");
            }
        });
        assertInstanceOf(GateRefusedException.class, done.failure(), rig.log::toString);
    }

    @Test
    void oneOfAnUnchangedBranchIsTakenOver() throws Exception {
        rig.deployRequest("pending_cutover");
        rig.server.clock().advance(Duration.ofMinutes(5));
        assertEquals(
                Outcome.STAGED,
                rig.result(new OpenAndStage(Scenarios.open("dev"))).outcome());
    }

    @Test
    void itsBranchIsDeletedAfterwardsWhereTheAdoptingBuildWantsIt() throws Exception {
        rig.deployRequest("ready");
        rig.result(Scenarios.open("dev").autoDeleteBranch(true));
        assertTrue(rig.database.deployRequest(1).effects().contains("auto-delete-branch true"));
        assertEquals(
                "by hand",
                rig.client.execute(DeployRequestCalls.get(DATABASE, 1)).notes());
    }

    @Test
    void whereThatDoesNotCountTheLogSaysSo() throws Exception {
        rig.deployRequest("ready");
        rig.server
                .faults()
                .add(FaultRule.on("PUT", "/auto-delete-branch$").status(404).forever());
        assertEquals(
                Outcome.READY,
                rig.result(Scenarios.open("dev").autoDeleteBranch(true)).outcome());
        assertTrue(rig.log.toString().contains("autoDeleteBranch has no effect"), rig.log::toString);
    }
}
