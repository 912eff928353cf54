package io.jenkins.plugins.planetscale.steps.window;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import hudson.model.Result;
import io.jenkins.plugins.planetscale.local.FaultRule;
import io.jenkins.plugins.planetscale.steps.StepBuildContext;
import io.jenkins.plugins.planetscale.testing.BlockAssertions;
import io.jenkins.plugins.planetscale.testing.ExecutionStates;
import io.jenkins.plugins.planetscale.testing.LocalPlanetScaleFixture;
import io.jenkins.plugins.planetscale.testing.TestLimits;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** A kill between what decides about a revert window and the decision. */
class WindowRestartTest {
    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private final LocalPlanetScaleFixture site = new LocalPlanetScaleFixture();

    @AfterEach
    void close() {
        site.close();
    }

    /** As it is written down just before: the decision, which PlanetScale has not heard of, is forgotten. */
    private static void forgetDecision() throws Exception {
        RevertWindowExecution step =
                ExecutionStates.executions(RevertWindowExecution.class).get(0);
        RevertWindowControl window =
                (RevertWindowControl) ExecutionStates.get(RevertWindowExecution.class, step, "window");
        await().atMost(TestLimits.HANGING).until(window::isDecided);
        Class<?> decision =
                RevertWindowControl.class.getDeclaredField("decision").getType();
        ExecutionStates.set(RevertWindowControl.class, window, "decision", decision.getEnumConstants()[0]);
        ExecutionStates.set(RevertWindowControl.class, window, "reason", null);
    }

    private WorkflowRun ends(JenkinsRule j, Result result) throws Exception {
        site.server.faults().clear();
        WorkflowRun run = j.jenkins.getItemByFullName("p", WorkflowJob.class).getBuildByNumber(1);
        await().atMost(TestLimits.HANGING).until(() -> !run.isLogUpdated());
        j.assertBuildStatus(result, run);
        assertEquals("complete_revert", site.database.deployRequest(1).deploymentState(), JenkinsRule.getLog(run));
        return run;
    }

    private WorkflowRun begin(String script) throws Exception {
        site.configure().live("dev");
        return LocalPlanetScaleFixture.job("p", script).scheduleBuild2(0).waitForStart();
    }

    private void cutOff() {
        site.server.faults().add(FaultRule.on(null, null).resetBefore().forever());
    }

    @Test
    void checksThatHadFailedRevertAfterARestart() throws Throwable {
        sessions.then(j -> {
            WorkflowRun run = begin("""
                    int n = 0
                    def window = planetscaleRevertWindow(deployRequest: 1, every: '1h', failures: '1 of 1') {
                      n++
                      semaphore 'check'
                    }
                    echo "window ${window.outcome} after ${n}"
                    """);
            SemaphoreStep.waitForStart("check/1", run);
            cutOff();
            SemaphoreStep.failure("check/1", new Exception("orders are lost"));
            forgetDecision();
        });
        sessions.then(j -> ends(j, Result.SUCCESS));
    }

    @Test
    void anAbortThatWasNotedRevertsAfterARestartWhereOnAbortSaysSo() throws Throwable {
        sessions.then(j -> {
            WorkflowRun run = begin(
                    "planetscaleRevertWindow(deployRequest: 1, every: '1h', failures: '1 of 9', onAbort: 'revert') { }");
            BlockAssertions.await("between checks", () -> BlockAssertions.statuses(RevertWindowExecution.class).stream()
                    .anyMatch(status -> status.contains("0 failed of the last 1")));
            cutOff();
            run.getExecutor().interrupt();
            forgetDecision();
        });
        sessions.then(j -> ends(j, Result.ABORTED));
    }

    @Test
    void theTimeOfTheStepGoesOnThroughARestartInACheck() throws Throwable {
        sessions.then(j -> {
            WorkflowRun run = begin("""
                    try {
                      planetscaleRevertWindow(deployRequest: 1, timeout: '30s', onAbort: 'revert') { semaphore 'check' }
                    } catch (e) { echo "over: ${e.kind} ${e.message}" }
                    """);
            SemaphoreStep.waitForStart("check/1", run);
        });
        sessions.then(j -> j.assertLogContains("over: TIMED_OUT", ends(j, Result.SUCCESS)));
    }

    /** A program is written down field by field, while others are set. */
    @Test
    void aStepThatWasWrittenDownWhileItBeganBeginsAnew() throws Throwable {
        sessions.then(j -> {
            site.configure().live("dev");
            cutOff();
            WorkflowRun run = LocalPlanetScaleFixture.job(
                            "p",
                            "planetscaleRevertWindow(deployRequest: 1, failures: '1 of 1') { error 'orders are lost' }")
                    .scheduleBuild2(0)
                    .waitForStart();
            j.waitForMessage("could not be reached", run);
            RevertWindowExecution step =
                    ExecutionStates.executions(RevertWindowExecution.class).get(0);
            ExecutionStates.set(StepBuildContext.class, step.buildContext(), "target", null);
        });
        sessions.then(j -> ends(j, Result.SUCCESS));
    }
}
