package io.jenkins.plugins.planetscale.release.state;

import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.client.model.Deployment;
import java.time.Instant;

/** Points in time of a deployment, each found in one of several fields of the API. */
public final class Deployments {
    private Deployments() {}

    /** The end of the revert window, or null when there is none. */
    public static Instant windowEnd(DeployRequest request) {
        Deployment deployment = request.deployment();
        return deployment == null || deployment.deploymentRevertRequest() == null
                ? null
                : deployment.deploymentRevertRequest().waitingPeriodEndAt();
    }

    /** When the change went live; {@code now} where PlanetScale does not say. */
    public static Instant appliedAt(DeployRequest request, Instant now) {
        Deployment deployment = request.deployment();
        if (deployment != null && deployment.cutoverAt() != null) {
            return deployment.cutoverAt();
        }
        if (request.deployedAt() != null) {
            return request.deployedAt();
        }
        return deployment != null && deployment.finishedAt() != null ? deployment.finishedAt() : now;
    }
}
