package io.jenkins.plugins.planetscale.release.branch;

import static io.jenkins.plugins.planetscale.release.OperationHarness.DATABASE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.client.api.BackupCalls;
import io.jenkins.plugins.planetscale.client.api.BranchCalls;
import io.jenkins.plugins.planetscale.client.api.DeployRequestCalls;
import io.jenkins.plugins.planetscale.client.api.NewBranch;
import io.jenkins.plugins.planetscale.local.FaultRule;
import io.jenkins.plugins.planetscale.release.Marker;
import io.jenkins.plugins.planetscale.release.OperationHarness;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What ends with a branch, or cannot be made anew, is looked at before the branch is deleted. */
class BeforeDeletionTest {
    private static final Marker BUILD = Marker.of("this jenkins", "job#7/12", "job #7");

    private final OperationHarness rig = new OperationHarness();

    @AfterEach
    void close() {
        rig.close();
    }

    private static DeleteBranch delete() throws Exception {
        return new DeleteBranch(DATABASE, "dev", false).marker(BUILD);
    }

    private String id() throws Exception {
        return rig.client.execute(BranchCalls.get(DATABASE, "dev")).id();
    }

    private EnsureBranch again(boolean seed, String backup, String region) throws Exception {
        return new EnsureBranch(
                DATABASE,
                new NewBranch("dev", "main", seed, backup, region, backup == null ? null : "PS_DEV"),
                IfExists.RECREATE);
    }

    private void open(Marker by) throws Exception {
        rig.devBranch();
        rig.client.execute(DeployRequestCalls.create(DATABASE, "dev", "main", by.notes("mine"), false, false));
    }

    @Test
    void whatAnotherStepOfTheBuildHasOpenedIsItsOwn() throws Exception {
        open(Marker.of("this jenkins", "job#7/3", "job #7"));
        rig.result(delete());
        assertFalse(rig.database.hasBranch("dev"));
    }

    @Test
    void whatAnotherBuildHasOpenedIsAnothers() throws Exception {
        open(Marker.of("this jenkins", "job#6/12", "job #6"));
        assertTrue(rig.failure(delete()).getMessage().contains("deploy request #1"));
        assertEquals("open", rig.database.deployRequest(1).state());
    }

    @Test
    void whatTheSameBuildOfAnotherJenkinsHasOpenedIsAnothers() throws Exception {
        open(Marker.of("another jenkins", "job#7/12", "job #7"));
        rig.failure(delete());
        assertEquals("open", rig.database.deployRequest(1).state());
    }

    @ParameterizedTest
    @ValueSource(strings = {"queued", "in_progress", "pending_cutover", "some_new_state"})
    void aBranchOfTheBuildStaysWhereAnotherHasDeployedFromIt(String state) throws Exception {
        rig.deployRequest(state).freeze(true);
        rig.failure(delete().own(id()));
        assertTrue(rig.database.hasBranch("dev"));
        assertEquals(0, deletions());
        assertEquals("open", rig.database.deployRequest(1).state());
    }

    @Test
    void aBranchOfTheBuildGoesAlsoWhereAnotherHasADeployRequestOpen() throws Exception {
        rig.deployRequest("ready");
        rig.result(delete().own(id()));
        assertFalse(rig.database.hasBranch("dev"));
    }

    @Test
    void oneThatIsOpenedWhileTheDeletionIsPutOffIsSeen() throws Exception {
        rig.devBranch();
        rig.server.faults().add(FaultRule.on("DELETE", null).status(503).times(1));
        DeleteBranch delete = delete();
        boolean[] opened = {false};
        rig.run(delete, running -> {
            if (deletions() == 1 && !opened[0]) {
                opened[0] = true;
                rig.openByHand("dev");
            }
        });
        assertEquals("open", rig.database.deployRequest(1).state());
        assertTrue(rig.database.hasBranch("dev"));
    }

    private long deletions() {
        return rig.server.exchanges().stream()
                .filter(exchange -> exchange.method().equals("DELETE"))
                .count();
    }

    @Test
    void nothingIsDeletedWhereDeployRequestsCannotBeRead() throws Exception {
        rig.devBranch();
        rig.server
                .faults()
                .add(FaultRule.on("GET", "/deploy-requests").status(404).forever());
        String said = rig.failure(delete()).getMessage();
        assertTrue(said.contains("read_deploy_request"), said);
        assertEquals(0, deletions());
        rig.database.kind("postgresql"); // it has none
        rig.result(delete());
        assertFalse(rig.database.hasBranch("dev"));
    }

    @Test
    void aBackupThatRunsIsNoReasonToDeleteABranch() throws Exception {
        rig.devBranch();
        String backup = rig.client
                .execute(BackupCalls.create(DATABASE, "main", "nightly", null, null))
                .id();
        String said = rig.failure(again(false, backup, null)).getMessage();
        assertTrue(said.contains("is not complete"), said);
        assertEquals(0, deletions());
        rig.server.clock().advance(Duration.ofHours(1));
        assertTrue(rig.result(again(false, backup, null)).created());
    }

    @Test
    void nothingIsDeletedWhereBackupsCannotBeRead() throws Exception {
        rig.devBranch();
        rig.server.faults().add(FaultRule.on("GET", "/backups").status(404).forever());
        String said = rig.failure(again(true, null, null)).getMessage();
        assertTrue(said.contains("read_backups"), said);
        assertEquals(0, deletions());
    }

    @Test
    void aRegionThatIsNotPublicIsTakenWhereTheOldBranchIsInIt() throws Exception {
        rig.devBranch().region = "eu-private";
        rig.failure(again(false, null, "eu-secret"));
        assertEquals(0, deletions());
        assertTrue(rig.result(again(false, null, "eu-private")).created());
    }
}
