package io.jenkins.plugins.planetscale.release;

import static io.jenkins.plugins.planetscale.release.OperationHarness.DATABASE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.client.api.DeployRequestCalls;
import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import io.jenkins.plugins.planetscale.local.FaultRule;
import io.jenkins.plugins.planetscale.release.check.CheckedDeployRequest;
import io.jenkins.plugins.planetscale.release.deploy.AbortDeployRequest;
import io.jenkins.plugins.planetscale.release.deploy.Deploy;
import io.jenkins.plugins.planetscale.release.gate.InstantDdl;
import io.jenkins.plugins.planetscale.release.request.DeployResult;
import io.jenkins.plugins.planetscale.release.state.Outcome;
import io.jenkins.plugins.planetscale.release.window.RevertWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** People, tokens, clocks and lagging answers that come in between while a deploy request is worked on. */
class MeanwhileTest {
    private final OperationHarness rig = new OperationHarness();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void oneThatIsClosedInTheMidstOfItsCheckIsNotWaitedForForEver() throws Exception {
        rig.deployRequest("pending").freeze(true).actorCloses();
        assertInstanceOf(DeploymentCancelledException.class, rig.failure(Deploy.apply(DATABASE, 1)));
        assertTrue(rig.result(new AbortDeployRequest(DATABASE, 1, AbortDeployRequest.AbortPolicy.CLOSE))
                .contains("closed"));
    }

    @Test
    void oneThatIsClosedAtTheGateIsNotStaged() throws Exception {
        rig.deployRequest("pending_cutover").actorCloses();
        assertInstanceOf(DeploymentCancelledException.class, rig.failure(Deploy.stage(DATABASE, 1)));
    }

    @Test
    void aGateThatCannotBeReadBackIsNone() throws Exception {
        rig.deployRequest("pending_cutover").nullDeployment(true);
        assertInstanceOf(GateRefusedException.class, rig.failure(Deploy.stage(DATABASE, 1)));
    }

    @Test
    void somebodyElsesInstantDeploymentDoesNotPassOurApproval() throws Exception {
        rig.deployRequest("ready");
        rig.database.timings().validating(Duration.ZERO);
        rig.client.execute(DeployRequestCalls.deploy(DATABASE, 1, true));
        rig.server.clock().advance(Duration.ofMinutes(1));
        Deploy apply = Deploy.apply(DATABASE, 1).instant(InstantDdl.IF_ELIGIBLE).approvalNeeded();
        assertInstanceOf(GateRefusedException.class, rig.failure(apply));
    }

    @Test
    void aRefusedForceLeavesTheCutoverToItself() throws Exception {
        rig.deployRequest("ready");
        rig.database.timings().stuckCutover(true).stuckCutoverLasts(Duration.ofMinutes(5));
        rig.server.faults().add(refusal("/force-cutover$").forever());
        Deploy apply = Deploy.apply(DATABASE, 1).forceCutoverAfter(Duration.ofSeconds(20));
        assertEquals(Outcome.APPLIED, rig.result(apply).outcome());
        assertEquals(1, lines("forcing it"));
    }

    @Test
    void aLookThatLagsBehindDoesNotRepeatTheEffect() throws Exception {
        rig.deployRequest("ready");
        rig.database.timings().validating(Duration.ZERO);
        rig.server.faults().add(FaultRule.on("POST", "/deploy$").resetAfter());
        rig.server
                .faults()
                .add(answer("ready", "\"deployable\":true,\"auto_cutover\":false")
                        .skip(1)
                        .times(2));
        assertEquals(Outcome.STAGED, rig.result(Deploy.stage(DATABASE, 1)).outcome());
        assertEquals(1, requests("POST", "/deploy"));
    }

    @Test
    void aTableWithoutANameDoesNotEndTheDeployment() throws Exception {
        rig.deployRequest("in_progress");
        rig.server.faults().add(answer("in_progress", "\"deploy_operations\":[{\"progress_percentage\":4}]"));
        assertEquals(Outcome.STAGED, rig.result(Deploy.stage(DATABASE, 1)).outcome());
        assertEquals(1, lines("a table 4 %"));
    }

