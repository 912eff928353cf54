package io.jenkins.plugins.planetscale.release;

import static io.jenkins.plugins.planetscale.release.OperationHarness.DATABASE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.client.api.DeployRequestCalls;
import io.jenkins.plugins.planetscale.client.model.Deployment;
import io.jenkins.plugins.planetscale.release.deploy.AbortDeployRequest;
import io.jenkins.plugins.planetscale.release.deploy.Deploy;
import io.jenkins.plugins.planetscale.release.request.DeployResult;
import io.jenkins.plugins.planetscale.release.state.CopyProgress;
import io.jenkins.plugins.planetscale.release.state.Outcome;
import io.jenkins.plugins.planetscale.release.state.StatementRows;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Operations that fail while their deployment goes on, and those that were slowed down (facts §1.3, §1.6). */
class RunningFailuresTest {
    private static final String FAILED =
            "Table customers of deploy request #1 failed: Duplicate entry '…' for key 'name'."
                    + " The deployment is still in progress: try it again with `pscale deploy-request retry`, or cancel it";

    private final OperationHarness rig = new OperationHarness();

    @AfterEach
    void close() {
        rig.close();
    }

    private long told() {
        return rig.log.stream().filter(line -> line.startsWith(FAILED)).count();
    }

    private String state() {
        return rig.database.deployRequest(1).deploymentState();
    }

    @Test
    void aFailedTableIsToldOnceForEachTimeAndTheStepGoesOnAfterTheRetry() throws Exception {
        rig.deployRequest("ready");
        int[] phase = {0};
        Instant[] since = {null};
        Operation<DeployResult> done = rig.run(Deploy.stage(DATABASE, 1), running -> {
            if (!state().equals("in_progress")) {
                return;
            }
            since[0] = since[0] == null ? rig.now() : since[0];
            boolean late = rig.now().isAfter(since[0].plus(Duration.ofMinutes(20)));
            boolean seen = rig.now().isAfter(since[0].plusSeconds(40)); // that it goes on
            if (phase[0] % 2 == 0 && phase[0] < 4 && seen) {
                phase[0]++;
                since[0] = rig.now();
                rig.database.deployRequest(1).failOperation("customers", "Duplicate entry '7' for key 'name'.");
            } else if (late && phase[0] % 2 == 1) {
                assertEquals((phase[0] + 1) / 2, told(), rig.log::toString);
                phase[0]++;
                since[0] = rig.now();
                rig.database.deployRequest(1).actorRetries();
            }
        });
        assertEquals(
                Outcome.STAGED,
                done.result() == null ? null : done.result().outcome(),
                () -> done.failure() + "\n" + rig.log);
        assertEquals(2, told(), rig.log::toString);
    }

    @Test
    void oneThatIsCancelledThereEndsTheStep() throws Exception {
        rig.deployRequest("in_progress");
        rig.database.deployRequest(1).failOperation("customers", "Duplicate entry '7' for key 'name'");
        Instant begin = rig.now();
        Operation<DeployResult> done = rig.run(Deploy.stage(DATABASE, 1), running -> {
            if (state().equals("in_progress") && rig.now().isAfter(begin.plus(Duration.ofMinutes(30)))) {
                rig.result(cancel());
            }
        });
        assertTrue(done.failure() instanceof DeploymentCancelledException, () -> String.valueOf(done.failure()));
        assertEquals(2, told(), rig.log::toString); // by the step, and by what cancels it
    }

    private static AbortDeployRequest cancel() {
        try {
            return new AbortDeployRequest(DATABASE, 1, AbortDeployRequest.AbortPolicy.CANCEL);
        } catch (InvalidInputException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theBarSaysWhatFailed() throws Exception {
        rig.deployRequest("in_progress");
        rig.database.deployRequest(1).failOperation("customers", "Duplicate entry '7' for key 'name'");
        CopyProgress bar = CopyProgress.of(deployment()).get(0);
        assertEquals("error", bar.state());
        assertEquals("Duplicate entry '…' for key 'name'", bar.error());
    }

    /** {@code throttled_at} is when that was, and no sign that it still is so: the log does not count it as slow. */
    @Test
    void aThrottledTableGoesOnAndIsShownAsThrottledInThePast() throws Exception {
        rig.deployRequest("in_progress");
        Instant past = rig.now().minus(Duration.ofHours(1));
        rig.database.deployRequest(1).throttledAt("customers", past);
        Deployment found = deployment();
        assertEquals(past, found.deployOperations().get(0).throttledAt());
        assertTrue(StatementRows.of(found).get(0).throttled());
        assertEquals("in_progress", StatementRows.of(found).get(0).state());
        assertEquals(Outcome.STAGED, rig.result(Deploy.stage(DATABASE, 1)).outcome());
        assertFalse(rig.log.toString().contains("is throttled"), rig.log::toString);
        assertEquals(
                List.of(),
                rig.log.stream().filter(line -> line.contains("failed")).toList());
    }

    private Deployment deployment() throws Exception {
        return rig.client.execute(DeployRequestCalls.get(DATABASE, 1)).deployment();
    }
}
