package io.jenkins.plugins.planetscale.release.branch;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.api.BranchCalls;
import io.jenkins.plugins.planetscale.client.error.NotFoundException;
import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import io.jenkins.plugins.planetscale.client.error.RefusedException;
import io.jenkins.plugins.planetscale.client.model.Branch;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import io.jenkins.plugins.planetscale.release.Assumptions;
import io.jenkins.plugins.planetscale.release.BestEffort;
import io.jenkins.plugins.planetscale.release.CallFailedException;
import io.jenkins.plugins.planetscale.release.DeploymentFailedException;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.Marker;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.ResourceRef;
import io.jenkins.plugins.planetscale.release.state.HumanFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Locale;
import java.util.Objects;

/**
 * Deletes a branch and waits until it is gone. Refuses protected branches, and production branches that this build did
 * not create, whatever the token may do. Results in a sentence that says what was done.
 */
public final class DeleteBranch extends Operation<String> {
    private static final long serialVersionUID = 4L;
    private static final Duration POLL = Duration.ofSeconds(3);

    /** A list may lag behind by so much: what is missing in it for as long is believed to be missing. */
    private static final Duration LAG = Assumptions.STALE_READ;

    /** How long PlanetScale may take to carry a confirmed deletion out before it is asked once more. */
    private static final Duration CARRIED_OUT = Duration.ofSeconds(30);

    private final DatabaseRef database;
    private final String name;
    private final boolean descendants;
    private final BranchLookup look;
    private BranchProvenance provenance;
    private String onlyId;
    private String ownId;
    private boolean own;
    private boolean known;
    private final ArrayList<String> gone = new ArrayList<>();
    private boolean closesFirst;
    private Marker marker;
    private PrepareDeletion preparation;
    private CloseDeployRequests closing;
    private boolean putOff;
    private BestEffort holders;
    private transient boolean delete;
    private transient boolean production;
    private boolean leftAlone;
    private boolean asked;
    private Instant confirmed;
    private Instant confirmedLast;
    private Instant absentSince;
    private Instant missedSince;
    private String result;

    /** @param descendants whether branches made from it are deleted as well; otherwise PlanetScale refuses */
    public DeleteBranch(DatabaseRef database, String name, boolean descendants) throws InvalidInputException {
        this.database = Objects.requireNonNull(database);
        this.name = BranchNames.check(name, "The branch to delete");
        this.descendants = descendants;
        this.look = new BranchLookup(database, name);
    }

    /** Deletes only the branch with this id: one that somebody made anew under the same name is left alone. */
    public DeleteBranch onlyIf(String id) {
        onlyId = Objects.requireNonNull(id);
        known = true;
        return this;
    }

    /**
     * As {@link #onlyIf}, for a branch that this build has made: it is deleted also when it is a production branch, as
     * one with data is, and deploy requests that keep it from being deleted are closed.
     */
    public DeleteBranch own(String id) {
        own = true;
        return onlyIf(id);
    }

    /**
     * There is a branch of this name, whatever a list says that lags behind.
     *
     * @param id PlanetScale's id of it when this build has made it, else null; another one is deleted as always
     */
    public DeleteBranch knowing(String id) {
        ownId = id;
        known = true;
        return this;
    }

    /** Does not believe a read that shows a branch which the build has deleted: it lags behind. */
    public DeleteBranch gone(Collection<String> ids) {
        gone.addAll(ids);
        return this;
    }

    /** PlanetScale's id of the branch that it has asked to be deleted; null where it has asked for nothing. */
    public String deletedId() {
        return asked ? onlyId : null;
    }

    /** The build's: deploy requests that bear it are the build's own, and need not stay open. */
    public DeleteBranch marker(Marker own) {
        marker = own;
        return this;
    }

    /** Closes the deploy requests that are open from it, or into it, first; else those of others make it refuse. */
    public DeleteBranch closingDeployRequests(boolean value) {
        closesFirst = value;
        return this;
    }

    /**
     * Undoes an {@link EnsureBranch} that was given up: deletes only what it has made, whether or not it knew so by
     * then, and never a branch that was there before. {@code maker} must not go on.
     */
    public static DeleteBranch madeBy(EnsureBranch maker) throws InvalidInputException {
        DeleteBranch delete = new DeleteBranch(maker.database(), maker.name(), false);
        delete.provenance = maker.provenance();
        if (delete.provenance.madeId() != null) {
            delete.own(delete.provenance.madeId());
        }
        delete.own = true;
        delete.marker = delete.provenance.marker();
        delete.provenance.attempts().abandoned();
        return delete;
    }

