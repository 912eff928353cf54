package io.jenkins.plugins.planetscale.release.branch;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.api.BackupCalls;
import io.jenkins.plugins.planetscale.client.api.NewBranch;
import io.jenkins.plugins.planetscale.client.error.NotFoundException;
import io.jenkins.plugins.planetscale.client.model.Backup;
import io.jenkins.plugins.planetscale.client.model.Branch;
import io.jenkins.plugins.planetscale.client.model.Database;
import io.jenkins.plugins.planetscale.client.model.Page;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import io.jenkins.plugins.planetscale.release.CallFailedException;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.PagedSearch;
import io.jenkins.plugins.planetscale.release.state.HumanFormat;
import io.jenkins.plugins.planetscale.release.state.Shown;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Validates the source of a new branch before anything is created or removed: whether the parent exists, and which
 * backup holds the data. Results in the branch to request.
 */
final class BranchSource extends Operation<NewBranch> {
    private static final long serialVersionUID = 1L;

    /** A branch of this size is a development branch, also with data [D data-branch]. */
    static final String SMALL = "PS_DEV";

    private static final String SUCCESS = "success";
    private static final Pattern SIZE = Pattern.compile("[A-Za-z0-9]+(?:_[A-Za-z0-9]++)++");

    private final DatabaseRef database;
    private final NewBranch wanted;
    private final String parent;
    private final boolean findBackup;
    private final BranchLookup look;
    private PagedSearch search = new PagedSearch();
    private boolean parentSeen;
    private String backupId;
    private Instant backupMade;
    private NewBranch result;

    /** @throws InvalidInputException when the database cannot make such a branch */
    BranchSource(DatabaseRef database, NewBranch wanted, Database found) throws InvalidInputException {
        this.database = database;
        this.wanted = wanted;
        this.parent = wanted.parent() != null ? wanted.parent() : found.defaultBranch();
        // what PlanetScale seeds has the size of its source; a size of its own needs a backup to be named
        this.findBackup = wanted.seedData() && wanted.clusterSize() != null;
        this.look = new BranchLookup(database, parent);
        if (wanted.seedData() && !findBackup && !found.allowDataBranching()) {
            throw new InvalidInputException("Database " + database
                    + " does not allow Data Branching, so a branch cannot be seeded with data. Enable it in the"
                    + " database's settings, or write clusterSize: '" + SMALL
                    + "' to have the newest backup restored, or leave out seedData.");
        }
    }

    /** Refuses what no PlanetScale could make. */
    static void check(NewBranch wanted) throws InvalidInputException {
        BranchNames.check(wanted.name(), "The branch name");
        if (wanted.parent() != null) {
            BranchNames.check(wanted.parent(), "The parent branch");
            if (wanted.parent().equals(wanted.name())) {
                throw new InvalidInputException("Branch \"" + wanted.name() + "\" cannot be its own parent.");
            }
        }
        if (wanted.seedData() && wanted.backupId() != null) {
            throw new InvalidInputException("Give seedData or backup, not both: each names the data to restore.");
        }
        if (wanted.clusterSize() != null && !SIZE.matcher(wanted.clusterSize()).matches()) {
            throw new InvalidInputException("clusterSize \"" + Shown.name(wanted.clusterSize())
                    + "\" is not a cluster size of PlanetScale; write it like 'PS_DEV', 'PS_10' or 'PS_20'.");
        }
        if (wanted.backupId() != null && wanted.clusterSize() == null) {
            throw new InvalidInputException(
                    "A branch from a backup needs a clusterSize; PlanetScale does not choose one. Recommended: '"
                            + SMALL + "', which is small and no production branch. Any other size is billed as a"
                            + " production branch.");
        }
    }

    @Override
    protected ApiRequest<?> step(Instant now) {
        if (!parentSeen && parent != null) {
            return look.exchange(this::parent);
        }
        if (findBackup) {
            return ApiRequest.of(BackupCalls.list(database, parent, search.page()), this::backups)
                    .on(NotFoundException.class, (error, at) -> {
                        throw new CallFailedException(
                                "seedData with a clusterSize restores the newest backup of branch \"" + parent
                                        + "\", which needs the access read_backups. ",
                                error);
                    });
        }
        return finish(wanted.backupId());
    }

    private void parent(Branch found, Instant now) throws InvalidInputException {
        if (found == null) {
            throw new InvalidInputException("The parent branch \"" + parent + "\" of " + database
                    + " does not exist; branch \"" + wanted.name() + "\" was not made. Check parent, or leave it out to"
                    + " take the database's default branch.");
        }
        parentSeen = true;
    }

    private void backups(Page<Backup> page, Instant now) throws InvalidInputException {
        for (Backup backup : page.data()) {
            Instant made = backup.completedAt() == null ? backup.createdAt() : backup.completedAt();
            if (SUCCESS.equals(backup.state())
                    && (backupId == null || made != null && (backupMade == null || made.isAfter(backupMade)))) {
                backupId = backup.id();
                backupMade = made;
            }
        }
        if (!search.isLast(page)) {
            return;
        }
        if (backupId == null) {
            throw new InvalidInputException("Branch \"" + parent + "\" of " + database
                    + " has no successful backup, so branch \"" + wanted.name() + "\" cannot be made with its data."
                    + " Take one (planetscaleBackup), or leave out seedData. Nothing was made.");
        }
        finish(backupId);
    }

    private ApiRequest<?> finish(String backup) {
        backupId = backup;
        result = new NewBranch(
                wanted.name(),
                parent,
                wanted.seedData() && backup == null,
                backup,
                wanted.region(),
                wanted.clusterSize());
        end();
        return null;
    }

    /** What the branch is made from: the one given, or the database's default branch; null where that is unknown. */
    String parent() {
        return parent;
    }

    /** To complete "Made branch … from …". */
    String withData() {
        if (!wanted.restores()) {
            return "";
        }
        return " with the data of " + (backupId == null ? "the last successful backup" : "backup " + backupId)
                + (backupMade == null ? "" : " of " + HumanFormat.clock(backupMade));
    }

    /** What was asked for, to begin the message of a refusal with: any of it may be what does not exist. */
    String asked() {
        List<String> options = new ArrayList<>();
        if (backupId != null) {
            options.add("backup \"" + backupId + "\"");
        } else if (wanted.seedData()) {
            options.add("the data of the last successful backup of \"" + parent + "\"");
        }
        if (wanted.region() != null) {
            options.add("region \"" + wanted.region() + "\"");
        }
        if (wanted.clusterSize() != null) {
            options.add("cluster size \"" + wanted.clusterSize() + "\"");
        }
        return "Branch \"" + wanted.name() + "\" of " + database + " was not made from \"" + parent + "\""
                + (options.isEmpty()
                        ? ". "
                        : " with " + String.join(", ", options) + ". Check that "
                                + (options.size() == 1 ? "it exists. " : "each of them exists. "));
    }

    @Override
    public NewBranch result() {
        return result;
    }

    @Override
    public String status(Instant now) {
        return "looking at what branch \"" + wanted.name() + "\" is made from";
    }
}
