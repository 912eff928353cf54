package io.jenkins.plugins.planetscale.steps.window;

import io.jenkins.plugins.planetscale.release.window.RevertWindow;
import io.jenkins.plugins.planetscale.steps.StepFailure;
import io.jenkins.plugins.planetscale.steps.runtime.BodyResult;
import java.io.IOException;
import java.io.Serializable;

/** What the checks, and query insights beside them, decide about a revert window. For background threads. */
final class CheckEvaluator implements Serializable {
    private static final long serialVersionUID = 1L;

    private final RevertWindowExecution execution;
    private volatile InsightsWatch insights;

    CheckEvaluator(RevertWindowExecution execution) {
        this.execution = execution;
    }

    /** Acts on the verdict of all runs so far, or has the next one run; also on a verdict from before a restart. */
    void judge() {
        CheckRuns checks = execution.checks();
        RevertWindowControl window = execution.window();
        if (window.isDecided()) {
            return; // by a person, meanwhile
        }
        if (checks.areBad()) {
            failed("the checks failed: " + checks, "The checks of " + request() + " failed: " + checks + ". ");
        } else if (checks.areGood() && execution.step().getOnSuccess().equals("keep")) {
            window.keep("the checks passed: " + checks.passed());
        } else {
            execution.schedule();
        }
    }

    /** Begins to watch query insights, where the step asks for that. */
    void watch(RevertWindow open) {
        insights = InsightsWatch.begin(execution, open);
    }

    /** Watches on after a restart. */
    void resume() throws IOException {
        if (insights != null) {
            insights.resume();
        }
    }

    /** Watches no more. */
    void stop() {
        if (insights != null) {
            insights.stop();
        }
    }

    /** Looks at once instead of after the usual interval. */
    void lookNow() {
        if (insights != null) {
            insights.lookNow();
        }
    }

    /** Query insights show a regression: it counts as checks that failed, unless something was decided before. */
    void regressed(String findings) {
        if (!execution.isEnding() && !execution.window().isDecided()) {
            failed(
                    "query insights show a regression: " + findings,
                    "Query insights show a regression since " + request() + " is live: " + findings + ". ");
        }
    }

    private void failed(String why, String sentence) {
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
