package io.jenkins.plugins.planetscale.release.branch;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.api.BranchCalls;
import io.jenkins.plugins.planetscale.client.model.Branch;
import io.jenkins.plugins.planetscale.client.model.Page;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.PagedSearch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Checks the branches that PlanetScale deletes together with their parent, before the parent is deleted: refuses when
 * one of them is one that a {@link DeleteBranch} of its own would refuse, and reports the others.
 */
final class CheckDescendants extends Operation<Void> {
    private static final long serialVersionUID = 1L;

    private final DatabaseRef database;
    private final String branch;
    private PagedSearch search = new PagedSearch();
    private final LinkedHashMap<String, String> parents = new LinkedHashMap<>();
    private final LinkedHashMap<String, String> kept = new LinkedHashMap<>();

    CheckDescendants(DatabaseRef database, String branch) {
        this.database = database;
        this.branch = branch;
    }

    /** Looks once more: much can happen while a deletion is put off. */
    void again() {
        search = new PagedSearch();
        parents.clear();
        kept.clear();
        reopen();
    }

    @Override
    protected ApiRequest<?> step(Instant now) {
        return ApiRequest.of(BranchCalls.list(database, search.page()), this::page);
    }

    private void page(Page<Branch> page, Instant now) throws InvalidInputException {
        for (Branch found : page.data()) {
            if (found.parentBranch() != null) {
                parents.put(found.name(), found.parentBranch());
            }
            String why = why(found);
            if (why != null) {
                kept.put(found.name(), why);
            }
        }
        if (search.isLast(page)) {
            check(descendants());
            end();
        }
    }

    private static String why(Branch found) {
        if (found.mayBeProduction()) {
            return found.isProduction()
                    ? "is a production branch"
                    : "may be a production branch, as PlanetScale does not say that it is none";
        }
        return Boolean.FALSE.equals(found.deletionProtected())
                ? null
                : found.deletionProtected() == null
                        ? "may be protected against deletion, as PlanetScale does not say that it is not"
                        : "is protected against deletion";
    }

    /** The names of the branches that are deleted with it, once it has ended. */
    List<String> descendants() {
        List<String> found = new ArrayList<>(List.of(branch));
        for (int i = 0; i < found.size(); i++) {
            String parent = found.get(i);
            parents.forEach((child, of) -> {
                if (of.equals(parent) && !found.contains(child)) {
                    found.add(child);
                }
            });
        }
        return found.subList(1, found.size());
    }

    private void check(List<String> descendants) throws InvalidInputException {
        List<String> refused = descendants.stream().filter(kept::containsKey).toList();
        String title = "Branch \"" + branch + "\" of " + database;
        if (!refused.isEmpty()) {
            throw new InvalidInputException(title
                    + " was not deleted: descendants: true would delete the branches made from it, too, and "
                    + refused.stream()
                            .map(name -> "\"" + name + "\" " + kept.get(name))
                            .collect(Collectors.joining(", "))
                    + ". If nobody needs " + (refused.size() == 1 ? "it" : "them")
                    + ", delete " + (refused.size() == 1 ? "it" : "them") + " in PlanetScale first, then run again.");
        }
    }

    /** Which branches are deleted with it, as a sentence, once it has ended; null for none. */
    String together() {
        List<String> descendants = descendants();
        return descendants.isEmpty()
                ? null
                : "Branch \"" + branch + "\" of " + database + " is deleted together with what was made from it: "
                        + descendants.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", "))
                        + ".";
    }

    @Override
    public Void result() {
        return null;
    }

    @Override
    public String status(Instant now) {
        return "looking at the branches made from branch \"" + branch + "\"";
    }
}
