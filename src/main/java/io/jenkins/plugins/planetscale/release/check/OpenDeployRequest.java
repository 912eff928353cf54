package io.jenkins.plugins.planetscale.release.check;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.api.BranchCalls;
import io.jenkins.plugins.planetscale.client.api.DatabaseCalls;
import io.jenkins.plugins.planetscale.client.api.DeployRequestCalls;
import io.jenkins.plugins.planetscale.client.error.NotFoundException;
import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import io.jenkins.plugins.planetscale.client.error.RefusedException;
import io.jenkins.plugins.planetscale.client.model.Branch;
import io.jenkins.plugins.planetscale.client.model.Database;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.client.model.Page;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import io.jenkins.plugins.planetscale.release.CallFailedException;
import io.jenkins.plugins.planetscale.release.GateRefusedException;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.Marker;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.ResourceRef;
import io.jenkins.plugins.planetscale.release.UnconfirmedCall;
import io.jenkins.plugins.planetscale.release.branch.BranchNames;
import io.jenkins.plugins.planetscale.release.gate.Gates;
import io.jenkins.plugins.planetscale.release.gate.InstantDdl;
import io.jenkins.plugins.planetscale.release.request.DeployFailures;
import io.jenkins.plugins.planetscale.release.request.DeployRequestSearch;
import io.jenkins.plugins.planetscale.release.request.MysqlOnly;
import io.jenkins.plugins.planetscale.release.request.NoChangeConfirmation;
import io.jenkins.plugins.planetscale.release.request.PollInterval;
import io.jenkins.plugins.planetscale.release.state.DeploymentState;
import io.jenkins.plugins.planetscale.release.state.Outcome;
import io.jenkins.plugins.planetscale.release.state.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;

/**
 * Opens a deploy request, or adopts the one that is open for the same two branches; waits for PlanetScale's deploy
 * check; shows the diff to the gates. Deploys nothing.
 */
public final class OpenDeployRequest extends Operation<CheckedDeployRequest> {
    private static final long serialVersionUID = 1L;
    private static final Duration LAG_PACE = Duration.ofSeconds(3);

    private static final int CHECKS = 3;

    private enum Phase {
        DATABASE,
        EXISTING,
        TARGET,
        SOURCE,
        FIND,
        CHECK,
        CONFIRM
    }

    private final DatabaseRef database;
    private String branch;
    private String into;
    private final int existing;
    private final Marker marker;
    private String notes;
    private boolean autoDeleteBranch;
    private final CheckOptions setting = new CheckOptions();

