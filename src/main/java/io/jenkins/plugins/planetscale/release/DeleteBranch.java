package io.jenkins.plugins.planetscale.release;

import io.jenkins.plugins.planetscale.client.BranchCalls;
import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.NotFoundException;
import io.jenkins.plugins.planetscale.client.PlanetScaleException;
import io.jenkins.plugins.planetscale.client.model.Branch;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * Deletes a branch and waits until it is gone. Refuses production and protected branches whatever the token may do.
 * Results in a sentence that says what was done.
 */
public final class DeleteBranch extends Operation<String> {
    private static final long serialVersionUID = 1L;
    private static final Duration POLL = Duration.ofSeconds(3);

    private final DatabaseRef database;
    private final String name;
    private final boolean descendants;
    private final BranchLook look;
    private String onlyId;
    private String deletedId;
    private transient boolean delete;
    private boolean missed;
    private String result;

    /** @param descendants whether branches made from it are deleted as well; otherwise PlanetScale refuses */
    public DeleteBranch(DatabaseRef database, String name, boolean descendants) throws InvalidInputException {
        this.database = Objects.requireNonNull(database);
        this.name = BranchNames.check(name, "The branch to delete");
        this.descendants = descendants;
        this.look = new BranchLook(database, name);
    }

    /** Deletes only the branch with this id: one that somebody made anew under the same name is left alone. */
    public DeleteBranch onlyIf(String id) {
        onlyId = id;
        return this;
    }

    @Override
    Exchange<?> step(Instant now) {
        if (!delete) {
            return look.exchange(this::found);
        }
        delete = false;
        return Exchange.of(BranchCalls.delete(database, name, descendants), (Void nothing, Instant at) -> {})
                .on(NotFoundException.class, this::missing);
    }

    private void found(Branch branch, Instant now) throws ReleaseException {
        String title = "Branch \"" + name + "\" of " + database;
        if (branch == null) {
            finish(deletedId == null ? title + " does not exist; nothing to delete." : title + " is deleted.");
        } else if (onlyId != null && !onlyId.equals(branch.id())) {
            finish(title + " was made anew by somebody else; it was left alone.");
        } else if (branch.production()) {
            throw new InvalidInputException(title + " is a production branch; this plugin never deletes one.");
        } else if (branch.deletionProtected()) {
            throw new InvalidInputException(
                    title + " is protected against deletion. Lift the protection in PlanetScale if it shall go.");
        } else if (branch.id().equals(deletedId)) {
            deletedId = null; // asked to go and still there: ask again after a while
            waitFor(POLL, now);
        } else {
            deletedId = branch.id();
            delete = true;
        }
    }

    /** Seen a moment ago, and now "not found": gone meanwhile, or the token may not delete it. A look tells which. */
    private void missing(PlanetScaleException error, Instant now) throws CallFailedException {
        if (missed) {
            throw new CallFailedException("", error);
        }
        missed = true;
        deletedId = null;
    }

    private void finish(String sentence) {
        result = sentence;
        say(sentence);
        end();
    }

    /** A revert window of 30 minutes keeps its branch from being deleted, and one minute after it as well [L]. */
    @Override
    Duration longestWait() {
        return Duration.ofHours(1);
    }

    @Override
    Subject subject() {
        return Subject.branch(database, name);
    }

    @Override
    public String result() {
        return result;
    }

    @Override
    public String status(Instant now) {
        return "deleting branch \"" + name + "\"";
    }
}
