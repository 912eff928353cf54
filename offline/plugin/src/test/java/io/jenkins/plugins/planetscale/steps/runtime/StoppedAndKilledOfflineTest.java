package io.jenkins.plugins.planetscale.steps.runtime;
import io.jenkins.plugins.planetscale.steps.deploy.ApplyStep;
import io.jenkins.plugins.planetscale.steps.branch.BackupStep;
import io.jenkins.plugins.planetscale.steps.branch.BranchStep;
import io.jenkins.plugins.planetscale.steps.branch.DeleteBranchStep;
import io.jenkins.plugins.planetscale.steps.deploy.DeployRequestStep;
import io.jenkins.plugins.planetscale.steps.PlanetScaleStep;
import io.jenkins.plugins.planetscale.testing.PlayedController;
import io.jenkins.plugins.planetscale.steps.window.RevertStep;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.planetscale.client.Transport;
import java.io.File;
import java.time.Duration;
import java.util.function.Predicate;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stop counts, whatever it meets: a kill, the end of the operation, another stop. */
class StoppedAndKilledOfflineTest {
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

    private static DeployRequestStep stage(String onAbort) {
        DeployRequestStep step = new DeployRequestStep("dev");
        step.setStage(true);
        step.setOnAbort(onAbort);
        return step;
    }

    private String state() {
        return controller.database.lastDeployRequest() == 0
                ? "none"
                : controller.database.deployRequest(1).deploymentState();
    }

    private PlayedController.Context staging(String onAbort) {
        controller.database.timings().copy(HOUR);
        PlayedController.Context step = controller.start(stage(onAbort));
        controller.await(Duration.ofMinutes(10), () -> state().equals("in_progress"));
        return step;
    }

    private static void stop(PlayedController.Context step, Throwable cause) {
        try {
            step.execution.stop(cause);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** The step ends as aborted, once, and what it began is taken back. */
    private void endsAborted(PlayedController.Context step, String state) {
        controller.await(Duration.ofHours(3), step::isOver).advance(HOUR);
        assertEquals(1, step.ends);
        assertNull(step.value);
        assertEquals(FlowInterruptedException.class, step.failure.getClass(), () -> step.failure + controller.log());
        assertEquals(state, state());
    }

    @Test
    void aKillDirectlyAfterTheStopDoesNotForgetIt() {
        PlayedController.Context step = staging("cancel");
        stop(step, abort());
        controller.restart();
        endsAborted(step, "complete_cancel");
    }

    @ParameterizedTest
    @ValueSource(strings = {"leave", "cancel", "close"})
    void aKillWhileTheCleanUpOnlyLooksDoesNotForgetIt(String onAbort) {
        PlayedController.Context step = staging(onAbort);
        Predicate<Transport.Request> look = request -> request.method().equals("GET");
        controller.killBefore(look);
        stop(step, abort());
        controller.settle();
        assertTrue(controller.isDead());
        controller.restart();
        endsAborted(step, onAbort.equals("leave") ? "pending_cutover" : "complete_cancel");
    }

    @Test
    void aKillBeforeTheStepIsStoppedForItsTimeDoesNotLetItGoOn() {
        controller.database.timings().copy(HOUR);
        DeployRequestStep stage = stage("cancel");
        stage.setTimeout("5m");
        PlayedController.Context step = controller.start(stage);
        controller.await(Duration.ofMinutes(3), () -> state().equals("in_progress"));
        controller.advance(Duration.ofMinutes(4));
        controller.killBefore(request -> request.method().equals("POST") && request.url().getPath().endsWith("cancel"));
        controller.await(Duration.ofMinutes(10), controller::isDead);
        controller.restart();
        controller.await(HOUR, step::isOver);
        assertEquals("complete_cancel", state());
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "stage", "apply", "branch", "backup", "delete", "revert"})
    void aStopThatMeetsTheEndOfTheOperationCounts(String kind) {
        int lines = lines(kind, -1);
        assertTrue(lines > 0, controller.log());
        for (int line = 0; line < lines; line++) {
            lines(kind, line);
        }
    }

    /** Runs it anew, and has it stopped when it says that line; -1 for never. Returns how many lines it says. */
    private int lines(String kind, int stopped) {
        controller.close();
        controller = new PlayedController(home).devBranch();
        if (kind.equals("revert") || kind.equals("apply")) {
            controller.start(new DeployRequestStep("dev"));
            controller.await(HOUR, () -> state().equals("ready")).advance(HOUR);
            if (kind.equals("revert")) {
                controller.database.deployRequest(1).force("complete_pending_revert");
            }
        }
        FlowInterruptedException cause = abort();
        controller.onLine(line -> {
            if (line == stopped) {
                stop(controller.last(), cause);
            }
        });
        PlayedController.Context step = controller.start(step(kind));
        controller.await(HOUR.multipliedBy(2), step::isOver).advance(HOUR);
        assertEquals(1, step.ends, controller.log());
        assertSame(stopped < 0 ? null : cause, step.failure, () -> "line " + stopped + "\n" + controller.log());
        return controller.lines();
    }

    private static PlanetScaleStep step(String kind) {
        return switch (kind) {
            case "stage" -> stage("cancel");
            case "apply" -> {
                ApplyStep apply = new ApplyStep();
                apply.setDeployRequest(1);
                yield apply;
            }
            case "branch" -> {
                BranchStep branch = new BranchStep();
                branch.setName("feature-1");
                yield branch;
            }
            case "backup" -> new BackupStep("main");
            case "delete" -> new DeleteBranchStep("dev");
            case "revert" -> new RevertStep(1);
            default -> new DeployRequestStep("dev");
        };
    }

    @Test
    void aSecondAbortEndsABuildWhoseDeploymentIsNeverCancelled() {
        PlayedController.Context step = staging("cancel");
        controller.database.timings().cancel(Duration.ofHours(5));
        stop(step, abort());
        controller.advance(Duration.ofMinutes(2));
        assertEquals("in_progress_cancel", state());
        assertEquals(0, step.ends);
        stop(step, new FlowInterruptedException(Result.ABORTED, true, new OtherCause()));
        controller.advance(Duration.ofMinutes(2));
        assertEquals(0, step.ends, "a branch that fails beside it is no second abort");
        stop(step, abort());
        controller.settle();
        assertEquals(1, step.ends);
        assertThat(controller.log(), containsString("Aborted a second time"));
    }

    @Test
    void aDeploymentThatIsNeverCancelledDoesNotHoldTheBuildForEver() {
        PlayedController.Context step = staging("cancel");
        controller.database.timings().cancel(Duration.ofHours(5));
        stop(step, abort());
        controller.await(HOUR, step::isOver);
        assertThat(controller.log(), containsString("still being cancelled"));
    }

    private static final class OtherCause extends CauseOfInterruption {
        private static final long serialVersionUID = 1L;

        @Override
        public String getShortDescription() {
            return "the tests beside it failed";
        }
    }
}
