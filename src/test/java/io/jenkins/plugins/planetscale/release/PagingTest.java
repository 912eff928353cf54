package io.jenkins.plugins.planetscale.release;

import static io.jenkins.plugins.planetscale.release.OperationHarness.DATABASE;
import static io.jenkins.plugins.planetscale.release.OperationHarness.MARKER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.client.api.BackupCalls;
import io.jenkins.plugins.planetscale.client.api.NewBranch;
import io.jenkins.plugins.planetscale.client.api.PasswordCalls;
import io.jenkins.plugins.planetscale.release.branch.EnsureBranch;
import io.jenkins.plugins.planetscale.release.branch.IfExists;
import io.jenkins.plugins.planetscale.release.branch.TakeBackup;
import io.jenkins.plugins.planetscale.release.password.RevokePassword;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is looked for is found behind the first page, and its absence is concluded from the last page only. */
class PagingTest {
    private static final int MORE_THAN_TWO_PAGES = 230;
    private final OperationHarness rig = new OperationHarness();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aPasswordOnTheLastPageIsRevokedAndNoOther() throws Exception {
        rig.devBranch();
        rig.client.execute(PasswordCalls.create(DATABASE, "dev", MARKER.token(), "admin", 3600L, false, null));
        for (int i = 0; i < MORE_THAN_TWO_PAGES; i++) {
            rig.client.execute(PasswordCalls.create(DATABASE, "dev", "other-" + i, "admin", 3600L, false, null));
        }
        assertEquals(1, rig.result(new RevokePassword(DATABASE, "dev", MARKER)));
        String left = rig.server.world().dumpLive();
        assertFalse(left.contains(MARKER.token()));
        assertTrue(left.contains("other-0 ") && left.contains("other-" + (MORE_THAN_TWO_PAGES - 1) + " "));
    }

    @Test
    void aBranchOnTheLastPageOfTheSearchIsReused() throws Exception {
        IntStream.range(0, MORE_THAN_TWO_PAGES).forEach(i -> rig.database.branch("dev-" + i));
        rig.devBranch();
        IntStream.range(MORE_THAN_TWO_PAGES, 2 * MORE_THAN_TWO_PAGES).forEach(i -> rig.database.branch("dev-" + i));
        NewBranch dev = new NewBranch("dev", null, false, null, null, null);
        assertFalse(rig.result(new EnsureBranch(DATABASE, dev, IfExists.REUSE)).created());
    }

    @Test
    void aBackupOfTheSameNameOnTheLastPageIsNotTakenForOurs() throws Exception {
        rig.client.execute(BackupCalls.create(DATABASE, "main", "nightly", "day", 1));
        for (int i = 0; i < MORE_THAN_TWO_PAGES; i++) {
            rig.client.execute(BackupCalls.create(DATABASE, "main", "other-" + i, "day", 1));
        }
        rig.result(new TakeBackup(DATABASE, "main", "nightly", true));
        assertEquals(
                2,
                rig.server
                        .world()
                        .dump()
                        .lines()
                        .filter(line -> line.contains("backup nightly"))
                        .count());
    }
}
