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
 * The check runs of a revert window: how many, with what result, and when the next one is due. Persisted with the step.
 * Thread-safe.
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

    /** Starts a run; returns its number, which is the same for one that a restart interrupted. */
    synchronized int begin() {
        begun = verdict.runs() + 1;
        next = PlanetScaleService.get().now().plus(every);
        return begun;
    }

    synchronized void record(boolean good) {
        verdict.record(good);
    }

    /** When the next run is due; at once when a restart interrupted the last one. */
    synchronized Instant next() {
        return begun > verdict.runs() || next == null ? PlanetScaleService.get().now() : next;
    }

    synchronized boolean areFailed() {
        return verdict.isFailed();
    }

    synchronized boolean arePassed() {
        return verdict.runs() >= verdict.windowSize() && !verdict.isFailed();
    }

    /** The log line for the last run, which failed. */
    synchronized String failureLine(String why) {
        return "Check " + verdict.runs() + " of deploy request #" + deployRequest + " failed (" + why + "): " + verdict
                + ".";
    }

    /** The threshold and how far it is reached, for the end of a sentence. */
    @Override
    public synchronized String toString() {
        return verdict.toString();
    }

    /** How many runs passed, as the reason to keep the change. */
    synchronized String passedSummary() {
        int last = Math.min(verdict.runs(), verdict.windowSize());
        return last - verdict.failures() + " of the last " + last + " runs";
    }

    /** For a thread dump. */
    synchronized String status(boolean running) {
        return (running ? "; check " + begun + " is running" : "") + (verdict.runs() == 0 ? "" : "; " + verdict);
    }
}
