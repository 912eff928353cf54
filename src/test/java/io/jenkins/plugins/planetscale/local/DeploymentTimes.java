package io.jenkins.plugins.planetscale.local;

import java.time.Instant;
import java.util.Set;

/** When a deployment reached what; null for what it has not. */
public final class DeploymentTimes {
    private static final Set<String> NOT_STARTED = Set.of("queued", "submitting");

    public Instant queued;
    public Instant submitted;
    public Instant started;
    public Instant readyToCutover;
    public Instant cutover;
    public Instant finished;
    public Instant forceRequested;
    public Instant revertRequested;
    public Instant revertSkipped;
    public Instant revertFinished;

    /** Fills in what a deployment in {@code state} must have been through. */
    void pretend(String state, Instant now) {
        if (DeployStates.BEFORE_DEPLOY.contains(state)) {
            return;
        }
        queued = orNow(queued, now);
        if (state.equals("queued")) {
            return;
        }
        submitted = orNow(submitted, now);
        if (!NOT_STARTED.contains(state)) {
            started = orNow(started, now);
        }
        if (state.equals("pending_cutover") || state.equals("in_progress_cutover")) {
            readyToCutover = orNow(readyToCutover, now);
        }
        if (DeployStates.APPLIED.contains(state) || state.equals("complete_revert")) {
            cutover = orNow(cutover, now);
            finished = orNow(finished, now);
        }
        if (state.contains("revert") && !state.equals("complete_pending_revert")) {
            revertRequested = orNow(revertRequested, now);
        }
        if (state.equals("complete_error")) {
            finished = orNow(finished, now);
        }
    }

    private static Instant orNow(Instant time, Instant now) {
        return time == null ? now : time;
    }
}
