package io.jenkins.plugins.planetscale.steps.window;

import io.jenkins.plugins.planetscale.release.window.RevertWindow;
import io.jenkins.plugins.planetscale.steps.StepFailure;
import io.jenkins.plugins.planetscale.steps.runtime.BodyResult;
import java.io.IOException;
import java.io.Serializable;

/**
 * Decides about a revert window by the results of the checks, and of query insights beside them. For background
 * threads.
 */
final class CheckEvaluator implements Serializable {
    private static final long serialVersionUID = 1L;

    private final RevertWindowExecution execution;
    private volatile InsightsWatch insights;

    CheckEvaluator(RevertWindowExecution execution) {
        this.execution = execution;
    }

    /** Ends the window when the runs so far decide about it, otherwise schedules the next run; also after a restart. */
    void evaluate() {
        CheckRuns checks = execution.checks();
        RevertWindowControl window = execution.window();
        if (window.isDecided()) {
            return; // by a person, meanwhile
        }
        if (checks.areFailed()) {
            onFailed("the checks failed: " + checks, "The checks of " + request() + " failed: " + checks + ". ");
        } else if (checks.arePassed() && execution.step().getOnSuccess().equals("keep")) {
            window.keep("the checks passed: " + checks.passedSummary());
        } else {
            execution.schedule();
        }
    }

    /** Starts to watch query insights, if the step wants that. */
    void watch(RevertWindow open) {
        insights = InsightsWatch.begin(execution, open);
    }

    /** Resumes the watch after a restart. */
    void resume() throws IOException {
        if (insights != null) {
            insights.resume();
        }
    }

    /** Ends the watch. */
    void stop() {
        if (insights != null) {
            insights.stop();
        }
    }

    /** Polls at once instead of after the usual interval. */
    void pollNow() {
        if (insights != null) {
            insights.pollNow();
        }
    }

    /** Query insights show a regression: it counts as failed checks, unless something was decided before. */
    void onRegression(String findings) {
        if (!execution.isEnding() && !execution.window().isDecided()) {
            onFailed(
                    "query insights show a regression: " + findings,
                    "Query insights show a regression since " + request() + " is live: " + findings + ". ");
        }
    }

    /** The Pipeline program died in a check: nothing will ever tell whether the change is good. */
    void onProgramEnded(String message) {
        onFailed(
                "Pipeline ended the build in a check: " + message,
                "Pipeline ended the build in a check of " + request() + ": " + message + ". ");
    }

    private void onFailed(String why, String sentence) {
        RevertWindowControl window = execution.window();
        if (execution.step().getOnFailure().equals("revert")) {
            window.revert(why);
        } else {
            window.stop();
            execution.end(BodyResult.bad(StepFailure.checksFailed(sentence + window.howToRevert())));
        }
    }

    private String request() {
        return "deploy request #" + execution.step().getDeployRequest();
    }
}
