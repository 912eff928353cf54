package io.jenkins.plugins.planetscale.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.local.FaultRule;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A deploy request that somebody else opened, or deployed, is taken over. */
class AdoptedTest {
    private final Rig rig = new Rig();

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
        assertTrue(failure.getMessage().contains("branch \"dev\" was changed at"), failure::getMessage);
        assertEquals(state, rig.database.deployRequest(1).deploymentState());
    }

    /** The schema of a branch shows late [L]. */
    @Test
    void aChangeThatShowsSomeSecondsLateIsNotMissed() throws Exception {
        rig.deployRequest("pending_cutover");
        rig.server.clock().advance(Duration.ofMinutes(1));
        boolean[] shown = {false};
        Operation<CheckedDeployRequest> done = rig.run(Scenarios.open("dev"), running -> {
            if (!shown[0] && running.seen() != null) {
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
        assertTrue(rig.log.toString().contains("PlanetScale will delete branch \"dev\""), rig.log::toString);
        assertTrue(rig.log.toString().contains("The notes of this build are not written"), rig.log::toString);
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