    @Override
    protected ApiRequest<?> step(Instant now) throws ReleaseException {
        if (provenance != null && !provenance.mayHaveMade()) {
            finish(title() + " was not made by this build; nothing was deleted.");
            return null;
        }
        if (preparation != null && !preparation.ended()) {
            return step(preparation, now);
        }
        if (closing != null && !closing.ended()) {
            return step(closing, now);
        }
        if (putOff && holders == null) {
            holders = CloseDeployRequests.report(database, name);
        }
        if (holders != null && !holders.ended()) {
            return step(holders, now);
        }
        if (!delete) {
            return look.exchange(this::found);
        }
        delete = false;
        return ApiRequest.of(BranchCalls.delete(database, name, descendants, production), this::confirmed)
                .onFailure(at -> putOff = true)
                .on(NotFoundException.class, this::missing)
                .on(RefusedException.class, this::refused);
    }

    private void found(Branch branch, Instant now) throws ReleaseException {
        if (branch == null || gone.contains(branch.id())) {
            absent(now);
            return;
        }
        absentSince = null;
        if (onlyId == null && provenance != null && provenance.cannotTell(branch, now)) {
            throw new DeploymentFailedException(title() + " is there. " + provenance.unproven(branch));
        }
        if (onlyId != null ? !onlyId.equals(branch.id()) : provenance != null && !provenance.mayBeOurs(branch, now)) {
            leftAlone = confirmed == null;
            finish(
                    leftAlone
                            ? title() + " is not the branch that was to be deleted, but another one of the same"
                                    + " name; it was not deleted."
                            : title() + " is deleted; a new branch that somebody made with this name was not deleted.");
            return;
        }
        DeletableBranch.check(branch, isOwn(branch), title());
        if (preparation == null) {
            preparation = new PrepareDeletion(database, name, descendants, closesFirst, marker, own);
        } else if (confirmed == null || !now.isBefore(confirmedLast.plus(CARRIED_OUT))) {
            ask(branch);
        } else if (!now.isBefore(confirmed.plus(longestWait()))) {
            throw new DeploymentFailedException(title() + " is still there " + HumanFormat.time(longestWait())
                    + " after PlanetScale has confirmed its deletion. Delete it in PlanetScale.");
        } else {
            waitFor(POLL, now);
        }
    }

    /** Whether it ended without deleting anything, as it saw another branch than the one that was meant. */
    boolean leftAlone() {
        return leftAlone;
    }

    private boolean isOwn(Branch branch) {
        return own || branch.id().equals(ownId);
    }

    private void ask(Branch branch) {
        onlyId = branch.id(); // one of this name that comes after it is another's
        production = branch.mayBeProduction();
        delete = true;
        if (asked) {
            preparation.again();
        }
        asked = true;
    }

    /** One that is known to have been there is believed to be gone only when no list can lag behind any more. */
    private void absent(Instant now) {
        if (confirmed != null) {
            finish(title() + " is deleted.");
            return;
        }
        absentSince = absentSince == null ? now : absentSince;
        boolean mayCome = provenance != null && !provenance.settled(now);
        boolean doubtful = known && !asked && now.isBefore(absentSince.plus(LAG));
        if (mayCome || doubtful) {
            waitFor(POLL, now);
        } else {
            finish(asked ? title() + " is deleted." : title() + " does not exist; nothing to delete.");
        }
    }

    private void confirmed(Void nothing, Instant now) {
        confirmed = confirmed == null ? now : confirmed;
        confirmedLast = now;
    }

    /**
     * Listed a moment ago, and now "not found": gone meanwhile, also by a call of ours whose answer was lost, or the token
     * may not delete it. When the list still shows it after it can lag behind no more, it is the token.
     */
    private void missing(PlanetScaleException error, Instant now) throws CallFailedException {
        if (confirmed != null) {
            finish(title() + " is deleted.");
            return;
        }
        missedSince = missedSince == null ? now : missedSince;
        if (!now.isBefore(missedSince.plus(LAG).plus(POLL))) {
            throw new CallFailedException("", error);
        }
        waitFor(POLL, now);
    }

    private void refused(PlanetScaleException error, Instant now) throws CallFailedException {
        String reason = ((RefusedException) error).reason();
        if (closing != null || closesFirst || !reason.toLowerCase(Locale.ROOT).contains("deploy request")) {
            throw new CallFailedException("", error);
        }
        closing = new CloseDeployRequests(database, name, own, reason);
        preparation.again(); // somebody may have begun to deploy what would be closed now
    }

    private String title() {
        return "Branch \"" + name + "\" of " + database;
    }

    private void finish(String sentence) {
        result = sentence;
        progress(sentence);
        end();
    }

    /** A revert window of 30 minutes keeps its branch, and one minute after it as well [L deletion-after-window]. */
    @Override
    protected Duration longestWait() {
        return Duration.ofHours(1);
    }

    @Override
    protected String removes() {
        return "branch \"" + name + "\" of " + database;
    }

    @Override
    protected ResourceRef subject() {
        return ResourceRef.branch(database, name);
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
