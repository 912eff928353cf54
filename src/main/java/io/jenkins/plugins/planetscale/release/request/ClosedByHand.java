package io.jenkins.plugins.planetscale.release.request;

import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.release.state.DeploymentState;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/**
 * Detects a deploy request that somebody closed although its deployment state still says that it goes on: it does not.
 */
final class ClosedByHand implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The two fields of the state can differ for a moment [D two-states]; not for longer. */
    private static final Duration DIFFERENT = Duration.ofMinutes(2);

    private Instant since;

    /** Whether the read shows that contradiction. */
    boolean shows(DeployRequest request, DeploymentState state, Instant now) {
        boolean contradiction = !request.isOpen()
                && switch (state.stage()) {
                    case CHECKING, RUNNING, STAGED, CUTTING_OVER, UNKNOWN -> true;
                    default -> false;
                };
        since = !contradiction ? null : since == null ? now : since;
        return contradiction;
    }

    /** Whether what {@link #shows} has shown is no passing difference. */
    boolean isCertain(DeploymentState state, Instant now) {
        return state.stage() == DeploymentState.Stage.CHECKING || !now.isBefore(since.plus(DIFFERENT));
    }
}
