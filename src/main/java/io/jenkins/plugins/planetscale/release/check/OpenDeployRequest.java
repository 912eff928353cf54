package io.jenkins.plugins.planetscale.release.check;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.api.DatabaseCalls;
import io.jenkins.plugins.planetscale.client.model.Database;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import io.jenkins.plugins.planetscale.release.GateRefusedException;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.Marker;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.ResourceRef;
import io.jenkins.plugins.planetscale.release.branch.BranchNames;
import io.jenkins.plugins.planetscale.release.gate.Gates;
import io.jenkins.plugins.planetscale.release.gate.InstantDdl;
import io.jenkins.plugins.planetscale.release.request.DeployRequestSearch;
import io.jenkins.plugins.planetscale.release.request.MysqlOnly;
import io.jenkins.plugins.planetscale.release.state.Outcome;
import java.time.Instant;
import java.util.Objects;

/**
 * Opens a deploy request, or adopts the open one for the same two branches, waits for PlanetScale's deploy check and
 * evaluates the gates; composed of the operations in this package. Deploys nothing.
 */
public final class OpenDeployRequest extends Operation<CheckedDeployRequest> {
    private static final long serialVersionUID = 1L;

    private final DatabaseRef database;
    private String branch;
    private String into;
    private final int existing;
    private final Marker marker;
    private String notes;
    private boolean autoDeleteBranch;
    private final CheckOptions setting = new CheckOptions();

    private String refusal;
    private boolean refuseOlder;
    private String defaultBranch;
    private Operation<?> current;
    private ResolveBranches branches;
    private EnsureDeployRequest ensure;
    private ConsistentCheck check;
    private CheckedDeployRequest result;

    /** @param marker says which build opened it; the same after a restart of the same step */
    public OpenDeployRequest(DatabaseRef database, String branch, String into, Marker marker)
            throws InvalidInputException {
        this.database = Objects.requireNonNull(database);
        this.branch = BranchNames.check(branch, "The branch to deploy");
        this.into = into == null ? null : BranchNames.check(into, "The branch to deploy into");
        this.marker = Objects.requireNonNull(marker);
        this.existing = 0;
        if (branch.equals(into)) {
            throw new InvalidInputException(
                    "Branch \"" + branch + "\" cannot be deployed into itself; name two different branches.");
        }
    }

    private OpenDeployRequest(DatabaseRef database, int existing) {
        this.database = Objects.requireNonNull(database);
        this.existing = existing;
        this.marker = null;
    }

    /**
     * Checks one that is there, whoever opened it; opens and changes nothing. Of one that is live or on its way there it
     * results in what {@linkplain CheckedDeployRequest#wasChecked was not checked}; of one that brings nothing, in that.
     */
    public static OpenDeployRequest existing(DatabaseRef database, int number) {
        return new OpenDeployRequest(database, number);
    }

    /** Refuses it with those words instead of checking it, unless it brings no change. */
    public OpenDeployRequest refuseChanges(String why) {
        refusal = why;
        return this;
    }

    /** Refuses one that was queued or staged before its branch got its present schema. */
    public OpenDeployRequest refuseOlder() {
        refuseOlder = true;
        return this;
    }

    /** The same check of what it has opened or adopted, as it is now. */
    public OpenDeployRequest again() {
        OpenDeployRequest check = existing(database, openedNumber()).gates(setting.gates);
        check.setting.failWithoutChanges = setting.failWithoutChanges;
        check.setting.instant = setting.instant;
        return check;
    }

    public boolean waitsForReview() {
        return setting.waitForReview;
    }

    /** The author's notes; a line that names the build is added. */
    public OpenDeployRequest notes(String text) {
        notes = text;
        return this;
    }

    /** Lets PlanetScale delete the branch when the deploy request is complete. */
    public OpenDeployRequest autoDeleteBranch(boolean value) {
        autoDeleteBranch = value;
        return this;
    }

    /** Waits for the review that the database demands; otherwise its absence is only reported. */
    public OpenDeployRequest waitForReview(boolean value) {
        setting.waitForReview = value;
        return this;
    }

    /** Says that instant DDL will be used where possible, for the gates and for {@code revertible}. */
    public OpenDeployRequest instant(InstantDdl mode) {
        setting.instant = mode != InstantDdl.NEVER;
        return this;
    }

    /** Refuses a branch that brings no change, instead of ending with {@link Outcome#NO_CHANGES}. */
    public OpenDeployRequest failWithoutChanges(boolean value) {
        setting.failWithoutChanges = value;
        return this;
    }

    public OpenDeployRequest gates(Gates value) {
        setting.gates = Objects.requireNonNull(value);
        return this;
    }