    @Test
    void leavingDoesNotWaitForAnUnknownStateToPass() throws Exception {
        rig.deployRequest("in_progress_quantum").freeze(true);
        Instant began = rig.now();
        assertTrue(rig.result(new AbortDeployRequest(DATABASE, 1, AbortDeployRequest.AbortPolicy.LEAVE))
                .contains("left"));
        assertEquals(began, rig.now());
    }

    @Test
    void anUnknownStateEndsTheCheckAfterHalfAnHour() throws Exception {
        rig.deployRequest("in_progress_quantum").freeze(true);
        ReleaseException failure = rig.failure(Scenarios.open("dev"));
        assertTrue(failure.getMessage().contains("in_progress_quantum"), failure.getMessage());
    }

    @Test
    void aRevertIsAnnouncedOnceHoweverOftenItIsTried() throws Exception {
        rig.deployRequest("complete_pending_revert");
        rig.server.faults().add(FaultRule.on("POST", "/revert$").status(503).times(3));
        rig.result(RevertWindow.revertNow(DATABASE, 1, "a check failed"));
        assertEquals(1, lines("Reverting deploy request #1: a check failed."));
    }

    @Test
    void theRevertWindowIsCountedDownEveryFiveMinutes() throws Exception {
        rig.deployRequest("complete_pending_revert");
        rig.result(RevertWindow.hold(DATABASE, 1));
        assertTrue(lines("is still live") >= 4, rig.log::toString);
    }

    @Test
    void aTokenThatIsRotatedMeanwhileIsBorne() throws Exception {
        rig.deployRequest("in_progress");
        AtomicInteger turns = new AtomicInteger();
        Operation<DeployResult> done = rig.run(Deploy.stage(DATABASE, 1), running -> {
            if (turns.incrementAndGet() == 3) {
                rig.server.world().revokeToken("tkn");
            } else if (turns.get() == 8) {
                rig.server.world().token("tkn", OperationHarness.SECRET, "mechanica");
            }
        });
        assertNull(done.failure());
    }

    @Test
    void aTokenThatIsRevokedForGoodEndsTheWait() throws Exception {
        rig.deployRequest("in_progress").freeze(true);
        AtomicInteger turns = new AtomicInteger();
        Operation<DeployResult> done = rig.run(Deploy.stage(DATABASE, 1), running -> {
            if (turns.incrementAndGet() == 3) {
                rig.server.world().revokeToken("tkn");
            }
        });
        assertInstanceOf(CallFailedException.class, done.failure());
    }

    @Test
    void aClockThatIsSetBackDoesNotProlongAWait() throws Exception {
        rig.deployRequest("in_progress").freeze(true);
        Deploy stage = Deploy.stage(DATABASE, 1);
        driver().advance(stage, rig.now());
        assertInstanceOf(Command.Wait.class, stage.next(rig.now()));
        assertInstanceOf(ApiRequest.class, stage.next(rig.now().minus(Duration.ofHours(1))));
    }

    @Test
    void aWakeUpDoesNotCutShortWhatPlanetScaleAsksToWait() throws Exception {
        rig.deployRequest("in_progress");
        rig.server.faults().add(FaultRule.on("GET", "/1$").status(429, Map.of("Retry-After", "60"), ""));
        Deploy stage = Deploy.stage(DATABASE, 1);
        driver().advance(stage, rig.now());
        stage.wake();
        Command.Wait wait = assertInstanceOf(Command.Wait.class, stage.next(rig.now()));
        assertEquals(Duration.ofSeconds(60), Duration.between(rig.now(), wait.until()));
    }