    private Phase phase = Phase.DATABASE;
    private DeployRequestSearch search;
    private final UnconfirmedCall attempts = new UnconfirmedCall();
    private transient boolean create;
    private boolean refusedBefore;
    private final NoChangeConfirmation secondLook = new NoChangeConfirmation();
    private boolean failWithoutChanges;
    private String refusal;
    private boolean refuseOlder;
    private String defaultBranch;
    private boolean chosen;
    private CheckDeployRequest check;
    private int checks;
    private Instant sourceReadAt;
    private ConfirmCheck confirm;
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
        OpenDeployRequest check =
                existing(database, openedNumber()).gates(setting.gates).failWithoutChanges(failWithoutChanges);
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
        failWithoutChanges = value;
        return this;
    }

    public OpenDeployRequest gates(Gates value) {
        setting.gates = Objects.requireNonNull(value);
        return this;
    }

    @Override
    protected ApiRequest<?> step(Instant now) throws ReleaseException {
        return switch (phase) {
            case DATABASE -> ApiRequest.of(DatabaseCalls.get(database), this::database);
            case EXISTING -> ApiRequest.of(DeployRequestCalls.get(database, existing), this::existing);
            case TARGET ->
                ApiRequest.of(BranchCalls.get(database, into), this::target)
                        .on(NotFoundException.class, this::noTarget);
            case SOURCE -> ApiRequest.of(BranchCalls.get(database, branch), this::source);
            case FIND -> find(now);
            case CHECK -> check(now);
            case CONFIRM -> confirm(now);
        };
    }

    private void existing(DeployRequest request, Instant now) throws GateRefusedException {
        branch = request.branch();
        into = request.intoBranch();
        DeploymentState state = DeploymentState.of(request);
        if (refusal != null) {
            switch (state.stage()) {
                case CHECKING -> {
                    waitFor(PollInterval.of(request, state, now), now); // it may turn out that it brings nothing
                    return;
                }
                case READY, RUNNING, STAGED, UNKNOWN, CUTTING_OVER, REVERTABLE, FINAL ->
                    throw new GateRefusedException(refusal + standingNow(request));
                default -> {}
            }
        }
        switch (state.stage()) {
            case CHECKING, READY, RUNNING, STAGED, UNKNOWN -> phase = Phase.TARGET;
            default -> { // nothing is left to be let pass; whoever goes on says what becomes of it
                result = new CheckedDeployRequest(existing, request.htmlUrl(), false);
                result.branches(branch, into);
                result.outcome(state == DeploymentState.NO_CHANGES ? Outcome.NO_CHANGES : null);
                end();
            }
        }
    }

    private static String standingNow(DeployRequest request) {
        String standing = Standing.of(request);
        String stop = Standing.howToStop(request).strip();
        return " " + Character.toUpperCase(standing.charAt(0)) + standing.substring(1) + "."
                + (stop.isEmpty() ? "" : " " + stop) + DeployFailures.see(request);
    }

    private void database(Database found, Instant now) throws InvalidInputException {
        MysqlOnly.check(database, found);
        setting.reviewNeeded = existing == 0 && found.requireApprovalForDeploy();
        defaultBranch = found.defaultBranch();
        if (existing != 0) {
            phase = Phase.EXISTING;
        } else {
            phase = into == null ? Phase.SOURCE : Phase.TARGET; // the source knows its parent
        }
    }

    /** As PlanetScale's own tool does: into the parent, or else into the default branch. */
    private void chooseTarget(Branch source) throws InvalidInputException {
        into = source.parentBranch() != null ? source.parentBranch() : defaultBranch;
        chosen = true;
        if (into == null || into.equals(branch)) {
            throw new InvalidInputException(
                    "Branch \"" + branch + "\" of " + database + " has no known target: PlanetScale names"
                            + " neither a parent of it nor another default branch. Write into: '…' to name the branch that it goes"
                            + " into. Nothing was changed.");
        }
    }

    private void noTarget(PlanetScaleException error, Instant now) throws ReleaseException {
        if (!chosen || defaultBranch == null || defaultBranch.equals(into) || defaultBranch.equals(branch)) {
            throw new CallFailedException("", error);
        }
        progress("The parent \"" + into + "\" of branch \"" + branch
                + "\" is not there: it goes into the default branch \"" + defaultBranch + "\".");
        into = defaultBranch;
    }

    private void target(Branch found, Instant now) throws InvalidInputException {
        if (!found.safeMigrations()) {
            throw new InvalidInputException("Branch \"" + into + "\" of " + database + " has no safe migrations, and"
                    + " PlanetScale deploys only into branches that have. Enable them on the branch's page"
                    + (found.htmlUrl() == null ? "" : " " + found.htmlUrl())
                    + (chosen ? ", or name another target with into:" : "") + ". Nothing was changed.");
        }
        setting.targetChanged = found.schemaLastUpdatedAt();
        phase = Phase.SOURCE;
        if (chosen) {
            findIt();
        }
    }

    private void source(Branch found, Instant now) throws InvalidInputException {
        if (found.isProduction() && existing == 0) {
            throw new InvalidInputException(
                    "Branch \"" + branch + "\" of " + database + " is a production branch; deploy"
                            + " requests start from development branches. Nothing was changed.");
        }
        setting.source(found);
        setting.branchesRead = true;
        sourceReadAt = now;
        if (existing != 0) {
            adopt(existing, null, false);
        } else if (into == null) {
            chooseTarget(found);
            phase = Phase.TARGET;
        } else {
            findIt();
        }
    }

    private void findIt() {
        search = newSearch();
        phase = Phase.FIND;
    }

    private ApiRequest<?> find(Instant now) {
        if (create) {
            return create(now);
        }
        ApiRequest<?> refresh = secondLook.refreshing(database, branch);
        return refresh != null ? refresh : ApiRequest.of(search.call(), this::found);
    }

    private void found(Page<DeployRequest> page, Instant now) throws ReleaseException {
        if (!search.take(page)) {
            return;
        }
        DeployRequestSearch.Hit hit = search.hit();
        if (hit == null) {
            search = newSearch();
            if (attempts.isSettled(now)) {
                create = true; // should the decision be lost, the search begins anew
            } else {
                waitFor(LAG_PACE, now);
            }
            return;
        }
        if (!hit.ours()) {
            progress("Adopted deploy request #" + hit.number() + ", which is open from \"" + branch + "\" into \""
                    + into + "\" already.");
        }
        adopt(hit.number(), null, hit.ours());
    }

    private DeployRequestSearch newSearch() {
        DeployRequestSearch anew = new DeployRequestSearch(database, branch, into, marker);
        return attempts.possible() ? anew.includingClosed() : anew;
    }

    private ApiRequest<?> create(Instant sentAt) {
        create = false;
        attempts.sent(sentAt);
        search = newSearch();
        return ApiRequest.of(
                        DeployRequestCalls.create(database, branch, into, marker.notes(notes), false, autoDeleteBranch),
                        this::created)
                .notedIn(attempts)
                .on(RefusedException.class, this::createRefused);
    }

    private void created(DeployRequest created, Instant now) throws ReleaseException {
        if (created.number() < 1) {
            return; // made, but which one? the search finds it by its marker
        }
        progress("Opened deploy request #" + created.number() + " from \"" + branch + "\" into \"" + into + "\""
                + (created.htmlUrl() == null ? "." : ": " + created.htmlUrl()));
        adopt(created.number(), created.htmlUrl(), true);
        check.check(created, now);
    }

    /** Some versions of the API refuse an empty deploy request instead of opening it [F empty-refused]. */
    private void createRefused(PlanetScaleException error, Instant now) throws ReleaseException {
        String reason = ((RefusedException) error).reason().toLowerCase(Locale.ROOT);
        if (reason.contains("no schema changes") || reason.contains("no changes")) {
            refusedAsEmpty(now);
            return;
        }
        if (!attempts.possible() || refusedBefore) {
            throw new CallFailedException("", error);
        }
        refusedBefore = true; // perhaps because of the one that an earlier attempt has opened: look once more
    }

    private void refusedAsEmpty(Instant now) throws GateRefusedException {
        if (secondLook.isFirst()) {
            progress("PlanetScale sees no change in \"" + branch
                    + "\". What a migration did can appear some seconds late," + " so the step tries again.");
        }
        if (!secondLook.believes(now)) {
            waitFor(NoChangeConfirmation.PACE, now);
            return;
        }
        progress("Branch \"" + branch + "\" brings no schema change into \"" + into
                + "\": no deploy request was opened.");
        CheckedDeployRequest none = new CheckedDeployRequest(0, null, false);
        none.outcome(Outcome.NO_CHANGES);
        finish(none);
    }

    private void finish(CheckedDeployRequest found) throws GateRefusedException {
        if (failWithoutChanges && found.outcome() == Outcome.NO_CHANGES) {
            throw new GateRefusedException("Branch \"" + branch + "\" of " + database
                    + " brings no schema change into \""
                    + into + "\", and ifNoChanges: 'fail' expects one. Nothing was deployed. Check that the migrations"
                    + " ran, and ran on this branch."
                    + (found.url() == null ? "" : " See " + found.url() + "."));
        }
        result = found;
        end();
    }

    private void adopt(int number, String url, boolean ours) {
        CheckedDeployRequest opened = new CheckedDeployRequest(number, url, ours);
        opened.branches(branch, into);
        check = new CheckDeployRequest(database, opened, setting);
        checks++;
        phase = Phase.CHECK;
    }

    private ApiRequest<?> check(Instant now) throws ReleaseException {
        ApiRequest<?> exchange = drive(check, now);
        if (check.ended()) {
            switch (check.result().outcome()) {
                case READY, STAGED -> confirm();
                default -> finish(check.result());
            }
        }
        return exchange;
    }

    private void confirm() {
        confirm = new ConfirmCheck(database, branch, into, check.result());
        if (existing == 0 || refuseOlder) {
            confirm.refuseOlder(sourceReadAt);
        }
        if (existing == 0 && !ours() && checks == 1) {
            confirm.adopted(notes != null);
        }
        if (existing == 0 && !ours() && autoDeleteBranch) {
            confirm.autoDelete(checks == CHECKS);
        }
        phase = Phase.CONFIRM;
    }

    private ApiRequest<?> confirm(Instant now) throws ReleaseException {
        ApiRequest<?> exchange = drive(confirm, now);
        if (confirm.ended()) {
            if (confirm.result() || checks == CHECKS) {
                finish();
            } else {
                progress("The schema of \"" + into + "\" was changed while deploy request #" + openedNumber()
                        + " was checked: checking it again.");
                setting.targetChanged = confirm.targetChanged();
                adopt(openedNumber(), check.checked().url(), ours());
            }
        }
        return exchange;
    }

    private void finish() {
        result = check.result();
        end();
    }

    /** The number as soon as it is known, else 0: what an abort has to deal with. */
    public int openedNumber() {
        return check != null ? check.checked().number() : result == null ? 0 : result.number();
    }

    /** Whether a deploy request of this step may exist although its number is not known yet. */
    public boolean mayHaveOpened() {
        return attempts.possible();
    }

    /** Whether the deploy request whose number is known was opened by this operation rather than adopted. */
    public boolean ours() {
        return check != null && check.checked().ours();
    }

    /** It does not go on; a call may be under way. */
    public void giveUp() {
        attempts.givenUp();
    }

    /** Whether nothing can come of a call under way any more. */
    public boolean settled(Instant now) {
        return attempts.isSettled(now);
    }

    /** A search for the one that this operation may have opened. */
    public DeployRequestSearch searchForOwn() {
        return new DeployRequestSearch(database, branch, into, marker).includingClosed();
    }

    @Override
    public String makes() {
        return "a deploy request from \"" + branch + "\"" + (into == null ? "" : " into \"" + into + "\"") + " of "
                + database;
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
        if (check == null && existing != 0) {
            return "checking deploy request #" + existing;
        }
        return check == null
                ? "opening a deploy request from \"" + branch + "\"" + (into == null ? "" : " into \"" + into + "\"")
                : check.status(now);
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
