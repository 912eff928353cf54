package io.jenkins.plugins.planetscale.release.request;

import io.jenkins.plugins.planetscale.release.Assumptions;
import io.jenkins.plugins.planetscale.release.state.DeploymentState;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/**
 * Detects stale reads of a deploy request. PlanetScale's answer can be some seconds old, and older than the answer
 * before it: a state that the deploy request had already left is believed only when it stays.
 */
public final class StaleReadFilter implements Serializable {
    private static final long serialVersionUID = 1L;

    /** So old what PlanetScale shows may be. */
    public static final Duration LAG = Assumptions.STALE_READ;

    /** How soon to look again at what is not believed. */
    public static final Duration PACE = Duration.ofSeconds(2);

    /** Between the two reads that agree on a way back. */
    private static final Duration SECOND_LOOK = Duration.ofSeconds(5);

    /** Where PlanetScale knows no way back. */
    private static final Duration NO_WAY_BACK = Duration.ofMinutes(2);

    private DeploymentState furthest;
    private Instant seenAt;
    private Instant backSince;
    private Instant begun;
    private Instant missingSince;

    /** Whether what was seen is how it is, rather than how it was; to be asked at every poll. */
    public boolean isBelieved(DeploymentState state, Instant now) {
        begun = begun == null ? now : begun;
        missingSince = null;
        if (furthest != null && now.isBefore(seenAt)) {
            seenAt = now; // the clock was set back
            backSince = null;
        }
        boolean unknown = state == DeploymentState.UNKNOWN;
        if (furthest == null || unknown || rank(state) >= rank(furthest) || isConfirmedRegression(state, now)) {
            furthest = unknown && furthest != null ? furthest : state;
            seenAt = now;
            backSince = null;
            return true;
        }
        return false;
    }

    private boolean isConfirmedRegression(DeploymentState state, Instant now) {
        if (backSince == null) {
            backSince = now;
        }
        Duration longest = hasWay(furthest, state) ? LAG : NO_WAY_BACK;
        return !now.isBefore(backSince.plus(SECOND_LOOK)) && !now.isBefore(seenAt.plus(longest));
    }

    /** The answer to a call that changes something is never old. */
    void answered(DeploymentState state, Instant now) {
        furthest = state;
        seenAt = now;
        backSince = null;
    }

    /** Whether it can be there and not be shown yet; to be asked at every "not found" in a row. */
    public boolean mayBeMissing(Instant now) {
        missingSince = missingSince == null || now.isBefore(missingSince) ? now : missingSince;
        return now.isBefore(missingSince.plus(LAG));
    }

    /** Whether the first poll was so short a time ago that an earlier step's effect may not show yet. */
    boolean isNew(Instant now) {
        return begun != null && now.isBefore(begun.plus(LAG)) && !now.isBefore(begun);
    }

    /** Taken out of the queue, changed before it is deployed, a cutover or a cancellation that did not come about. */
    private static boolean hasWay(DeploymentState from, DeploymentState to) {
        int queued = rank(DeploymentState.QUEUED);
        boolean open = rank(from) < rank(DeploymentState.COMPLETE_PENDING_REVERT);
        return open && (rank(from) <= queued || rank(to) >= queued);
    }

    private static int rank(DeploymentState state) {
        return switch (state) {
            case PENDING, UNKNOWN -> 0;
            case READY, NO_CHANGES, ERROR -> 1;
            case QUEUED -> 2;
            case SUBMITTING -> 3;
            case IN_PROGRESS, IN_PROGRESS_VSCHEMA -> 4;
            case PENDING_CUTOVER -> 5;
            case IN_PROGRESS_CUTOVER, IN_PROGRESS_CANCEL -> 6;
            case COMPLETE_PENDING_REVERT -> 7;
            case IN_PROGRESS_REVERT, IN_PROGRESS_REVERT_VSCHEMA -> 8;
            case COMPLETE, CANCELLED, COMPLETE_CANCEL, COMPLETE_ERROR, COMPLETE_REVERT, COMPLETE_REVERT_ERROR -> 9;
        };
    }
}
