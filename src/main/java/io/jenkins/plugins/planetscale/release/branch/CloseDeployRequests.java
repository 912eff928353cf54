package io.jenkins.plugins.planetscale.release.branch;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.api.DeployRequestCalls;
import io.jenkins.plugins.planetscale.client.error.NotFoundException;
import io.jenkins.plugins.planetscale.client.error.RefusedException;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.client.model.Page;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import io.jenkins.plugins.planetscale.release.BestEffort;
import io.jenkins.plugins.planetscale.release.CallFailedException;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.PagedSearch;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.state.DeploymentState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Finds the deploy requests that are open from a branch, or also into it, and that keep it from being deleted or end
 * with it. Depending on how it is made, it closes them, refuses and names them, or only reports what they wait for.
 */
final class CloseDeployRequests extends Operation<Void> {
    private static final long serialVersionUID = 1L;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(3);

    private final DatabaseRef database;
    private final String branch;
    private final ArrayList<String> branches;
    private final boolean into;
    private final boolean close;
    private final String reason;
    private PagedSearch search = new PagedSearch();
    private final LinkedHashMap<Integer, String> open = new LinkedHashMap<>();
    private final ArrayList<Integer> closed = new ArrayList<>();
    private boolean listed;

    /**
     * @param close whether to close them
     * @param reason why PlanetScale refused to delete the branch, in its words; null when it did not refuse
     */
    CloseDeployRequests(DatabaseRef database, String branch, boolean close, String reason) {
        this(database, List.of(branch), false, close, reason);
    }

    private CloseDeployRequests(
            DatabaseRef database, List<String> branches, boolean into, boolean close, String reason) {
        this.database = database;
        this.branch = branches.get(0);
        this.branches = new ArrayList<>(branches);
        this.into = into;
        this.close = close;
        this.reason = reason;
    }

    /**
     * Closes those that are open from branches and into them.
     *
     * @param branches what is to be deleted, beginning with the one that was asked for
     */
    static CloseDeployRequests all(DatabaseRef database, List<String> branches) {
        return new CloseDeployRequests(database, branches, true, true, null);
    }

    @Override
    protected ApiRequest<?> step(Instant now) throws ReleaseException {
        if (!listed) {
            return ApiRequest.of(
                    DeployRequestCalls.list(database, "open", into ? null : branch, null, search.page()), this::page);
        }
        for (Integer number : open.keySet()) {
            if (close && !closed.contains(number)) {
                listed = false; // should the answer be lost, it is looked at once more
                search = new PagedSearch();
                return ApiRequest.of(DeployRequestCalls.close(database, number), (answer, at) -> closed(number))
                        .on(NotFoundException.class, (error, at) -> waitFor(LOOK_AGAIN, at))
                        .on(RefusedException.class, (error, at) -> {
                            throw new CallFailedException(
                                    "Branch \"" + branch + "\" of " + database + " cannot be deleted as "
                                            + open.get(number) + " cannot be closed. ",
                                    error);
                        });
            }
        }
        end();
        return null;
    }

    private void page(Page<DeployRequest> page, Instant now) throws InvalidInputException {
        if (search.page() == 1) {
            open.clear();
        }
        for (DeployRequest request : page.data()) {
            boolean from = branches.contains(request.branch());
            if (!request.isOpen() || !from && !(into && branches.contains(request.intoBranch()))) {
                continue;
            }
            if (!close && reason == null) {
                report(request);
            }
            if (!(close && endsByItself(request))) {
                open.put(
                        request.number(),
                        "deploy request #" + request.number()
                                + (branch.equals(request.branch()) ? "" : " from \"" + request.branch() + "\"")
                                + " into \"" + request.intoBranch() + "\""
                                + (request.htmlUrl() == null ? "" : " (" + request.htmlUrl() + ")"));
            }
        }
        listed = search.isLast(page);
        if (listed && reason != null && closed.isEmpty() && (open.isEmpty() || !close)) {
            List<String> names = List.copyOf(open.values());
            throw new InvalidInputException("Branch \"" + branch + "\" of " + database + " cannot be deleted: "
                    + (names.isEmpty()
                            ? "PlanetScale says \"" + reason + "\", but lists no open deploy request from it."
                            : String.join(", ", names) + (names.size() == 1 ? " is" : " are") + " open from it.")
                    + " Deploy or close it in PlanetScale, or have planetscaleDeleteBranch close it first:"
                    + " closeDeployRequests: true.");
        }
    }

    private void report(DeployRequest request) {
        String why =
                switch (DeploymentState.of(request).stage()) {
                    case STAGED -> "it is staged and waits for its cutover. Apply it, or cancel its deployment";
                    case RUNNING -> "it is queued or being deployed. Wait for it, or cancel its deployment";
                    case CUTTING_OVER, REVERTING, CANCELLING -> "it is under way";
                    case REVERTABLE -> "it is live, and its revert window is open";
                    default -> null;
                };
        if (why != null) {
            progress("Deploy request #" + request.number() + " into \"" + request.intoBranch() + "\" keeps branch \""
                    + branch + "\" from being deleted: " + why
                    + (request.htmlUrl() == null ? "." : ". See " + request.htmlUrl() + "."));
        }
    }

    /** Tells what keeps a branch from being deleted for now; closes nothing, and does not fail. */
    static BestEffort report(DatabaseRef database, String branch) {
        return new BestEffort(
                new CloseDeployRequests(database, branch, false, null),
                "It cannot be read which deploy request keeps branch \"" + branch + "\" from being deleted.");
    }

    /** PlanetScale refuses to close it, and to delete its branch until then: that is waited for. */
    private static boolean endsByItself(DeployRequest request) {
        return switch (DeploymentState.of(request).stage()) {
            case RUNNING, CUTTING_OVER, REVERTABLE, REVERTING, CANCELLING -> true;
            default -> false;
        };
    }

    private void closed(int number) {
        closed.add(number);
        progress("Closed " + open.get(number) + ", as branch \"" + branch + "\" is to be deleted.");
    }

    @Override
    public Void result() {
        return null;
    }

    @Override
    public String status(Instant now) {
        return "closing the deploy requests of branch \"" + branch + "\"";
    }
}
