package io.jenkins.plugins.planetscale.release.request;

import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.release.state.DeploymentState;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/**
 * Detects that a deploy request is not queued any more, although nothing was deployed and it is open: somebody took it
 * out of the queue, or its branch's schema changed [D taken-out-of-queue]. A stale read shows the same for some
 * seconds.
 */
public final class QueuePlace implements Serializable {
    private static final long serialVersionUID = 1L;
    public static final Duration PACE = Duration.ofSeconds(5);
    private static final Duration LAG = Duration.ofSeconds(15);

    private boolean queued;
    private Instant lostSince;

    /** Whether it was seen in the queue, or after it. */
    public boolean wasQueued() {
        return queued;
    }

    /** Called after every poll. */
    public boolean isLost(DeployRequest request, DeploymentState state, Instant now) {
        switch (state.stage()) {
            case RUNNING, STAGED -> queued = true;
            case CHECKING, READY, NO_CHANGES -> {
                if (queued && request.isOpen()) {
                    lostSince = lostSince == null ? now : lostSince;
                    return true;
                }
            }
            default -> {}
        }
        lostSince = null;
        return false;
    }

    /** Whether it cannot be a stale read. */
    public boolean isCertainlyLost(Instant now) {
        return !now.isBefore(lostSince.plus(LAG));
    }
}
