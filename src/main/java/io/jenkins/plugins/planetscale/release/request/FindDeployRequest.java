package io.jenkins.plugins.planetscale.release.request;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.client.model.Page;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.branch.BranchNames;
import io.jenkins.plugins.planetscale.release.gate.ReviewedChange;
import io.jenkins.plugins.planetscale.release.state.DeploymentState;
import java.time.Instant;
import java.util.Objects;

/**
 * Finds the number of the one deploy request that is open from a branch; changes nothing. When none is open, the newest
 * one of the branch shows whether that is because it is live already.
 */
public final class FindDeployRequest extends Operation<Integer> {
    private static final long serialVersionUID = 1L;

    private final DatabaseRef database;
    private final String branch;
    private final String into;
    private final StaleReadFilter order = new StaleReadFilter();
    private boolean passWithout;
    private DeployRequestSearch search;
    private boolean closedToo;
    private boolean notFound;
    private DeployResult live;
    private Integer result;

    /** @param into the target, or null for any */
    public FindDeployRequest(DatabaseRef database, String branch, String into) throws InvalidInputException {
        this.database = Objects.requireNonNull(database);
        this.branch = BranchNames.check(branch, "The branch of the deploy request");
        this.into = into;
        this.search = new DeployRequestSearch(database, branch, into, null);
    }

    /** Results in 0 where none is open, instead of failing. */
    public FindDeployRequest passWithout(boolean value) {
        passWithout = value;
        return this;
    }

    /** Whether that was seen of a deploy request of the branches that are searched for. */
    public boolean isAbout(ReviewedChange seen) {
        return branch.equals(seen.branch()) && (into == null || into.equals(seen.into()));
    }

    @Override
    protected ApiRequest<?> step(Instant now) {
        return notFound
                ? MysqlOnly.reading(database, (nothing, at) -> noneOpen(search.newest()))
                : ApiRequest.of(search.call(), this::page);
    }

    private void page(Page<DeployRequest> page, Instant now) throws InvalidInputException {
        if (!search.addPage(page)) {
            return;
        }
        DeployRequestSearch.Hit hit = search.hit();
        if (hit != null) {
            finish(hit.number());
        } else if (!closedToo && order.mayBeMissing(now)) {
            search = new DeployRequestSearch(database, branch, into, null); // one that was just opened may not show yet
            waitFor(StaleReadFilter.PACE, now);
        } else if (!closedToo) {
            closedToo = true;
            search = new DeployRequestSearch(database, branch, into, null).includingClosed();
        } else if (search.newest() == null) {
            notFound = true;
        } else {
            noneOpen(search.newest());
        }
    }

    private void noneOpen(DeployRequestSearch.Newest newest) throws InvalidInputException {
        DeploymentState.Stage stage = newest == null ? null : newest.state.stage();
        if (stage == DeploymentState.Stage.REVERTABLE || stage == DeploymentState.Stage.FINAL) {
            progress("Deploy request #" + newest.number + " from \"" + branch
                    + "\" is live already, and no other is open: there"
                    + " is nothing to bring live."
                    + (newest.url == null ? "" : " See " + newest.url + "."));
            live = DeployResult.nothing(newest.number, newest.url);
        } else if (passWithout) {
            progress("No deploy request is open from branch \"" + branch + "\" of " + database
                    + ": there is nothing to bring live.");
        } else {
            throw new InvalidInputException("No deploy request is open from branch \"" + branch + "\" of " + database
                    + ". Check the name of the branch. Open a deploy request with planetscaleDeployRequest, or give its number;"
                    + " where there may be nothing to bring live, write ifNoneOpen: 'pass'.");
        }
        finish(0);
    }

    private void finish(int number) {
        result = number;
        end();
    }

    /** The newest one, where it is live and none is open; else null. */
    public DeployResult live() {
        return live;
    }

    /** The number; 0 where none is open and that is no error. */
    @Override
    public Integer result() {
        return result;
    }

    @Override
    public String status(Instant now) {
        return "looking for the deploy request of branch \"" + branch + "\"";
    }
}
