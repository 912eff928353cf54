package io.jenkins.plugins.planetscale.release.branch;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.api.BranchCalls;
import io.jenkins.plugins.planetscale.client.model.Branch;
import io.jenkins.plugins.planetscale.client.model.Page;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import io.jenkins.plugins.planetscale.release.PagedSearch;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import java.io.Serializable;
import java.time.Instant;

/**
 * Finds out whether a branch exists by searching the list. A 404 on the branch itself can also mean that the token
 * lacks the access [L disguised-404], so it does not prove that the branch is gone.
 */
public final class BranchLookup implements Serializable {
    private static final long serialVersionUID = 1L;

    private final DatabaseRef database;
    private final String name;
    private PagedSearch search = new PagedSearch();
    private transient Branch found;

    /** Takes the branch, or null when there is certainly none. */
    @FunctionalInterface
    public interface Callback {
        void accept(Branch branch, Instant now) throws ReleaseException;
    }

    public BranchLookup(DatabaseRef database, String name) {
        this.database = database;
        this.name = name;
    }

    /** How it is with a branch that is not ready, to complete "Branch … is ". */
    public static String condition(Branch branch) {
        if (branch.ready()) {
            return "up; waiting for its schema.";
        }
        if ("sleeping".equals(branch.state()) || "sleep_in_progress".equals(branch.state())) {
            return "sleeping; wake it up "
                    + (branch.htmlUrl() == null ? "in PlanetScale." : "at " + branch.htmlUrl() + ".");
        }
        return "not ready yet" + (branch.state() == null ? "." : " (" + branch.state() + ").");
    }

    public ApiRequest<Page<Branch>> exchange(Callback answer) {
        return ApiRequest.of(BranchCalls.search(database, name, search.page()), (page, now) -> {
            for (Branch branch : page.data()) {
                if (name.equals(branch.name())) {
                    found = branch;
                }
            }
            if (found != null || search.isLast(page)) {
                Branch branch = found;
                found = null;
                search = new PagedSearch();
                answer.accept(branch, now);
            }
        });
    }
}