    @Override
    protected ApiRequest<?> step(Instant now) throws ReleaseException {
        if (current == null) {
            return ApiRequest.of(DatabaseCalls.get(database), this::database);
        }
        ApiRequest<?> exchange = step(current, now);
        goOn(now);
        return exchange == null ? null : exchange.then(this::goOn);
    }

    private void database(Database found, Instant now) throws InvalidInputException {
        MysqlOnly.check(database, found);
        setting.reviewNeeded = existing == 0 && found.requireApprovalForDeploy();
        defaultBranch = found.defaultBranch();
        current = existing == 0 ? resolveBranches() : new TriageExisting(database, existing, refusal);
    }

    /** Begins with what follows when the current part has ended. */
    private void goOn(Instant now) throws ReleaseException {
        if (!current.ended()) {
            return;
        }
        if (current instanceof TriageExisting triage) {
            triaged(triage);
        } else if (current == branches) {
            into = branches.result();
            if (existing != 0) {
                beginCheck(new CheckedDeployRequest(existing, null, false));
            } else {
                ensure = new EnsureDeployRequest(database, branch, into, marker, notes, autoDeleteBranch);
                current = ensure;
            }
        } else if (current == ensure) {
            ensured(now);
        } else {
            finish(check.result());
        }
    }

    private void triaged(TriageExisting triage) {
        branch = triage.branch();
        into = triage.into();
        result = triage.result();
        if (result == null) {
            current = resolveBranches();
        } else {
            end();
        }
    }

    private ResolveBranches resolveBranches() {
        branches = new ResolveBranches(database, branch, into, defaultBranch, existing != 0, setting);
        return branches;
    }

    private void ensured(Instant now) throws ReleaseException {
        if (ensure.result().number() == 0) {
            finish(ensure.result());
            return;
        }
        beginCheck(ensure.result());
        if (ensure.opened() != null) {
            check.opened(ensure.opened(), now);
        }
    }

    private void beginCheck(CheckedDeployRequest unchecked) {
        check = new ConsistentCheck(database, unchecked, branch, into, setting);
        if (existing == 0 || refuseOlder) {
            check.refuseOlder(branches.sourceReadAt());
        }
        if (existing == 0 && !isOwn()) {
            check.adopted(notes != null, autoDeleteBranch);
        }
        current = check;
    }

    private void finish(CheckedDeployRequest found) throws GateRefusedException {
        setting.refuseWithoutChanges(database, branch, into, found);
        result = found;
        end();
    }

    /** The number as soon as it is known, else 0: what an abort has to deal with. */
    public int openedNumber() {
        return check != null ? check.checked().number() : result == null ? 0 : result.number();
    }

    /** Whether a deploy request of this step may exist although its number is not known yet. */
    public boolean mayHaveOpened() {
        return ensure != null && ensure.mayHaveOpened();
    }

    /** Whether the deploy request whose number is known was opened by this operation rather than adopted. */
    public boolean isOwn() {
        return check != null && check.checked().isOwn();
    }

    /** It does not go on; a call may be under way. */
    public void giveUp() {
        if (ensure != null) {
            ensure.giveUp();
        }
    }

    /** Whether nothing can come of a call under way any more. */
    public boolean settled(Instant now) {
        return ensure == null || ensure.isSettled(now);
    }

    /** A search for the one that this operation may have opened. */
    public DeployRequestSearch searchForOwn() {
        return new DeployRequestSearch(database, branch, into, marker).includingClosed();
    }

    @Override
    public String makes() {
        return "a deploy request " + fromInto() + " of " + database;
    }

    private String fromInto() {
        String target = branches == null ? into : branches.into();
        return "from \"" + branch + "\"" + (target == null ? "" : " into \"" + target + "\"");
    }

    public DatabaseRef database() {
        return database;
    }

    @Override
    protected ResourceRef subject() {
        return check == null ? null : check.subject();
    }

    /** What the gates looked at, also when they refuse it; null before. */
    public CheckedDeployRequest examined() {
        return check != null && check.examined() ? check.checked() : null;
    }

    @Override
    public CheckedDeployRequest result() {
        return result;
    }

    @Override
    public String status(Instant now) {
        if (check != null) {
            return check.status(now);
        }
        return existing != 0 ? "checking deploy request #" + existing : "opening a deploy request " + fromInto();
    }

    @Override
    protected String unfinished() {
        if (openedNumber() > 0) {
            return (check == null ? "Nothing was deployed" : check.standing()) + "; go on with planetscaleApply"
                    + " deployRequest: " + openedNumber() + ", or close it.";
        }
        return mayHaveOpened()
                ? "A deploy request may have been opened; its notes say " + marker.token() + "."
                : "Nothing was opened.";
    }
}