    @Test
    void aBranchThatIsChangedWhileAReviewIsWaitedForIsCheckedAnew() throws Exception {
        rig.database.requireApproval(true);
        rig.devBranch();
        AtomicInteger turns = new AtomicInteger();
        Operation<CheckedDeployRequest> done = rig.run(Scenarios.open("dev").waitForReview(true), running -> {
            if (turns.incrementAndGet() == 20) {
                rig.database.branch("dev").ddl("ALTER TABLE orders DROP COLUMN legacy_code");
            } else if (turns.get() == 30) {
                rig.database.deployRequest(1).actorApproves();
            }
        });
        assertInstanceOf(GateRefusedException.class, done.failure(), rig.log::toString);
        assertTrue(done.failure().getMessage().contains("legacy_code"), done.failure()::getMessage);
    }

    @Test
    void aBranchThatIsChangedAfterItsCheckIsNotDeployed() throws Exception {
        rig.devBranch();
        CheckedDeployRequest checked = rig.result(Scenarios.open("dev"));
        rig.database.branch("dev").ddl("ALTER TABLE orders DROP COLUMN legacy_code");
        ReleaseException failure = rig.failure(Deploy.apply(DATABASE, 1).expect(checked.reviewed()));
        assertInstanceOf(GateRefusedException.class, failure);
        assertEquals(0, requests("POST", "/deploy"));
    }

    @Test
    void aTargetThatIsChangedAfterTheCheckIsNotDeployedInto() throws Exception {
        rig.devBranch();
        CheckedDeployRequest checked = rig.result(Scenarios.open("dev"));
        rig.server.clock().advance(Duration.ofMinutes(5));
        rig.database.branch("main").ddl("ALTER TABLE customers ADD COLUMN weight int");
        ReleaseException failure = rig.failure(Deploy.apply(DATABASE, 1).expect(checked.reviewed()));
        assertInstanceOf(GateRefusedException.class, failure);
        assertEquals(0, requests("POST", "/deploy"));
    }

    @Test
    void whatIsAsExpectedIsDeployed() throws Exception {
        rig.devBranch();
        CheckedDeployRequest checked = rig.result(Scenarios.open("dev"));
        assertEquals(
                Outcome.APPLIED,
                rig.result(Deploy.apply(DATABASE, 1).expect(checked.reviewed())).outcome());
    }

    @Test
    void anAnswerWithoutANumberDoesNotOpenASecondOne() throws Exception {
        rig.devBranch();
        rig.openByHand("dev");
        rig.database.deployRequest(1).actorCloses();
        rig.server.faults().add(FaultRule.on("POST", "/deploy-requests$").body(201, "application/json", "{}"));
        rig.result(Scenarios.open("dev"));
        assertEquals("open", rig.database.deployRequest(2).state());
    }

    @Test
    void aDeployRequestThatOurBuildOpenedTwiceIsTakenUpWhereItIsOpen() throws Exception {
        rig.devBranch();
        CheckedDeployRequest first = rig.result(Scenarios.open("dev"));
        rig.database.deployRequest(first.number()).actorCloses();
        assertEquals(2, rig.result(Scenarios.open("dev")).number());
    }

    private BlockingRunner driver() {
        return new BlockingRunner(
                new BlockingRunner.Sender() {
                    @Override
                    public <T> T send(io.jenkins.plugins.planetscale.client.ApiCall<T> call)
                            throws PlanetScaleException {
                        return rig.client.execute(call);
                    }
                },
                operation -> {});
    }

    private static FaultRule refusal(String path) {
        return FaultRule.on("POST", path)
                .body(422, "application/json", "{\"code\":\"unprocessable\",\"message\":\"Not now.\"}");
    }

    private static FaultRule answer(String state, String deployment) {
        return FaultRule.on("GET", "/deploy-requests/1$")
                .body(
                        200,
                        "application/json",
                        "{\"number\":1,\"state\":\"open\",\"branch\":\"dev\",\"into_branch\":\"main\","
                                + "\"deployment_state\":\"" + state + "\",\"deployment\":{" + deployment + "}}");
    }

    private long lines(String text) {
        return rig.log.stream().filter(line -> line.contains(text)).count();
    }

    private long requests(String method, String end) {
        return rig.server.exchanges().stream()
                .filter(exchange ->
                        exchange.method().equals(method) && exchange.path().endsWith(end))
                .count();
    }
}
