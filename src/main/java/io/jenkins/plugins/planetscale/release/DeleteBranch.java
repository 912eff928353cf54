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
    private EnsureBranch maker;
    private String onlyId;
    private Instant askedAt;
    private boolean asked;
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

    /**
     * Undoes an {@link EnsureBranch} that was given up: deletes only what it has made, whether or not it knew so by
     * then, and never a branch that was there before. {@code maker} must not go on.
     */
    public static DeleteBranch madeBy(EnsureBranch maker) throws InvalidInputException {
        DeleteBranch delete = new DeleteBranch(maker.database(), maker.name(), false);
        delete.maker = maker;
        maker.giveUp();
        return delete;
    }

    @Override
    Exchange<?> step(Instant now) {
        if (maker != null && !maker.mayHaveCreated()) {
            finish(title() + " was not made by this build; nothing was deleted.");
            return null;
        }
        if (!delete) {
            return look.exchange(this::found);
        }
        delete = false;
        return Exchange.of(BranchCalls.delete(database, name, descendants), (Void nothing, Instant at) -> {})
                .on(NotFoundException.class, this::missing);
    }

    private void found(Branch branch, Instant now) throws ReleaseException {
        if (branch == null && maker != null && askedAt == null && !maker.settled(now)) {
            waitFor(POLL, now); // its creation may still be under way
        } else if (branch == null) {
            finish(askedAt == null ? title() + " does not exist; nothing to delete." : title() + " is deleted.");
        } else if (onlyId != null ? !onlyId.equals(branch.id()) : maker != null && !maker.mayBeOurs(branch, now)) {
            finish(
                    askedAt == null
                            ? title() + " is not the one that was meant; it was left alone."
                            : title() + " is deleted; one that somebody made anew under this name was left alone.");
        } else if (branch.production()) {
            throw new InvalidInputException(title() + " is a production branch; this plugin never deletes one.");
        } else if (branch.deletionProtected()) {
            throw new InvalidInputException(
                    title() + " is protected against deletion. Lift the protection in PlanetScale to have it deleted.");
        } else if (asked) {
            asked = false; // asked to go and still there: ask again after a while
            if (!now.isBefore(askedAt.plus(longestWait()))) {
                throw new DeploymentFailedException(title() + " is still there " + Words.time(longestWait())
                        + " after PlanetScale was asked to delete it. Delete it in PlanetScale.");
            }
            waitFor(POLL, now);
        } else {
            onlyId = branch.id(); // one of this name that comes after it is another's
            asked = true;
            askedAt = askedAt == null ? now : askedAt;
            delete = true;
        }
    }

    private String title() {
        return "Branch \"" + name + "\" of " + database;
    }

    /** Seen a moment ago, and now "not found": gone meanwhile, or the token may not delete it. A look tells which. */
    private void missing(PlanetScaleException error, Instant now) throws CallFailedException {
        if (missed) {
            throw new CallFailedException("", error);
        }
        missed = true;
        asked = false;
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
    String removes() {
        return "branch \"" + name + "\" of " + database;
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
