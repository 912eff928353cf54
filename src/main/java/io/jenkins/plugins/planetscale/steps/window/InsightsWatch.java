package io.jenkins.plugins.planetscale.steps.window;

import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.window.RevertWindow;
import io.jenkins.plugins.planetscale.release.window.WatchInsights;
import io.jenkins.plugins.planetscale.steps.DurationParser;
import io.jenkins.plugins.planetscale.steps.ParameterParser;
import io.jenkins.plugins.planetscale.steps.StepBuildContext;
import io.jenkins.plugins.planetscale.steps.runtime.DurableOperation;
import java.io.IOException;
import java.time.Duration;

/**
 * Watches query insights beside the checks of a revert window. When they cannot be read, that is logged and reverts
 * nothing. Persisted with the step.
 */
final class InsightsWatch implements DurableOperation.Callback {
    private static final long serialVersionUID = 1L;

    /** Insights are updated once a minute; polling more often than this shows nothing new. */
    private static final Duration SHORTEST = Duration.ofSeconds(30);

    private final RevertWindowExecution step;
    private final DurableOperation driven;

    private InsightsWatch(RevertWindowExecution step, WatchInsights watch) {
        this.step = step;
        this.driven = new DurableOperation(this, watch);
    }

    /** Starts to watch what the step wants; null when it wants nothing, or when it is not possible. */
    static InsightsWatch begin(RevertWindowExecution execution, RevertWindow open) {
        RevertWindowStep step = execution.step();
        if (step.getWatch().isEmpty() || open.windowEnd() == null) {
            return null;
        }
        try {
            Duration every = DurationParser.parse(step.getEvery(), "every");
            WatchInsights watch = new WatchInsights(
                    execution.buildContext().target().database(),
                    open.target(),
                    open.liveAt(),
                    open.windowEnd(),
                    every.compareTo(SHORTEST) < 0 ? SHORTEST : every,
                    ParameterParser.signals(step.getWatch()));
            InsightsWatch insights = new InsightsWatch(execution, watch);
            insights.driven.start();
            return insights;
        } catch (ReleaseException | IOException e) {
            execution.log("Query insights are not watched: " + e.getMessage());
            return null;
        }
    }

    /** Resumes after a restart. */
    void resume() throws IOException {
        driven.resume();
    }

    /** Polls at once instead of after the usual interval. */
    void pollNow() {
        driven.change(operation -> {});
    }

    void stop() {
        driven.stop();
    }

    @Override
    public void onCompleted(DurableOperation watch, Operation<?> operation) {
        if (operation.failure() != null) {
            logEnd(operation.failure());
            return;
        }
        WatchInsights.Result result = ((WatchInsights) operation).result();
        if (result.regressed()) {
            step.evaluator().onRegression(String.join("; ", result.findings()));
        }
    }

    @Override
    public void onError(DurableOperation watch, Throwable cause) {
        logEnd(cause);
    }

    private void logEnd(Throwable cause) {
        step.log("Query insights are not watched any more: " + cause.getMessage());
    }

    @Override
    public StepBuildContext buildContext() {
        return step.buildContext();
    }
}
