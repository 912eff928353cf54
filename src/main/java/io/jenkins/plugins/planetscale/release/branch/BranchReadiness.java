package io.jenkins.plugins.planetscale.release.branch;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.api.BranchCalls;
import io.jenkins.plugins.planetscale.client.error.NotFoundException;
import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import io.jenkins.plugins.planetscale.client.model.Branch;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import io.jenkins.plugins.planetscale.release.DeploymentCancelledException;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.ResourceRef;
import io.jenkins.plugins.planetscale.release.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Waits until a branch and its schema are ready, and until PlanetScale's view of the schema is up to date. */
final class BranchReadiness extends Operation<ReadyBranch> {
    private static final long serialVersionUID = 1L;
    private static final Duration POLL = Duration.ofSeconds(5);
    private static final Duration HEARTBEAT = Duration.ofMinutes(5);

    /** A view that a refresh does not bring up to date in this time is used as it is; gates say that it is stale. */
    private static final Duration LONGEST_STALE = Duration.ofMinutes(3);

    /** Reads lag behind by some seconds; a branch that is missing in so many of them is gone. */
    private static final int MISSES = 4;

    private final DatabaseRef database;
    private final String name;
    private final String id;
    private final boolean created;
    private int misses;
    private boolean sizeReported;
    private Instant reportedAt;
    private Instant staleSince;
    private ReadyBranch result;

    BranchReadiness(DatabaseRef database, Branch branch, boolean created) {
        this.database = database;
        this.name = branch.name();
        this.id = branch.id();
        this.created = created;
    }

    String branchId() {
        return id;
    }

    /** That a branch costs what a production branch does, once; empty for others. */
    Optional<String> sizeNotice(Branch branch) {
        if (sizeReported || !branch.isProduction()) {
            return Optional.empty();
        }
        sizeReported = true;
        return Optional.of("Branch \"" + name + "\" is a production branch"
                + (branch.clusterName() == null ? "" : " of size " + branch.clusterName())
                + ", as it was made with data, and is billed as one until it is deleted. Its password takes"
                + " connect_production_branch and delete_production_branch_password, its deletion"
                + " delete_production_branch. With clusterSize: '" + BranchSource.SMALL
                + "' it would be a small development branch.");
    }

    @Override
    protected ApiRequest<?> step(Instant now) {
        return ApiRequest.of(BranchCalls.get(database, name), this::onFound)
                .reads(subject())
                .on(NotFoundException.class, this::onMissing);
    }

    private void onMissing(PlanetScaleException error, Instant now) throws DeploymentCancelledException {
        if (++misses >= MISSES) {
            throw new DeploymentCancelledException(title() + " cannot be found any more: somebody deleted it while this"
                    + " step waited for it, or the service token may no longer see it (read_branch). Run again.");
        }
        waitFor(POLL, now);
    }

    private void onFound(Branch branch, Instant now) throws ReleaseException {
        if (!branch.id().equals(id)) {
            if (++misses < MISSES) { // a look at the one before it may lag behind
                waitFor(POLL, now);
                return;
            }
            throw new DeploymentCancelledException(
                    title() + " was deleted and made anew by somebody else while this step waited for it. Run again.");
        }
        misses = 0;
        sizeNotice(branch).ifPresent(this::progress);
        boolean ready = branch.ready() && branch.schemaIsReady();
        boolean stale = Boolean.TRUE.equals(branch.staleSchema());
        if (ready && !(stale && staleFor(now).compareTo(LONGEST_STALE) < 0)) {
            progress("Branch \"" + name + "\" is ready"
                    + (stale ? "; PlanetScale still says that its view of the schema is stale." : "."));
            result = new ReadyBranch(branch, created);
            end();
            return;
        }
        if (reportedAt == null || !now.isBefore(reportedAt.plus(HEARTBEAT))) {
            progress("Branch \"" + name + "\" is " + (reportedAt == null ? "" : "still ")
                    + (ready ? "ready; waiting for its schema to be refreshed." : BranchLookup.condition(branch)));
            reportedAt = now;
        }
        waitForChange(Urgency.CHECK, POLL, now);
    }

    private Duration staleFor(Instant now) {
        staleSince = staleSince == null ? now : staleSince;
        return Duration.between(staleSince, now);
    }

    private String title() {
        return "Branch \"" + name + "\" of " + database;
    }

    @Override
    protected ResourceRef subject() {
        return ResourceRef.branch(database, name);
    }

    @Override
    public ReadyBranch result() {
        return result;
    }

    @Override
    public String status(Instant now) {
        return "waiting for branch \"" + name + "\" to be ready";
    }
}
