package io.jenkins.plugins.planetscale.release.deploy;

import static io.jenkins.plugins.planetscale.release.OperationHarness.DATABASE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.jenkins.plugins.planetscale.client.api.DeployRequestCalls;
import io.jenkins.plugins.planetscale.local.FaultRule;
import io.jenkins.plugins.planetscale.release.GateRefusedException;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.OperationHarness;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.request.DeployResult;
import io.jenkins.plugins.planetscale.release.state.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Somebody turns auto-apply on, and PlanetScale does not turn it off: it must not go live by itself. */
class GivenUpGateTest {
    private final OperationHarness rig = new OperationHarness();

    @AfterEach
    void close() {
        rig.close();
    }

    private void autoApply(boolean on) {
        try {
            rig.client.execute(DeployRequestCalls.autoApply(DATABASE, 1, on));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void longAfterwards() {
        rig.server.clock().advance(Duration.ofHours(2));
        assertFalse(rig.database.branch("main").schema().contains("webhook_url"), "it went live by itself");
    }

    @Test
    void threeCallsThatTimeOutDoNotEndTheStep() throws Exception {
        rig.deployRequest("in_progress");
        autoApply(true);
        rig.server
                .faults()
                .add(FaultRule.on("PUT", "/auto-apply$").resetBefore().times(4));
        assertEquals(Outcome.STAGED, rig.result(Deploy.stage(DATABASE, 1)).outcome());
        longAfterwards();
    }

    @Test
    void threeTimesInTheLifeOfAStepDoNotEndIt() throws Exception {
        rig.deployRequest("pending_cutover");
        int[] times = {0};
        Operation<DeployResult> done = rig.run(Deploy.apply(DATABASE, 1).approvalNeeded(), running -> {
            if (running instanceof Deploy deploy && deploy.awaitsApproval()) {
                if (++times[0] <= 5) {
                    autoApply(true);
                    deploy.wake();
                } else {
                    deploy.approve("ainsley");
                }
            }
        });
        assertNull(done.failure(), rig.log::toString);
        assertEquals(Outcome.APPLIED, done.result().outcome());
    }

    @Test
    void aRefusalEndsTheStepOnlyAfterTheDeploymentIsCancelled() throws Exception {
        rig.deployRequest("in_progress");
        autoApply(true);
        rig.server
                .faults()
                .add(FaultRule.on("PUT", "/auto-apply$")
                        .body(422, "application/json", "{\"code\":\"unprocessable\",\"message\":\"Not now.\"}")
                        .forever());
        cancelled();
    }

    @Test
    void aSwitchThatIsAnsweredAndNotThrownEndsTheStepOnlyAfterTheDeploymentIsCancelled() throws Exception {
        rig.deployRequest("in_progress");
        rig.database.timings().copy(Duration.ofHours(1));
        autoApply(true);
        rig.server
                .faults()
                .add(FaultRule.on("PUT", "/auto-apply$")
                        .body(
                                200,
                                "application/json",
                                "{\"number\":1,\"state\":\"open\",\"branch\":\"dev\",\"into_branch\":\"main\","
                                        + "\"deployment_state\":\"in_progress\",\"deployment\":{\"auto_cutover\":true}}")
                        .forever());
        cancelled();
    }

    @Test
    void aSwitchThatTheTokenMayNotThrowEndsTheStepOnlyAfterTheDeploymentIsCancelled() throws Exception {
        rig.deployRequest("in_progress");
        autoApply(true);
        rig.server.faults().add(FaultRule.on("PUT", "/auto-apply$").status(404).forever());
        cancelled();
    }

    @Test
    void aSwitchThatNeverAnswersEndsTheStepOnlyAfterTheDeploymentIsCancelled() throws Exception {
        rig.deployRequest("in_progress");
        rig.database.timings().copy(Duration.ofHours(1));
        autoApply(true);
        rig.server.faults().add(FaultRule.on("PUT", "/auto-apply$").status(503).forever());
        cancelled();
    }

    private void cancelled() throws Exception {
        ReleaseException failure = rig.failure(Deploy.stage(DATABASE, 1));
        assertInstanceOf(GateRefusedException.class, failure, rig.log::toString);
        assertEquals("complete_cancel", rig.database.deployRequest(1).deploymentState());
        longAfterwards();
    }

    @ParameterizedTest
    @EnumSource(OperationHarness.Crash.Place.class)
    void aKillAtAnyExchangeDoesNotLetItGoLiveByItself(OperationHarness.Crash.Place place) throws Exception {
        for (int exchange = 0; exchange < 12; exchange++) {
            try (OperationHarness other = new OperationHarness(new OperationHarness.Crash(exchange, place))) {
                other.deployRequest("in_progress");
                other.client.execute(DeployRequestCalls.autoApply(DATABASE, 1, true));
                other.database.timings().copy(Duration.ofMinutes(5));
                other.server
                        .faults()
                        .add(FaultRule.on("PUT", "/auto-apply$").status(404).forever());
                ReleaseException failure = other.failure(Deploy.stage(DATABASE, 1));
                assertInstanceOf(GateRefusedException.class, failure, other.log::toString);
                assertEquals("complete_cancel", other.database.deployRequest(1).deploymentState());
            }
        }
    }

    @Test
    void oneThatIsNotDeployedYetNeedsNoCancelling() throws Exception {
        rig.deployRequest("ready");
        autoApply(true);
        rig.server.faults().add(FaultRule.on("PUT", "/auto-apply$").status(404).forever());
        ReleaseException failure = rig.failure(Deploy.stage(DATABASE, 1));
        assertInstanceOf(GateRefusedException.class, failure);
        assertEquals("ready", rig.database.deployRequest(1).deploymentState());
    }
}
