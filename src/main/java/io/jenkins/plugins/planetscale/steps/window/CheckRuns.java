package io.jenkins.plugins.planetscale.steps.window;

import hudson.AbortException;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.window.FailureThreshold;
import io.jenkins.plugins.planetscale.service.PlanetScaleService;
import io.jenkins.plugins.planetscale.steps.DurationParser;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/**
 * The runs of the checks in a revert window: how many, with what verdict, and when the next one is due. Persisted with
 * the step. Thread-safe.
 */
final class CheckRuns implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int deployRequest;
    private final Duration every;
    private final FailureThreshold verdict;
    private int begun;
    private Instant next;

    /** Throws what the step fails with when its parameters do not say it. */
    CheckRuns(RevertWindowStep step) throws ReleaseException, AbortException {
        deployRequest = step.getDeployRequest();
        every = DurationParser.parse(step.getEvery(), "every");
        verdict = FailureThreshold.of(step.getFailures());
    }

    /** A run begins; gives its number. One that a restart has cut off is begun again. */
    synchronized int begin() {
        begun = verdict.runs() + 1;
        next = PlanetScaleService.get().now().plus(every);
        return begun;
    }

    synchronized void ended(boolean good) {
        verdict.record(good);
    }

    /** When the next run is due; for one that was cut off, at once. */
    synchronized Instant next() {
        return begun > verdict.runs() || next == null ? PlanetScaleService.get().now() : next;
    }

    synchronized boolean areBad() {
        return verdict.isFailed();
    }

    synchronized boolean areGood() {
        return verdict.runs() >= verdict.windowSize() && !verdict.isFailed();
    }

    /** What the last run's failure means. */
    synchronized String failed(String why) {
        return "Check " + verdict.runs() + " of deploy request #" + deployRequest + " failed (" + why + "): " + verdict
                + ".";
    }

    /** For the end of a sentence. */
    @Override
    public synchronized String toString() {
        return verdict.toString();
    }

    /** Why the change is kept. */
    synchronized String passed() {
        int last = Math.min(verdict.runs(), verdict.windowSize());
        return last - verdict.failures() + " of the last " + last + " runs";
    }

    /** For a thread dump. */
    synchronized String status(boolean running) {
        return (running ? "; check " + begun + " is running" : "") + (verdict.runs() == 0 ? "" : "; " + verdict);
    }
}
