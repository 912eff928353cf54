package io.jenkins.plugins.planetscale.release.branch;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.api.DatabaseCalls;
import io.jenkins.plugins.planetscale.client.api.DeployRequestCalls;
import io.jenkins.plugins.planetscale.client.error.NotFoundException;
import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import io.jenkins.plugins.planetscale.client.error.RefusedException;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.client.model.Page;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import io.jenkins.plugins.planetscale.release.CallFailedException;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.Marker;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.PagedSearch;
import io.jenkins.plugins.planetscale.release.state.DeploymentState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks the deploy requests that are open from or into branches that are to be deleted, as PlanetScale closes them
 * with their branch: refuses when one was opened by somebody else, and names it.
 */
final class CheckOpenRequests extends Operation<Void> {
    private static final long serialVersionUID = 1L;

    private final DatabaseRef database;
    private final ArrayList<String> branches;
    private final Marker marker;
    private final boolean ephemeral;
    private PagedSearch search = new PagedSearch();
    private final ArrayList<String> others = new ArrayList<>();
    private transient PlanetScaleException unreadable;

    /**
     * @param branches what is to be deleted, beginning with the one that was asked for
     * @param marker the build's; null where every deploy request counts as another's
     * @param ephemeral whether the build has made the branch for itself: then only a deploy request counts in which
     *     somebody has deployed, and its own deletion does not depend on whether they can be read
     */
    CheckOpenRequests(DatabaseRef database, List<String> branches, Marker marker, boolean ephemeral) {
        this.database = database;
        this.branches = new ArrayList<>(branches);
        this.marker = marker;
        this.ephemeral = ephemeral;
    }

    @Override
    protected ApiRequest<?> step(Instant now) {
        if (unreadable != null) {
            return ApiRequest.of(DatabaseCalls.get(database), (found, at) -> {
                if (found.isMysql()) {
                    throw new CallFailedException(
                            "Branch \"" + branches.get(0) + "\" of " + database + " was not deleted, as it is not known"
                                    + " whether a deploy request is open from it. ",
                            unreadable);
                }
                end(); // no other kind has deploy requests
            });
        }
        return ApiRequest.of(DeployRequestCalls.list(database, "open", null, null, search.page()), this::page)
                .on(NotFoundException.class, this::unreadable)
                .on(RefusedException.class, this::unreadable);
    }

    private void unreadable(PlanetScaleException error, Instant now) {
        if (ephemeral) {
            end();
        } else {
            unreadable = error;
        }
    }

    private void page(Page<DeployRequest> page, Instant now) throws InvalidInputException {
        if (search.page() == 1) {
            others.clear();
        }
        for (DeployRequest request : page.data()) {
            boolean mine = marker != null && marker.isOfSameBuild(request.notes());
            if (request.isOpen() && concerns(request) && !mine && isLost(request)) {
                others.add(describe(request));
            }
        }
        if (!search.isLast(page)) {
            return;
        }
        if (others.isEmpty()) {
            end();
            return;
        }
        String it = others.size() == 1 ? "it" : "them";
        throw new InvalidInputException("Branch \"" + branches.get(0) + "\" of " + database + " was not deleted: "
                + String.join("; ", others) + ". Deleting the branch would close " + it
                + ", and this build has not opened " + it + ". "
                + (ephemeral
                        ? "Bring " + it + " live or close " + it
                                + " in PlanetScale; the branch can be deleted after that."
                        : "Deploy or close " + it + " in PlanetScale, then run again; or have planetscaleDeleteBranch"
                                + " close " + it + " first: closeDeployRequests: true."));
    }

    private boolean concerns(DeployRequest request) {
        return branches.contains(request.branch()) && !request.branchDeleted()
                || branches.contains(request.intoBranch());
    }

    /** What is live, or goes live by now, keeps PlanetScale from deleting the branch until it is through. */
    private boolean isLost(DeployRequest request) {
        return switch (DeploymentState.of(request).stage()) {
            case CUTTING_OVER, REVERTABLE, REVERTING, CANCELLING, FINAL -> false;
            case RUNNING, STAGED, UNKNOWN -> true;
            default -> !ephemeral;
        };
    }

    private static String describe(DeployRequest request) {
        String who = request.actor() == null ? null : request.actor().describe();
        DeploymentState state = DeploymentState.of(request);
        return "deploy request #" + request.number() + " from \"" + request.branch() + "\" into \""
                + request.intoBranch() + "\"" + (who == null ? "" : ", opened by " + who + ",") + " is open, "
                + state.describe() + (request.htmlUrl() == null ? "" : " (" + request.htmlUrl() + ")");
    }

    @Override
    public Void result() {
        return null;
    }

    @Override
    public String status(Instant now) {
        return "looking at the open deploy requests of branch \"" + branches.get(0) + "\"";
    }
}
