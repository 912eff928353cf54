package io.jenkins.plugins.planetscale.release.deploy;

import io.jenkins.plugins.planetscale.client.error.RefusedException;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.release.DeploymentFailedException;
import io.jenkins.plugins.planetscale.release.GateRefusedException;
import io.jenkins.plugins.planetscale.release.request.DeployFailures;
import io.jenkins.plugins.planetscale.release.state.HumanFormat;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * What a checked deploy request still waits for before it can be deployed: that PlanetScale allows it, and a review if
 * wanted.
 */
final class DeployReadiness implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Duration LEAVE = Duration.ofMinutes(10);

    private Instant undeployableSince;
    private boolean waitForReview;
    private boolean reviewTold;
    private boolean waiting;

    /** Waits for the review that the database demands instead of failing without it. */
    void waitForReview() {
        waitForReview = true;
    }

    /** How long to wait before the next poll; null when it can be deployed. */
    Duration pause(String name, DeployRequest request, Instant now, Consumer<String> progress)
            throws DeploymentFailedException {
        waiting = waitForReview && !request.approved();
        if (waiting) {
            undeployableSince = null; // as long as the review is missing, it can be undeployable for that alone
            if (!reviewTold) {
                progress.accept(
                        name + " waits for an approving review at PlanetScale. A person has to approve it there."
                                + DeployFailures.seeUrl(request));
                reviewTold = true;
            }
            return Duration.ofSeconds(15);
        }
        if (request.deployment() == null || !request.deployment().deployable()) {
            awaitLeave(name, request, now);
            return Duration.ofSeconds(5);
        }
        undeployableSince = null;
        return null;
    }

    /** Whether a review is missing that is waited for. */
    boolean waitsForReview() {
        return waiting;
    }

    /** For a deployment that PlanetScale refuses: as nobody has reviewed it, perhaps. */
    static void refuseWithoutReview(String name, DeployRequest request, RefusedException refused)
            throws GateRefusedException {
        if (refused.reason().toLowerCase(Locale.ROOT).contains("approv")) {
            throw new GateRefusedException(name
                    + " was not deployed: it needs an approving review first (PlanetScale says: "
                    + refused.reason() + "). Have a person approve it"
                    + (request.htmlUrl() == null ? " on its page" : " at " + request.htmlUrl())
                    + ", as a service token cannot approve what it opened; waitForApproval: true waits for that.");
        }
    }

    /** {@code deployable} follows {@code ready} after a while [L deployable-late]; it is not waited for for ever. */
    private void awaitLeave(String name, DeployRequest request, Instant now) throws DeploymentFailedException {
        if (undeployableSince == null) {
            undeployableSince = now;
        } else if (!now.isBefore(undeployableSince.plus(LEAVE))) {
            throw new DeploymentFailedException(name + " is checked, but PlanetScale has not let it be deployed for "
                    + HumanFormat.time(LEAVE) + DeployFailures.reasons(request) + "."
                    + (request.approved()
                            ? ""
                            : " Nobody has approved it there: if the database demands a review, that is what is"
                                    + " missing; waitForApproval: true waits for it.")
                    + " Nothing was deployed." + DeployFailures.seeUrl(request));
        }
    }
}
