package io.jenkins.plugins.planetscale.release.request;

import static io.jenkins.plugins.planetscale.release.OperationHarness.DATABASE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.local.FaultRule;
import io.jenkins.plugins.planetscale.release.DeploymentCancelledException;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.OperationHarness;
import io.jenkins.plugins.planetscale.release.Scenarios;
import io.jenkins.plugins.planetscale.release.deploy.Deploy;
import io.jenkins.plugins.planetscale.release.gate.ReviewedChange;
import io.jenkins.plugins.planetscale.release.state.DeploymentState;
import io.jenkins.plugins.planetscale.release.state.Outcome;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A deploy request is taken out of the deploy queue: nothing puts it back. */
class QueuePlaceTest {
    private final OperationHarness rig = new OperationHarness();

    @AfterEach
    void close() {
        rig.close();
    }

    private ReviewedChange check() throws InvalidInputException {
        rig.devBranch();
        ReviewedChange seen = rig.result(Scenarios.open("dev")).reviewed();
        rig.database.timings().queued(Duration.ofMinutes(5));
        return seen;
    }

    private Consumer<Operation<DeployResult>> whenQueued(Runnable act) {
        boolean[] done = {false};
        return running -> {
            boolean queued = running.lastObservation() != null
                    && running.lastObservation().state() == DeploymentState.QUEUED;
            if (queued && !done[0]) {
                done[0] = true;
                act.run();
            }
        };
    }

    private long deploys() {
        return rig.database.deployRequest(1).effects().stream()
                .filter("deploy"::equals)
                .count();
    }

    @Test
    void byAPerson() throws Exception {
        ReviewedChange seen = check();
        Operation<DeployResult> done = rig.run(
                Deploy.apply(DATABASE, 1).expect(seen),
                whenQueued(() -> rig.database.deployRequest(1).actorDequeues()));
        assertInstanceOf(DeploymentCancelledException.class, done.failure(), rig.log::toString);
        assertTrue(done.failure().getMessage().contains("was taken out of the deploy queue"));
        assertEquals(1, deploys());
        assertEquals("ready", rig.database.deployRequest(1).deploymentState());
    }

    @Test
    void byAChangeOfTheBranch() throws Exception {
        ReviewedChange seen = check();
        Operation<DeployResult> done = rig.run(
                Deploy.apply(DATABASE, 1).expect(seen),
                whenQueued(() -> rig.database.branch("dev").ddl("ALTER TABLE orders DROP COLUMN legacy_code")));
        assertInstanceOf(DeploymentCancelledException.class, done.failure(), rig.log::toString);
        assertTrue(done.failure().getMessage().contains("DROP COLUMN"), done.failure()::getMessage);
        assertEquals(1, deploys());
    }

    @Test
    void whileTheControllerIsDown() throws Exception {
        check();
        byte[][] left = {null};
        rig.run(Deploy.stage(DATABASE, 1), running -> {
            if (left[0] == null
                    && running.lastObservation() != null
                    && running.lastObservation().state() == DeploymentState.QUEUED) {
                left[0] = OperationHarness.bytes(running);
                running.setDeadline(rig.now());
            }
        });
        rig.database.deployRequest(1).actorDequeues();
        Operation<DeployResult> done = rig.run(OperationHarness.copy(left[0]));
        assertInstanceOf(DeploymentCancelledException.class, done.failure(), rig.log::toString);
        assertEquals(1, deploys());
    }

    @Test
    void aLookThatLagsBehindIsNotMistakenForIt() throws Exception {
        check();
        Operation<DeployResult> done = rig.run(Deploy.stage(DATABASE, 1), whenQueued(() -> rig.server
                .faults()
                .add(FaultRule.on("GET", "/deploy-requests/1$")
                        .body(
                                200,
                                "application/json",
                                "{\"number\":1,\"state\":\"open\",\"branch\":\"dev\",\"into_branch\":\"main\","
                                        + "\"deployment_state\":\"ready\",\"deployment\":{\"deployable\":true,"
                                        + "\"auto_cutover\":false}}")
                        .times(2))));
        assertEquals(Outcome.STAGED, done.result().outcome());
        assertEquals(1, deploys());
    }
}
