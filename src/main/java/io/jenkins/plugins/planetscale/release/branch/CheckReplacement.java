package io.jenkins.plugins.planetscale.release.branch;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.api.NewBranch;
import io.jenkins.plugins.planetscale.client.api.RegionCalls;
import io.jenkins.plugins.planetscale.client.model.Branch;
import io.jenkins.plugins.planetscale.client.model.Page;
import io.jenkins.plugins.planetscale.client.model.Region;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.PagedSearch;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.state.Shown;
import java.time.Instant;
import java.util.ArrayList;
import java.util.regex.Pattern;

/**
 * Validates, before a branch is deleted in order to be created again, what the new one is to be: refuses what
 * PlanetScale would refuse once the old one is gone, such as a parent that is not ready, an unknown region or cluster
 * size, or no usable backup.
 */
final class CheckReplacement extends Operation<Void> {
    private static final long serialVersionUID = 1L;
    private static final Pattern SIZE = Pattern.compile("[A-Za-z0-9]+_([Dd][Ee][Vv]|[0-9]+)(?:_[A-Za-z0-9]++)*+");

    private final DatabaseRef database;
    private final NewBranch wanted;
    private final String parent;
    private final BranchLookup look;
    private final String refusal;
    private PagedSearch search = new PagedSearch();
    private final ArrayList<String> regions = new ArrayList<>();
    private boolean parentSeen;
    private boolean regionSeen;
    private boolean sizeSeen;
    private FindBackup backup;

    /**
     * @param parent what the new one is made from; null where that is not known
     * @param replaced what is to be deleted: where it runs and how large it is, the new one can be, too
     */
    CheckReplacement(DatabaseRef database, NewBranch wanted, String parent, Branch replaced) {
        this.database = database;
        this.wanted = wanted;
        this.parent = parent;
        this.look = new BranchLookup(database, parent);
        this.refusal = "Branch \"" + wanted.name() + "\" of " + database + " was not replaced: ";
        setReplaced(replaced);
        parentSeen = parent == null;
    }

    private void setReplaced(Branch branch) {
        Region region = branch.region();
        regionSeen |=
                wanted.region() == null || region != null && wanted.region().equals(region.slug());
        sizeSeen |= wanted.clusterSize() == null
                || wanted.clusterSize().equals(BranchSource.SMALL)
                || wanted.clusterSize().equals(branch.clusterName());
    }

    @Override
    protected ApiRequest<?> step(Instant now) throws ReleaseException {
        if (!parentSeen) {
            return look.exchange(this::parent);
        }
        if (!regionSeen) {
            return ApiRequest.of(RegionCalls.list(search.page()), this::regions);
        }
        if (!sizeSeen) {
            size();
        }
        if (backup == null && wanted.restores() && parent != null) {
            backup = new FindBackup(database, wanted.name(), parent, wanted.backupId(), refusal);
        }
        if (backup != null && !backup.ended()) {
            return step(backup, now);
        }
        end();
        return null;
    }

    private void parent(Branch found, Instant now) throws InvalidInputException {
        if (found == null || !found.ready()) {
            throw new InvalidInputException(refusal + "its parent \"" + parent + "\" is "
                    + (found == null ? "gone." : BranchLookup.condition(found)) + " Nothing was deleted.");
        }
        setReplaced(found);
        parentSeen = true;
    }

    private void regions(Page<Region> page, Instant now) throws InvalidInputException {
        for (Region region : page.data()) {
            boolean offered = region.slug() != null && !Boolean.FALSE.equals(region.enabled());
            if (offered && region.slug().equals(wanted.region())) {
                regionSeen = true;
                return;
            }
            if (offered) {
                regions.add(region.slug());
            }
        }
        if (search.isLast(page)) {
            throw new InvalidInputException(refusal + "PlanetScale has no region \"" + wanted.region()
                    + "\" for something new. Nothing was deleted. It has: " + String.join(", ", regions) + ".");
        }
    }

    /** PlanetScale's API describes no list of its sizes; each names a number, or is the development size. */
    private void size() throws InvalidInputException {
        if (!SIZE.matcher(wanted.clusterSize()).matches()) {
            throw new InvalidInputException(
                    refusal + "\"" + Shown.name(wanted.clusterSize())
                            + "\" is no cluster size of PlanetScale. Nothing was deleted. Write it like 'PS_DEV', 'PS_10' or 'PS_20'.");
        }
        progress("Whether PlanetScale has the cluster size \"" + wanted.clusterSize() + "\" for branch \""
                + wanted.name() + "\" shows only when the old branch is deleted: no list of sizes can be read.");
        sizeSeen = true;
    }

    @Override
    public Void result() {
        return null;
    }

    @Override
    public String status(Instant now) {
        return "looking whether branch \"" + wanted.name() + "\" can be made anew";
    }
}
