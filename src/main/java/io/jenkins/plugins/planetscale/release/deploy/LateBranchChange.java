package io.jenkins.plugins.planetscale.release.deploy;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.api.BranchCalls;
import io.jenkins.plugins.planetscale.client.error.MalformedException;
import io.jenkins.plugins.planetscale.client.error.NotFoundException;
import io.jenkins.plugins.planetscale.client.error.RefusedException;
import io.jenkins.plugins.planetscale.client.model.Branch;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.client.model.Deployment;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import io.jenkins.plugins.planetscale.release.request.DeployFailures;
import io.jenkins.plugins.planetscale.release.state.HumanFormat;
import java.io.Serializable;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Warns before a deploy request goes live whose branch PlanetScale deletes afterwards, when the branch was changed
 * after it was queued: that change is part of no deployment and would be deleted with the branch. Refuses nothing.
 */
final class LateBranchChange implements Serializable {
    private static final long serialVersionUID = 1L;

    /** When the branch is read: once for each of these. */
    enum Occasion {
        GATE,
        CUTOVER
    }

    private Instant reportedAt;
    private transient Occasion looked;
    private transient DeployRequest toRead;

    /** Whether there is nothing to look at any more; where there is, {@link #reading} is the exchange for it. */
    boolean isDone(DeployRequest request, Occasion occasion) {
        boolean deleted = request.deployment() != null && request.deployment().autoDeleteBranch();
        if (!deleted || occasion == looked) {
            return true;
        }
        looked = occasion;
        toRead = request;
        return false;
    }

    /** Null where there is nothing to read. @param progress told what was found */
    ApiRequest<?> reading(DatabaseRef database, Consumer<String> progress) {
        DeployRequest request = toRead;
        return request == null
                ? null
                : ApiRequest.of(BranchCalls.get(database, request.branch()), (branch, now) -> {
                            toRead = null;
                            report(request, branch, progress);
                        })
                        .on(NotFoundException.class, (error, now) -> toRead = null)
                        .on(RefusedException.class, (error, now) -> toRead = null)
                        .on(MalformedException.class, (error, now) -> toRead = null);
    }

    private void report(DeployRequest request, Branch branch, Consumer<String> progress) {
        Instant queued = queued(request.deployment());
        Instant changed = branch.schemaLastUpdatedAt();
        if (queued == null || changed == null || !changed.isAfter(queued) || changed.equals(reportedAt)) {
            return;
        }
        reportedAt = changed;
        progress.accept("Warning: branch \"" + branch.name() + "\" was changed at " + HumanFormat.clock(changed)
                + ", after deploy request #" + request.number() + " was queued. That later change does not go live with"
                + " it, and PlanetScale deletes it together with the branch when the deploy request is complete"
                + " (autoDeleteBranch). To keep it, switch that off on the deploy request's page first."
                + DeployFailures.seeUrl(request));
    }

    /** From when on its statements are fixed; null where PlanetScale does not say. */
    private static Instant queued(Deployment deployment) {
        return deployment.queuedAt() != null
                ? deployment.queuedAt()
                : deployment.submittedAt() != null ? deployment.submittedAt() : deployment.startedAt();
    }
}
