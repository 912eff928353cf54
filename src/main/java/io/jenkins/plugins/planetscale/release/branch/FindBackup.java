package io.jenkins.plugins.planetscale.release.branch;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.api.BackupCalls;
import io.jenkins.plugins.planetscale.client.api.BranchCalls;
import io.jenkins.plugins.planetscale.client.error.NotFoundException;
import io.jenkins.plugins.planetscale.client.model.Backup;
import io.jenkins.plugins.planetscale.client.model.Branch;
import io.jenkins.plugins.planetscale.client.model.Page;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import io.jenkins.plugins.planetscale.release.CallFailedException;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.PagedSearch;
import java.time.Instant;
import java.util.ArrayList;

/**
 * Checks, before a branch is replaced by one with data, that there is a backup to restore: one that succeeded and that
 * is not deleted together with the old branch. Fails when there is none.
 */
final class FindBackup extends Operation<Void> {
    private static final long serialVersionUID = 1L;
    private static final String SUCCESS = "success";

    /** Each branch is an exchange of its own. */
    private static final int MOST_BRANCHES = 50;

    private final DatabaseRef database;
    private final String replaced;
    private final String parent;
    private final String id;
    private final String refusal;
    private PagedSearch search = new PagedSearch();
    private boolean parentSeen;
    private boolean branchesSeen;
    private final ArrayList<String> branches = new ArrayList<>();
    private int next;

    /**
     * @param parent where it is looked for first
     * @param id the backup; null for any of the parent
     * @param refusal what a message begins with that says why the branch was not replaced
     */
    FindBackup(DatabaseRef database, String replaced, String parent, String id, String refusal) {
        this.database = database;
        this.replaced = replaced;
        this.parent = parent;
        this.id = id;
        this.refusal = refusal;
    }

    @Override
    protected ApiRequest<?> step(Instant now) throws InvalidInputException {
        if (!parentSeen) {
            return ApiRequest.of(BackupCalls.list(database, parent, search.page()), this::ofParent)
                    .on(NotFoundException.class, (error, at) -> {
                        throw new CallFailedException(
                                refusal + "whether there is a backup to restore has to be known first, which needs"
                                        + " the access read_backups. ",
                                error);
                    });
        }
        if (!branchesSeen) {
            return ApiRequest.of(BranchCalls.list(database, search.page()), this::branches);
        }
        if (next == branches.size()) {
            throw new InvalidInputException(refusal + "no branch of " + database + " has a backup \"" + id
                    + "\". Nothing was deleted. Check backup.");
        }
        String branch = branches.get(next);
        return ApiRequest.of(BackupCalls.get(database, branch, id), (found, at) -> check(branch, found))
                .on(NotFoundException.class, (error, at) -> next++);
    }

    private void ofParent(Page<Backup> page, Instant now) throws InvalidInputException {
        for (Backup backup : page.data()) {
            if (id == null ? SUCCESS.equals(backup.state()) : id.equals(backup.id())) {
                check(parent, backup);
                return;
            }
        }
        if (search.isLast(page)) {
            if (id == null) {
                throw new InvalidInputException(refusal + "branch \"" + parent + "\" has no successful backup. Nothing"
                        + " was deleted. Take one (planetscaleBackup), or leave out seedData.");
            }
            parentSeen = true;
            search = new PagedSearch();
        }
    }

    private void branches(Page<Branch> page, Instant now) {
        for (Branch branch : page.data()) {
            boolean known = branch.name().equals(parent) || branches.contains(branch.name());
            if (!known && branches.size() < MOST_BRANCHES) {
                boolean likely = branch.mayBeProduction() || branch.name().equals(replaced);
                branches.add(likely ? 0 : branches.size(), branch.name());
            }
        }
        branchesSeen = search.isLast(page);
    }

    private void check(String branch, Backup backup) throws InvalidInputException {
        if (branch.equals(replaced)) {
            throw new InvalidInputException(refusal + "backup \"" + backup.id() + "\" is one of this branch and goes"
                    + " with it. Nothing was deleted. Give the new branch another name.");
        }
        if (!SUCCESS.equals(backup.state())) {
            throw new InvalidInputException(refusal + "backup \"" + backup.id() + "\" of branch \"" + branch
                    + "\" is not complete" + (backup.state() == null ? "" : " (" + backup.state() + ")")
                    + ". Nothing was deleted. Wait for it, or give another one.");
        }
        end();
    }

    @Override
    public Void result() {
        return null;
    }

    @Override
    public String status(Instant now) {
        return "looking at the backups of " + database;
    }
}
