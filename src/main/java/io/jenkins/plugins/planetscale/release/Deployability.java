package io.jenkins.plugins.planetscale.release;

import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** What a checked deploy request still waits for before it can be deployed: PlanetScale's leave, a review if wanted. */
final class Deployability implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Duration LEAVE = Duration.ofMinutes(10);

    private Instant undeployableSince;
    private boolean waitForReview;
    private boolean reviewTold;

    /** Waits for the review that the database demands instead of failing without it. */
    void waitForReview() {
        waitForReview = true;
    }

    /** How long to wait before the next look; null when it can be deployed. */
    Duration pause(String name, DeployRequest request, Instant now, Consumer<String> say)
            throws DeploymentFailedException {
        if (request.deployment() == null || !request.deployment().deployable()) {
            awaitLeave(name, request, now);
            return Duration.ofSeconds(5);
        }
        undeployableSince = null;
        if (!waitForReview || request.approved()) {
            return null;
        }
        if (!reviewTold) {
            say.accept(name + " waits for an approving review." + DeployEnds.see(request));
            reviewTold = true;
        }
        return Duration.ofSeconds(15);
    }

    /** {@code deployable} follows {@code ready} only after a while [L]; it is not waited for for ever. */
    private void awaitLeave(String name, DeployRequest request, Instant now) throws DeploymentFailedException {
        if (undeployableSince == null) {
            undeployableSince = now;
        } else if (!now.isBefore(undeployableSince.plus(LEAVE))) {
            throw new DeploymentFailedException(name + " is checked, but PlanetScale does not let it be deployed"
                    + DeployEnds.reasons(request) + "." + DeployEnds.see(request));
        }
    }
}
