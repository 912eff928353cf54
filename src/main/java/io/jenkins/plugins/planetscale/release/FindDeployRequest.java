package io.jenkins.plugins.planetscale.release;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.client.model.Page;
import java.time.Instant;
import java.util.Objects;

/** Finds the number of the one deploy request that is open from a branch; changes nothing. */
public final class FindDeployRequest extends Operation<Integer> {
    private static final long serialVersionUID = 1L;

    private final DatabaseRef database;
    private final String branch;
    private final String into;
    private final LookOrder order = new LookOrder();
    private DeployRequestSearch search;
    private Integer result;

    /** @param into the target, or null for any */
    public FindDeployRequest(DatabaseRef database, String branch, String into) throws InvalidInputException {
        this.database = Objects.requireNonNull(database);
        this.branch = BranchNames.check(branch, "The branch of the deploy request");
        this.into = into;
        this.search = new DeployRequestSearch(database, branch, into, null);
    }

    /** Whether that was seen of a deploy request of the branches that are searched for. */
    boolean isAbout(SeenChange seen) {
        return branch.equals(seen.branch()) && (into == null || into.equals(seen.into()));
    }

    @Override
    Exchange<?> step(Instant now) {
        return Exchange.of(search.call(), this::page);
    }

    private void page(Page<DeployRequest> page, Instant now) throws InvalidInputException {
        if (!search.take(page)) {
            return;
        }
        if (search.hit() == null && order.mayBeMissing(now)) {
            search = new DeployRequestSearch(database, branch, into, null); // one that was just opened may not show yet
            waitFor(LookOrder.PACE, now);
            return;
        }
        if (search.hit() == null) {
            throw new InvalidInputException("No deploy request is open from \"" + branch + "\" of " + database
                    + ". Open one with planetscaleDeployRequest, or give its number.");
        }
        result = search.hit().number();
        end();
    }

    @Override
    Subject subject() {
        return null;
    }

    @Override
    public Integer result() {
        return result;
    }

    @Override
    public String status(Instant now) {
        return "looking for the deploy request of branch \"" + branch + "\"";
    }
}
