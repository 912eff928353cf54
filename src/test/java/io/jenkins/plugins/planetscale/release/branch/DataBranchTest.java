package io.jenkins.plugins.planetscale.release.branch;

import static io.jenkins.plugins.planetscale.release.OperationHarness.DATABASE;
import static io.jenkins.plugins.planetscale.release.OperationHarness.MARKER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.client.api.NewBranch;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.OperationHarness;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A branch with data is a production branch: what this plugin has made it deletes, and no other one. */
class DataBranchTest {
    private final OperationHarness rig = new OperationHarness();

    @AfterEach
    void close() {
        rig.close();
    }

    private static EnsureBranch seeded(String size) throws InvalidInputException {
        return new EnsureBranch(DATABASE, new NewBranch("copy", null, true, null, null, size), IfExists.FAIL)
                .marker(MARKER);
    }

    private boolean production(String branch) {
        return rig.server.world().dump().contains("branch " + branch + " of main production");
    }

    @Test
    void oneWithDataIsDeletedByItsId() throws Exception {
        ReadyBranch made = rig.result(seeded(null));
        assertTrue(production("copy"));
        assertTrue(rig.log.toString().contains("is a production branch of size PS_10"), rig.log.toString());
        rig.result(new DeleteBranch(DATABASE, "copy", false).own(made.id()));
        assertFalse(rig.database.hasBranch("copy"));
    }

    @Test
    void oneThatThisBuildHasMadeIsDeletedByName() throws Exception {
        ReadyBranch made = rig.result(seeded(null));
        rig.failure(new DeleteBranch(DATABASE, "copy", false));
        assertTrue(rig.database.hasBranch("copy"));
        rig.result(new DeleteBranch(DATABASE, "copy", false).knowing(made.id()));
        assertFalse(rig.database.hasBranch("copy"));
    }

    @Test
    void noOtherProductionBranchIsDeleted() throws Exception {
        ReadyBranch made = rig.result(seeded(null));
        rig.database.branch("live").production(true);
        rig.failure(new DeleteBranch(DATABASE, "live", false).knowing(made.id()));
        rig.result(new DeleteBranch(DATABASE, "live", false).own(made.id()));
        rig.failure(new DeleteBranch(DATABASE, "main", false));
        assertTrue(rig.database.hasBranch("live"));
        assertTrue(rig.database.hasBranch("main"));
    }

    @Test
    void oneWhoseAnswerWasLostIsDeleted() throws Exception {
        for (int exchange = 0; exchange < 7; exchange++) {
            for (boolean sent : new boolean[] {true, false}) {
                try (OperationHarness own = new OperationHarness()) {
                    Operation<?> left = own.givenUp(seeded(null), exchange, sent);
                    own.result(DeleteBranch.madeBy((EnsureBranch) left));
                    assertFalse(own.database.hasBranch("copy"), "at " + exchange);
                }
            }
        }
    }

    @Test
    void aProductionBranchWithoutDataIsNotTakenForOursAfterALostAnswer() throws Exception {
        Operation<?> left = rig.givenUp(seeded(null), 3, false);
        rig.database.branch("copy").production(true);
        rig.result(DeleteBranch.madeBy((EnsureBranch) left));
        assertTrue(rig.database.hasBranch("copy"));
    }

    @Test
    void aSmallOneIsRestoredFromTheNewestBackupAndIsNoProductionBranch() throws Exception {
        rig.result(new TakeBackup(DATABASE, "main", "newest", true));
        rig.database.branch("main").ddl("ALTER TABLE orders ADD COLUMN later int");
        rig.database.allowDataBranching(false);
        rig.result(seeded("PS_DEV"));
        assertFalse(production("copy"));
        assertTrue(rig.server.world().dump().contains("branch copy of main ready restored from main"));
        assertTrue(rig.log.toString().contains("with the data of backup "), rig.log.toString());
        assertFalse(rig.database.branch("copy").schema().contains("later"));
    }

    @Test
    void withoutASuccessfulBackupNothingIsMade() throws Exception {
        rig.database.branch("staging").schema(OperationHarness.SCHEMA);
        ReleaseException failure = rig.failure(new EnsureBranch(
                DATABASE, new NewBranch("copy", "staging", true, null, null, "PS_DEV"), IfExists.FAIL));
        assertTrue(failure.getMessage().contains("\"staging\""), failure.getMessage());
        assertTrue(failure.getMessage().contains("no successful backup"), failure.getMessage());
        assertFalse(rig.database.hasBranch("copy"));
    }

    @Test
    void aBranchWithDataIsNotHandedOutASecondTime() throws Exception {
        rig.result(seeded(null));
        ReleaseException failure = rig.failure(
                new EnsureBranch(DATABASE, new NewBranch("copy", null, true, null, null, null), IfExists.REUSE));
        assertTrue(failure.getMessage().contains("PS_DEV"), failure.getMessage());
    }

    @Test
    void theParentIsTheDefaultBranch() throws Exception {
        rig.database.branch("live").schema(OperationHarness.SCHEMA).production(true);
        rig.database.defaultBranch("live");
        ReadyBranch made = rig.result(
                new EnsureBranch(DATABASE, new NewBranch("feature", null, false, null, null, null), IfExists.FAIL));
        assertEquals("live", made.parent());
    }

    @Test
    void aDeletionWaitsOutARevertWindowOfAnHourLessAMinute() throws Exception {
        rig.database.timings().revertWindow(Duration.ofMinutes(55));
        rig.deployRequest("complete_pending_revert");
        rig.result(new DeleteBranch(DATABASE, "dev", false));
        assertFalse(rig.database.hasBranch("dev"));
    }
}
