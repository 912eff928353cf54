package io.jenkins.plugins.planetscale.release.tables;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.api.DeployRequestCalls;
import io.jenkins.plugins.planetscale.client.error.MalformedException;
import io.jenkins.plugins.planetscale.client.error.NotFoundException;
import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import io.jenkins.plugins.planetscale.client.error.RefusedException;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.client.model.Deployment;
import io.jenkins.plugins.planetscale.client.model.Page;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import io.jenkins.plugins.planetscale.release.state.Change;
import io.jenkins.plugins.planetscale.release.state.DeploymentState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The deploy requests that changed a target since a branch was created or last released into it. Not persisted: after a
 * restart it is read again.
 *
 * <p>The list is filtered by {@code deployed_at}, which is in the OpenAPI document; in case the filter is ignored, it
 * ends after two pages of deploy requests that were all closed before.
 */
public final class TargetHistory {
    private static final int PAGES = 20;
    /** How long after a cutover the date of the target's schema may still move by it. */
    private static final Duration LATE = Duration.ofSeconds(15);

    /** A deploy request that changed the target. */
    public record Release(int number, String branch, boolean own, Instant at, Instant queued, List<Change> changes) {}

    private final DatabaseRef database;
    private final String into;
    private final String branch;
    private final String branchId;
    private final int number;
    private final Instant made;
    private final List<Release> releases = new ArrayList<>();
    private final List<Instant> effects = new ArrayList<>();
    private int page = 1;
    private int oldPages;
    private boolean done;
    private String incomplete;

    /**
     * @param request the one that is checked, which is no part of the history
     * @param branchId of its branch; null where that is not known
     * @param made when the branch was made; null for the beginning of time
     */
    public TargetHistory(DatabaseRef database, DeployRequest request, String branchId, Instant made) {
        this.database = database;
        this.into = request.intoBranch();
        this.branch = request.branch();
        this.branchId = branchId == null ? request.branchId() : branchId;
        this.number = request.number();
        this.made = made == null ? Instant.EPOCH : made;
    }

    public boolean isDone() {
        return done;
    }

    public ApiRequest<?> exchange(Instant now) {
        return ApiRequest.of(DeployRequestCalls.deployed(database, into, made, now, page), this::addPage)
                .on(NotFoundException.class, this::fail)
                .on(RefusedException.class, this::fail)
                .on(MalformedException.class, this::fail);
    }

    private void addPage(Page<DeployRequest> answer, Instant now) {
        answer.data().forEach(this::note);
        boolean old = !answer.data().isEmpty()
                && answer.data().stream()
                        .allMatch(request ->
                                request.closedAt() != null && request.closedAt().isBefore(made));
        oldPages = old ? oldPages + 1 : 0;
        if (answer.nextPage() == null || answer.nextPage() <= page || oldPages == 2) {
            done = true;
        } else if (page >= PAGES) {
            done = true;
            incomplete = "there are too many deploy requests since then to look at them all";
        } else {
            page = answer.nextPage();
        }
    }

    private void fail(PlanetScaleException error, Instant now) {
        done = true;
        incomplete = "the deploy requests that changed it cannot be read: " + error.getMessage();
    }

    private void note(DeployRequest request) {
        Deployment deployment = request.deployment();
        Instant at = at(request);
        if (request.number() == number || at == null || !into.equals(request.intoBranch()) || at.isBefore(made)) {
            return;
        }
        effects.add(at);
        if (deployment != null
                && deployment.deploymentRevertRequest() != null
                && deployment.deploymentRevertRequest().finishedAt() != null) {
            effects.add(deployment.deploymentRevertRequest().finishedAt());
        }
        if (DeploymentState.of(request) == DeploymentState.COMPLETE_REVERT) {
            return; // nothing of it is left
        }
        boolean own = branchId == null || request.branchId() == null
                ? branch.equals(request.branch())
                : branchId.equals(request.branchId());
        Instant queued = deployment == null || deployment.queuedAt() == null ? at : deployment.queuedAt();
        releases.add(new Release(request.number(), request.branch(), own, at, queued, Change.of(request)));
    }

    private static Instant at(DeployRequest request) {
        Deployment deployment = request.deployment();
        if (deployment != null && deployment.cutoverAt() != null) {
            return deployment.cutoverAt();
        }
        if (request.deployedAt() != null) {
            return request.deployedAt();
        }
        return null;
    }

    /** When the branch and the target were last the same for sure: its last release, or when it was made. */
    public Instant base() {
        return releases.stream()
                .filter(Release::own)
                .map(Release::queued)
                .max(Instant::compareTo)
                .orElse(made);
    }

    /** Whether it is known when both were the same; else all that ever changed the target counts. */
    public boolean isBaseKnown() {
        return wasReleased() || !made.equals(Instant.EPOCH);
    }

    public boolean wasReleased() {
        return releases.stream().anyMatch(Release::own);
    }

    /** Those of other branches that changed the target after {@link #base}. */
    public List<Release> others() {
        Instant base = base();
        return releases.stream()
                .filter(release -> !release.own() && !release.at().isBefore(base))
                .toList();
    }

    /** Whether a change of the target at that time is one of a deploy request. */
    public boolean accountsFor(Instant changed) {
        return effects.stream().anyMatch(at -> !changed.isBefore(at.minus(LATE)) && !changed.isAfter(at.plus(LATE)));
    }

    /** Why it is not known what changed the target; null where it is. */
    public String incomplete() {
        return incomplete;
    }

    /** Whether both are of one table. */
    public static boolean sameTable(Change one, Change other) {
        return one.table() != null
                && one.table().equalsIgnoreCase(other.table())
                && Objects.equals(one.keyspace(), other.keyspace());
    }
}
