package io.jenkins.plugins.planetscale.release.request;

import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.release.state.DeploymentState;
import io.jenkins.plugins.planetscale.release.state.Deployments;
import io.jenkins.plugins.planetscale.release.state.Outcome;
import java.io.Serializable;
import java.time.Instant;

/** How far a deploy request was brought. */
public final class DeployResult implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int number;
    private final String url;
    private final Outcome outcome;
    private final Instant appliedAt;
    private final Instant revertUntil;
    private final String approvedBy;

    private DeployResult(
            int number, String url, Outcome outcome, Instant appliedAt, Instant revertUntil, String approvedBy) {
        this.number = number;
        this.url = url;
        this.outcome = outcome;
        this.appliedAt = appliedAt;
        this.revertUntil = revertUntil;
        this.approvedBy = approvedBy;
    }

    public static DeployResult of(DeployRequest request, Outcome outcome, String approvedBy, Instant now) {
        boolean applied = outcome == Outcome.APPLIED;
        return new DeployResult(
                request.number(),
                request.htmlUrl(),
                outcome,
                applied ? Deployments.appliedAt(request, now) : null,
                applied && DeploymentState.of(request) == DeploymentState.COMPLETE_PENDING_REVERT
                        ? Deployments.windowEnd(request)
                        : null,
                approvedBy);
    }

    /** @param number of a deploy request that has nothing to bring live; 0 where there is none */
    public static DeployResult nothing(int number, String url) {
        return new DeployResult(number, url, Outcome.NO_CHANGES, null, null, null);
    }

    public int number() {
        return number;
    }

    public String url() {
        return url;
    }

    /** {@code STAGED}, {@code APPLIED} or {@code NO_CHANGES}. */
    public Outcome outcome() {
        return outcome;
    }

    /** When the change went live; null unless {@code APPLIED}. */
    public Instant appliedAt() {
        return appliedAt;
    }

    /** The end of the revert window; null where the change is not live or cannot be reverted. */
    public Instant revertUntil() {
        return revertUntil;
    }

    /** Who approved the cutover; null where no approval was needed. */
    public String approvedBy() {
        return approvedBy;
    }
}
