package io.jenkins.plugins.planetscale.release.request;

import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.release.state.DeploymentState;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/**
 * Whether a deploy request that was queued is so no longer, although nothing was deployed and it is open: somebody took it
 * out, or the branch's schema changed [D taken-out-of-queue]. A look that lags behind shows the same for some
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

    /** Told of every look. */
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

    /** Whether it cannot be a look that lags behind. */
    public boolean surely(Instant now) {
        return !now.isBefore(lostSince.plus(LAG));
    }
}
