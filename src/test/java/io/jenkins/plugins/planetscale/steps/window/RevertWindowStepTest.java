package io.jenkins.plugins.planetscale.steps.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.planetscale.local.FaultRule;
import io.jenkins.plugins.planetscale.steps.record.RecordedOutcome;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecordAction;
import io.jenkins.plugins.planetscale.testing.BlockAssertions;
import io.jenkins.plugins.planetscale.testing.BlockTestBase;
import io.jenkins.plugins.planetscale.testing.LocalPlanetScaleFixture;
import java.time.Duration;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class RevertWindowStepTest extends BlockTestBase {
    @BeforeEach
    void setUp() {
        site.live("dev");
    }

    private String state() {
        return site.server
                .world()
                .dump()
                .lines()
                .filter(line -> line.contains("deploy request 1 "))
                .findFirst()
                .orElse("");
    }

    @Test
    void goodChecksKeepTheChangeAndAFlakyOneDoesNotRevertIt() throws Exception {
        WorkflowRun run = j.buildAndAssertSuccess(LocalPlanetScaleFixture.job(name, """
                int n = 0
                def window = planetscaleRevertWindow(deployRequest: 1, every: '1s') {
                  n++
                  echo "check number ${n}"
                  if (n == 2) { error 'flaky' }
                }
                echo "window ${window.outcome} after ${n}: ${window.reason}"
                """));
        j.assertLogContains("window KEPT after 3: the checks passed: 2 of the last 3 runs", run);
        j.assertLogContains("Check 2 of deploy request #1 failed (flaky): 1 failed of the last 2; 2 revert", run);
        assertTrue(state().contains("complete"), state());
        assertTrue(!state().contains("pending_revert"), state());
    }

    @Test
    void checksThatFailRevertTheChangeAndThatIsAResult() throws Exception {
        WorkflowRun run = j.buildAndAssertSuccess(LocalPlanetScaleFixture.job(name, """
                def window = planetscaleRevertWindow(deployRequest: 1, every: '1s', failures: '2 of 3') {
                  error 'orders are lost'
                }
                echo "window ${window.outcome}: ${window.reason}"
                """));
        j.assertLogContains("window REVERTED: the checks failed: 2 failed of the last 2", run);
        assertTrue(state().contains("complete_revert"), state());
        assertEquals(
                RecordedOutcome.REVERTED,
                run.getAction(ReleaseRecordAction.class).getEntries().get(0).getOutcome());
    }

    @Test
    void onFailureLeaveFailsAndSaysHowToRevert() throws Exception {
        WorkflowRun run = j.buildAndAssertSuccess(LocalPlanetScaleFixture.job(name, """
                try {
                  planetscaleRevertWindow(deployRequest: 1, failures: '1 of 1', onFailure: 'leave') { error 'bad' }
                } catch (e) { echo "left: ${e.kind} ${e.message}" }
                """));
        j.assertLogContains("left: CHECKS_FAILED The checks of deploy request #1 failed", run);
        j.assertLogContains("to revert it: planetscaleRevert deployRequest: 1.", run);
        assertTrue(state().contains("complete_pending_revert"), state());
    }

    @Test
    void onSuccessExpireChecksUntilTheWindowEnds() throws Exception {
        WorkflowRun run = begin("""
                int n = 0
                def window = planetscaleRevertWindow(
                    deployRequest: 1, every: '1s', failures: '2 of 2', onSuccess: 'expire') { echo "check ${++n}" }
                echo "window ${window.outcome}, more than two: ${n > 2}"
                """);
        j.waitForMessage("check 3", run);
        site.server.clock().advance(Duration.ofMinutes(31));
        BlockAssertions.lookNow();
        j.assertBuildStatusSuccess(j.waitForCompletion(run));
        j.assertLogContains("window EXPIRED, more than two: true", run);
    }

    @Test
    void whoRevertsWhileACheckRunsEndsItAndTheStep() throws Exception {
        WorkflowRun run = begin("planetscaleRevertWindow(deployRequest: 1) { semaphore '" + name + "' }");
        SemaphoreStep.waitForStart(name + "/1", run);
        site.revert();
        BlockAssertions.lookNow();
        j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(run));
        j.assertLogContains("Deploy request #1 of mechanica/logistics was reverted by somebody else", run);
    }

    @Test
    void anAbortLeavesTheWindowOpen() throws Exception {
        WorkflowRun run = begin("planetscaleRevertWindow(deployRequest: 1, every: '1h', failures: '1 of 2') { }");
        BlockAssertions.await("status", () -> BlockAssertions.statuses(RevertWindowExecution.class).stream()
                .anyMatch(status -> status.contains("0 failed of the last 1")));
        assertTrue(
                BlockAssertions.statuses(RevertWindowExecution.class)
                        .get(0)
                        .matches("holding the revert window of deploy request #1, 2\\d min( \\d+ s)? left; .*"),
                BlockAssertions.statuses(RevertWindowExecution.class).toString());
        run.getExecutor().interrupt();
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(run));
        j.assertLogContains("to revert it: planetscaleRevert deployRequest: 1.", run);
        assertTrue(state().contains("complete_pending_revert"), state());
    }

    @Test
    void anAbortInACheckRevertsWhereOnAbortSaysSo() throws Exception {
        WorkflowRun run =
                begin("planetscaleRevertWindow(deployRequest: 1, onAbort: 'revert') { semaphore '" + name + "' }");
        SemaphoreStep.waitForStart(name + "/1", run);
        assertTrue(
                BlockAssertions.statuses(RevertWindowExecution.class).get(0).contains("; check 1 is running"),
                BlockAssertions.statuses(RevertWindowExecution.class).toString());
        run.getExecutor().interrupt();
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(run));
        assertTrue(state().contains("complete_revert"), state());
    }

    @Test
    void theEndOfItsTimeRevertsWhereOnAbortSaysSo() throws Exception {
        WorkflowRun run = j.buildAndAssertSuccess(LocalPlanetScaleFixture.job(name, """
                try {
                  planetscaleRevertWindow(deployRequest: 1, every: '1h', timeout: '3s', onAbort: 'revert') { }
                } catch (e) { echo "over: ${e.kind} ${e.message}" }
                """));
        j.assertLogContains("over: TIMED_OUT", run);
        assertTrue(state().contains("complete_revert"), state());
    }

    @Test
    void theEndOfItsTimeInACheckEndsThatAndReverts() throws Exception {
        WorkflowRun run = j.buildAndAssertSuccess(LocalPlanetScaleFixture.job(name, """
                try {
                  planetscaleRevertWindow(deployRequest: 1, timeout: '3s', onAbort: 'revert') { semaphore env.JOB_NAME }
                } catch (e) { echo "over: ${e.kind} ${e.message}" }
                """));
        j.assertLogContains("over: TIMED_OUT", run);
        assertTrue(state().contains("complete_revert"), state());
    }

    @Test
    void whatWasDecidedBeforeItsTimeIsOverIsStillDone() throws Exception {
        site.server.faults().add(FaultRule.on("POST", "/revert$").status(500).times(3));
        WorkflowRun run = j.buildAndAssertSuccess(LocalPlanetScaleFixture.job(name, """
                def window = planetscaleRevertWindow(deployRequest: 1, failures: '1 of 1', timeout: '3s') { error 'bad' }
                echo "window ${window.outcome}"
                """));
        j.assertLogContains("window REVERTED", run);
        assertTrue(state().contains("complete_revert"), state());
    }

    @Test
    void whatCannotBeHeldIsRefusedAndADryRunRunsNothing() throws Exception {
        WorkflowRun run = j.buildAndAssertSuccess(LocalPlanetScaleFixture.job(name, """
                try { planetscaleRevertWindow(deployRequest: 1) } catch (e) { echo "1 ${e.message}" }
                try { planetscaleRevertWindow(deployRequest: 1, failures: 'all') { } } catch (e) { echo "2 ${e.message}" }
                try { planetscaleRevertWindow(deployRequest: 1, onSuccess: 'x') { } } catch (e) { echo "3 ${e.message}" }
                def dry = planetscaleRevertWindow(deployRequest: 1, dryRun: true) { error 'ran' }
                echo "4 ${dry.outcome}"
                try {
                  planetscaleRevertWindow(deployRequest: 1, every: '1h', timeout: '3s') { }
                } catch (e) { echo "5 ${e.kind}" }
                try { planetscaleRevertWindow(deployRequest: 9) { } } catch (e) { echo "6 ${e.kind}" }
                """));
        j.assertLogContains("1 planetscaleRevertWindow step must be called with a body", run);
        j.assertLogContains("2 \"all\" does not say how many checks may fail", run);
        j.assertLogContains("3 onSuccess: \"x\" is not known; use keep or expire.", run);
        j.assertLogContains("4 DRY_RUN", run);
        j.assertLogContains("5 TIMED_OUT", run);
        j.assertLogContains("6 CALL_FAILED", run);
        assertTrue(state().contains("complete_pending_revert"), state());
    }
}
