package io.jenkins.plugins.planetscale.steps.runtime;
import io.jenkins.plugins.planetscale.steps.deploy.DeployRequestStep;
import io.jenkins.plugins.planetscale.steps.branch.EphemeralBranchStep;
import io.jenkins.plugins.planetscale.steps.credentials.PasswordStep;
import io.jenkins.plugins.planetscale.steps.PlanetScaleStep;
import io.jenkins.plugins.planetscale.testing.PlayedController;
import io.jenkins.plugins.planetscale.steps.window.RevertWindowStep;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.planetscale.local.FaultRule;
import io.jenkins.plugins.planetscale.cleanup.EphemeralRegistry;
import java.io.File;
import java.time.Duration;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blocks whose end, stop and restart meet: clean-up begins once, and a stop counts. */
class BlockAndKilledOfflineTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    private File home;

    private PlayedController controller;

    @BeforeEach
    void begin() {
        controller = new PlayedController(home).devBranch();
    }

    @AfterEach
    void end() {
        controller.close();
    }

    private static FlowInterruptedException abort() {
        return new FlowInterruptedException(Result.ABORTED, true, new CauseOfInterruption.UserInterruption("ainsley"));
    }

    private PlayedController.Context inBlock(PlanetScaleStep of) {
        PlayedController.Context step = controller.start(of);
        controller.await(HOUR, () -> step.body != null && step.body.isRunning());
        return step;
    }

    private PlayedController.Context inBlock() {
        return inBlock(new PasswordStep("dev"));
    }

    private long requests(String method) {
        return controller.server.exchanges().stream()
                .filter(exchange -> exchange.method().equals(method) && exchange.path().contains("/passwords"))
                .count();
    }

    @Test
    void aBlockThatEndsBeforeItsStepIsResumedIsCleanedUpOnce() {
        PlayedController.Context calm = inBlock();
        long before = requests("GET");
        calm.body.succeed();
        controller.await(HOUR, calm::isOver);
        long looks = requests("GET") - before;
        PlayedController.Context step = inBlock();
        before = requests("GET");
        controller.restart(() -> step.body.succeed()).await(HOUR, step::isOver).advance(HOUR);
        assertEquals(1, step.ends);
        assertNull(step.failure);
        assertEquals(2, requests("DELETE"), controller.log());
        assertEquals(looks, requests("GET") - before);
    }

    @Test
    void anAbortWhileTheCleanUpGoesOnMakesTheBuildAborted() throws Exception {
        PlayedController.Context step = inBlock();
        controller.server.faults().add(FaultRule.on("DELETE", "/passwords/").times(2).status(503));
        step.body.succeed();
        controller.settle();
        FlowInterruptedException cause = abort();
        step.execution.stop(cause);
        controller.settle();
        controller.restart().await(HOUR, step::isOver);
        assertSame(cause.getClass(), step.failure.getClass());
        assertThat(controller.log(), containsString("Abort again to stop the clean-up"));
    }

    @Test
    void aKillDirectlyAfterAStopOfTheSetUpDoesNotRunTheBlock() throws Exception {
        controller.database.timings().branchReady(HOUR);
        EphemeralBranchStep branch = new EphemeralBranchStep();
        branch.setName("mine");
        PlayedController.Context step = controller.start(branch);
        controller.await(Duration.ofMinutes(5), () -> controller.database.hasBranch("mine"));
        step.execution.stop(abort());
        controller.restart().await(Duration.ofHours(2), step::isOver);
        assertNull(step.body);
        assertTrue(step.failure instanceof FlowInterruptedException, () -> String.valueOf(step.failure));
        assertEquals(false, controller.database.hasBranch("mine"));
    }

    @Test
    void theHourlyCleanUpIsNamedWhereItKnowsOfTheBranch() throws Exception {
        controller.server.faults().add(FaultRule.on("POST", "/branches$").resetAfter());
        EphemeralBranchStep branch = new EphemeralBranchStep();
        branch.setName("mine");
        PlayedController.Context step = controller.start(branch);
        controller.await(Duration.ofMinutes(1), () -> controller.database.hasBranch("mine"));
        controller.server.faults().add(FaultRule.on(null, null).forever().status(503));
        step.execution.stop(abort());
        controller.advance(Duration.ofMinutes(1));
        step.execution.stop(abort());
        controller.settle();
        assertThat(
                controller.log(),
                containsString("is deleted by the hourly clean-up only if it is proven that this build has made it"));
        step.execution.stop(abort());
        controller.settle();
        assertEquals(1, step.ends);
        assertEquals(1, EphemeralRegistry.get().list().size());
    }

    @Test
    void anAbortWhileTheChecksOfAnEndedWindowAreAwaitedCounts() throws Exception {
        controller.start(new DeployRequestStep("dev"));
        controller.await(HOUR, () -> controller.last().isOver());
        controller.database.deployRequest(1).force("complete_pending_revert");
        PlayedController.Context step = inBlock(new RevertWindowStep(1));
        FlowInterruptedException cause = abort();
        step.body.cancel(cause);
        controller.settle();
        controller.await(HOUR, step::isOver);
        assertSame(cause, step.failure);
    }

    @Test
    void aKillDirectlyAfterAStopInTheWindowDoesNotForgetIt() throws Exception {
        controller.start(new DeployRequestStep("dev"));
        controller.await(HOUR, () -> controller.last().isOver());
        controller.database.deployRequest(1).force("complete_pending_revert");
        RevertWindowStep window = new RevertWindowStep(1);
        window.setOnAbort("revert");
        PlayedController.Context step = inBlock(window);
        step.body.succeed();
        controller.settle(); // between two runs of the checks
        step.execution.stop(abort());
        controller.restart().await(HOUR, step::isOver);
        assertTrue(step.failure instanceof FlowInterruptedException, () -> step.failure + controller.log());
        assertEquals("complete_revert", controller.database.deployRequest(1).deploymentState());
    }
}
