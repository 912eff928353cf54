package io.jenkins.plugins.planetscale.release;

import static io.jenkins.plugins.planetscale.release.OperationHarness.DATABASE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.local.DeployRequest;
import io.jenkins.plugins.planetscale.local.FaultRule;
import io.jenkins.plugins.planetscale.release.deploy.AbortDeployRequest;
import io.jenkins.plugins.planetscale.release.deploy.Deploy;
import io.jenkins.plugins.planetscale.release.request.DeployResult;
import io.jenkins.plugins.planetscale.release.request.Effect;
import io.jenkins.plugins.planetscale.release.state.Outcome;
import io.jenkins.plugins.planetscale.release.window.RevertWindow;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What never ends at PlanetScale ends here, and says where it stands; what is under way when a build stops is told so. */
class BoundedRevertTest {
    private final OperationHarness rig = new OperationHarness();

    @AfterEach
    void close() {
        rig.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"in_progress_revert", "in_progress_revert_vschema", "in_progress_cutover"})
    void aRevertThatNeverEndsIsNotWaitedForForEver(String state) throws Exception {
        rig.deployRequest(state).freeze(true);
        Instant begin = rig.now();
        ReleaseException failure =
                slowly(RevertWindow.revertNow(DATABASE, 1, "errors rose")).failure();
        assertInstanceOf(ReleaseTimeoutException.class, failure);
        Duration waited = Duration.between(begin, rig.now());
        assertTrue(waited.compareTo(Duration.ofHours(2)) < 0, waited::toString);
        String said = failure.getMessage();
        assertTrue(said.contains("Deploy request #1 of mechanica/logistics is still "), said);
        assertTrue(said.contains("it was to be reverted (errors rose)"), said);
        assertTrue(said.contains("before anything else is deployed into \"main\""), said);
        assertTrue(said.contains("planetscaleRevert deployRequest: 1."), said);
        assertTrue(said.contains("See https://app.planetscale.com/"), said);
    }

    @Test
    void oneThatTakesAnHourIsWaitedFor() throws Exception {
        rig.deployRequest("complete_pending_revert");
        rig.database.timings().revert(Duration.ofHours(1));
        assertEquals(
                Outcome.REVERTED,
                slowly(RevertWindow.revertNow(DATABASE, 1, null)).result().outcome());
    }

    /** It looks every second: each look takes some seconds more. */
    private <R> Operation<R> slowly(Operation<R> operation) {
        return rig.run(operation, running -> rig.server.clock().advance(Duration.ofSeconds(5)));
    }

    /** What is decided is never given up for the length of the window itself. */
    @Test
    void aWindowOfManyHoursIsHeldToItsEnd() throws Exception {
        rig.database.timings().revertWindow(Duration.ofHours(6));
        rig.deployRequest("complete_pending_revert");
        assertEquals(Outcome.EXPIRED, rig.result(RevertWindow.hold(DATABASE, 1)).outcome());
    }

    @Test
    void aDryRunPassesWhereNothingIsLiveYet() throws Exception {
        rig.deployRequest("ready");
        Operation<Boolean> done = rig.run(new DryRun(RevertWindow.revertNow(DATABASE, 1, null)));
        assertNull(done.failure());
        assertTrue(rig.log.toString().contains("not live. Once it is"), rig.log::toString);
    }

    /** The call to deploy is under way when the build stops: how it is left is what came of that. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void leaveSaysWhatCameOfADeployUnderWay(boolean arrives) throws Exception {
        rig.devBranch();
        rig.openByHand("dev");
        rig.database.timings().validating(Duration.ZERO).queued(Duration.ofHours(1));
        DeployRequest request = rig.database.deployRequest(1);
        Deploy left = underWay();
        assertEquals("ready", request.deploymentState());
        AbortDeployRequest abandon =
                new AbortDeployRequest(DATABASE, 1, AbortDeployRequest.AbortPolicy.LEAVE).after(left);
        Instant begin = rig.now();
        boolean[] sent = {false};
        Operation<String> done = rig.run(abandon, running -> {
            if (arrives && !sent[0] && !rig.now().isBefore(begin.plusSeconds(20))) {
                sent[0] = true;
                deploy();
            }
        });
        String said = done.result();
        assertTrue(said.contains(arrives ? "was left queued" : "was left checked and ready to deploy"), said);
        Duration waited = Duration.between(begin, rig.now());
        assertTrue(waited.compareTo(Duration.ofMinutes(2)) < 0, waited::toString);
        assertTrue(arrives || waited.compareTo(Duration.ofSeconds(30)) > 0, "it could still arrive: " + waited);
    }

    private void deploy() {
        try {
            rig.client.execute(Effect.DEPLOY.call(DATABASE, 1));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Given up while its POST is on the way. */
    private Deploy underWay() throws Exception {
        Deploy deploy = Deploy.stage(DATABASE, 1);
        while (true) {
            Command turn = deploy.next(rig.now());
            if (turn instanceof Command.Wait wait) {
                rig.server.clock().advance(Duration.between(rig.now(), wait.until()));
            } else if (turn instanceof ApiRequest<?> exchange) {
                if (exchange.call().method().equals("POST")) {
                    return (Deploy) OperationHarness.<DeployResult>copy(OperationHarness.bytes(deploy));
                }
                deploy.answered(exchange, rig.client.execute(exchange.call()), rig.now());
            } else {
                throw new AssertionError("ended: " + deploy.failure());
            }
        }
    }

    /** The same where the answer of the deploy is lost. */
    @Test
    void leaveFindsWhatWasDeployedWithoutAnAnswer() throws Exception {
        rig.deployRequest("ready");
        rig.database.timings().validating(Duration.ZERO).queued(Duration.ofHours(1));
        rig.server.faults().add(FaultRule.on("POST", "/deploy$").resetAfter());
        Deploy left = underWay();
        deployUnheard();
        String said = rig.result(new AbortDeployRequest(DATABASE, 1, AbortDeployRequest.AbortPolicy.LEAVE).after(left));
        assertTrue(said.contains("was left queued"), said);
    }

    private void deployUnheard() {
        try {
            rig.client.execute(Effect.DEPLOY.call(DATABASE, 1));
            throw new AssertionError("answered");
        } catch (io.jenkins.plugins.planetscale.client.error.PlanetScaleException lost) {
            assertEquals("queued", rig.database.deployRequest(1).deploymentState());
        }
    }
}
