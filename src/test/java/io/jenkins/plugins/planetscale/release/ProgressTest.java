package io.jenkins.plugins.planetscale.release;

import static io.jenkins.plugins.planetscale.release.OperationHarness.DATABASE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.client.api.DeployRequestCalls;
import io.jenkins.plugins.planetscale.release.branch.DeleteBranch;
import io.jenkins.plugins.planetscale.release.deploy.Deploy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a person reads while an operation runs. */
class ProgressTest {
    private final OperationHarness rig = new OperationHarness();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aLongCopyIsToldByStateAndThenEveryFiveMinutes() throws Exception {
        rig.database.timings().copy(Duration.ofMinutes(22));
        rig.deployRequest("ready");
        rig.result(Deploy.stage(DATABASE, 1));
        List<String> beats = rig.log.stream()
                .filter(line -> line.contains("still copying rows"))
                .toList();
        assertEquals(4, beats.size(), rig.log::toString);
        assertTrue(
                beats.get(1)
                        .matches("Deploy request #1 is still copying rows: customers \\d+ % \\(about .* left\\)\\."),
                beats.get(1));
        assertTrue(rig.log.size() < 12, rig.log::toString);
    }

    @Test
    void thePlaceInTheQueueIsTold() throws Exception {
        rig.deployRequest("in_progress");
        rig.database.branch("dev2").schema(OperationHarness.SCHEMA).ddl("ALTER TABLE orders ADD COLUMN weight int");
        rig.openByHand("dev2");
        rig.database.timings().copy(Duration.ofMinutes(3));
        Deploy second = Deploy.stage(DATABASE, 2);
        second.setDeadline(rig.now().plus(Duration.ofMinutes(2)));
        rig.failure(second);
        assertTrue(rig.log.contains("Deploy request #2 is queued, behind 1 deployment (#1)."), rig.log::toString);
    }

    @Test
    void aRefusalForNowIsWaitedOutAndToldOnce() throws Exception {
        rig.database.timings().validating(Duration.ofSeconds(90));
        rig.devBranch();
        rig.client.execute(DeployRequestCalls.create(DATABASE, "dev", "main", null, false, false));
        rig.result(Deploy.stage(DATABASE, 1));
        assertEquals(
                1, rig.log.stream().filter(line -> line.contains("validating")).count(), rig.log::toString);
    }

    @Test
    void deletionWaitsUntilTheRevertWindowOfTheBranchIsOver() throws Exception {
        rig.deployRequest("complete_pending_revert");
        var began = rig.now();
        rig.result(new DeleteBranch(DATABASE, "dev", false));
        assertTrue(Duration.between(began, rig.now()).toMinutes() >= 29);
        assertEquals(
                1, rig.log.stream().filter(line -> line.endsWith("Waiting.")).count(), rig.log::toString);
    }

    @Test
    void statusSaysWhatIsWaitedFor() throws Exception {
        rig.deployRequest("pending_cutover").freeze(true);
        Deploy apply = Deploy.apply(DATABASE, 1).approvalNeeded();
        apply.setDeadline(rig.now().plus(Duration.ofMinutes(5)));
        ReleaseException failure = rig.failure(apply);
        assertTrue(
                failure.getMessage().contains("deploy request #1 is staged and waits for approval"),
                failure.getMessage());
    }
}
