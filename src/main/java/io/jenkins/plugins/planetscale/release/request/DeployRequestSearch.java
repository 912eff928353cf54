package io.jenkins.plugins.planetscale.release.request;

import io.jenkins.plugins.planetscale.client.ApiCall;
import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.api.DeployRequestCalls;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.client.model.Page;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.Marker;
import io.jenkins.plugins.planetscale.release.state.DeploymentState;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Searches the list page by page for the deploy request of a pair of branches: one with this step's marker, otherwise
 * the open one.
 */
public final class DeployRequestSearch implements Serializable {
    private static final long serialVersionUID = 1L;

    private final DatabaseRef database;
    private final String branch;
    private final String into;
    private final Marker marker;
    private boolean closedToo;
    private int page = 1;
    private Hit own;
    private Newest newest;
    private final ArrayList<Integer> others = new ArrayList<>();
    private final ArrayList<String> targets = new ArrayList<>();

    /** A deploy request that was found. */
    public static final class Hit implements Serializable {
        private static final long serialVersionUID = 1L;

        private final int number;
        private final boolean ours;
        private final boolean open;

        private Hit(int number, boolean ours, boolean open) {
            this.number = number;
            this.ours = ours;
            this.open = open;
        }

        public int number() {
            return number;
        }

        public boolean isOwn() {
            return ours;
        }

        boolean open() {
            return open;
        }
    }

    /** The newest deploy request, as it was listed. */
    static final class Newest implements Serializable {
        private static final long serialVersionUID = 1L;

        final int number;
        final String url;
        final DeploymentState state;

        private Newest(DeployRequest request) {
            number = request.number();
            url = request.htmlUrl();
            state = DeploymentState.of(request);
        }
    }

    /** @param into null for any target, @param marker null where nothing of ours can exist */
    public DeployRequestSearch(DatabaseRef database, String branch, String into, Marker marker) {
        this.database = database;
        this.branch = branch;
        this.into = into;
        this.marker = marker;
    }

    /** After our own may have been opened: it may be closed by now, and must not be opened a second time. */
    public DeployRequestSearch includingClosed() {
        closedToo = true;
        return this;
    }

    public ApiCall<Page<DeployRequest>> call() {
        return DeployRequestCalls.list(database, closedToo ? null : "open", branch, into, page);
    }

    /** Takes a page; returns whether the search is over. */
    public boolean addPage(Page<DeployRequest> answer) {
        for (DeployRequest request : answer.data()) {
            // the filters are asked for, but a wrong deploy request must never be adopted
            if (!branch.equals(request.branch()) || (into != null && !into.equals(request.intoBranch()))) {
                continue;
            }
            if (DeploymentState.of(request) != DeploymentState.NO_CHANGES
                    && (newest == null || request.number() > newest.number)) {
                newest = new Newest(request);
            }
            if (marker != null && marker.marks(request.notes())) {
                if (request.number() < 1) {
                    throw new IllegalStateException("a deploy request has no number");
                }
                if (own == null || (request.isOpen() && !own.open())) {
                    own = new Hit(request.number(), true, request.isOpen());
                }
            } else if (request.isOpen() && adoptable(request)) {
                others.add(request.number());
                targets.add(request.intoBranch());
            }
        }
        if (own == null && answer.nextPage() != null && answer.nextPage() > page) {
            page = answer.nextPage();
            return false;
        }
        return true;
    }

    /** The number of our own; null for none. */
    public Integer own() {
        return own == null ? null : own.number();
    }

    /** The newest of the pages seen that had something to deploy, in whatever state; null for none. */
    Newest newest() {
        return newest;
    }

    /** What was found, our own first; null for nothing. */
    public Hit hit() throws InvalidInputException {
        if (own != null) {
            return own;
        }
        if (others.size() > 1) {
            boolean onePair = targets.stream().distinct().count() == 1;
            throw new InvalidInputException("There are " + others.size() + " open deploy requests from \"" + branch
                    + "\" of " + database + ": "
                    + IntStream.range(0, others.size())
                            .mapToObj(i -> "#" + others.get(i) + (onePair ? "" : " into \"" + targets.get(i) + "\""))
                            .sorted()
                            .collect(Collectors.joining(", "))
                    + (onePair
                            ? " into \"" + targets.get(0) + "\". Close all but one"
                            : ". Name the target with into: '" + targets.get(0) + "'")
                    + ", or give the number of the one that is meant to planetscaleApply as deployRequest. Nothing was"
                    + " changed.");
        }
        return others.isEmpty() ? null : new Hit(others.get(0), false, true);
    }

    /** One that is live or on its way back is of an earlier release, though still open [D open-while-revertable]. */
    private static boolean adoptable(DeployRequest request) {
        return switch (DeploymentState.of(request).stage()) {
            case CHECKING, READY, NO_CHANGES, CHECK_FAILED, RUNNING, STAGED, UNKNOWN -> true;
            default -> false;
        };
    }
}
