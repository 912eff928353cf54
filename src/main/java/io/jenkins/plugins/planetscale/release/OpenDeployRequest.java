package io.jenkins.plugins.planetscale.release;

import io.jenkins.plugins.planetscale.client.ApiCall;
import io.jenkins.plugins.planetscale.client.BranchCalls;
import io.jenkins.plugins.planetscale.client.DatabaseCalls;
import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.DeployRequestCalls;
import io.jenkins.plugins.planetscale.client.PlanetScaleException;
import io.jenkins.plugins.planetscale.client.RefusedException;
import io.jenkins.plugins.planetscale.client.model.Branch;
import io.jenkins.plugins.planetscale.client.model.Database;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.client.model.Page;
import io.jenkins.plugins.planetscale.client.model.SchemaDocument;
import io.jenkins.plugins.planetscale.client.model.StorageCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Opens a deploy request, or adopts the one that is open for the same two branches; waits for PlanetScale's deploy
 * check; shows the diff to the gates. Deploys nothing.
 */
public final class OpenDeployRequest extends Operation<CheckedDeployRequest> {
    private static final long serialVersionUID = 1L;
    private static final Duration REVIEW_PACE = Duration.ofSeconds(15);

    private enum Phase {
        DATABASE,
        TARGET,
        SOURCE,
        FIND,
        CHECK,
        DIFF,
        STORAGE,
        GATES,
        CLOSE_EMPTY
    }

    private final DatabaseRef database;
    private final String branch;
    private final String into;
    private final Marker marker;
    private String notes;
    private boolean autoDeleteBranch;
    private boolean waitForReview;
    private boolean instant;
    private Gates gates = new Gates();

    private Phase phase = Phase.DATABASE;
    private boolean reviewNeeded;
    private Instant branchMade;
    private Instant targetChanged;
    private boolean staleSchema;
    private DeployRequestSearch search;
    private boolean createSent;
    private transient boolean create;
    private DeployProgress progress;
    private String lastWords = "not looked at yet";
    private CheckedDeployRequest checked;
    private final ArrayList<Finding> findings = new ArrayList<>();
    private transient StorageCheck storage;
    private CheckedDeployRequest result;

    /** @param marker says which build opened it; the same after a restart of the same step */
    public OpenDeployRequest(DatabaseRef database, String branch, String into, Marker marker)
            throws InvalidInputException {
        this.database = Objects.requireNonNull(database);
        this.branch = BranchNames.check(branch, "The branch to deploy");
        this.into = BranchNames.check(into, "The branch to deploy into");
        this.marker = Objects.requireNonNull(marker);
        if (branch.equals(into)) {
            throw new InvalidInputException(
                    "Branch \"" + branch + "\" cannot be deployed into itself; name two different branches.");
        }
    }

    /** The author's notes; a line that names the build is added. */
    public OpenDeployRequest notes(String text) {
        notes = text;
        return this;
    }

    /** Lets PlanetScale delete the branch when the deploy request is through. */
    public OpenDeployRequest autoDeleteBranch(boolean value) {
        autoDeleteBranch = value;
        return this;
    }

    /** Waits for the review that the database demands; otherwise its absence is only reported. */
    public OpenDeployRequest waitForReview(boolean value) {
        waitForReview = value;
        return this;
    }

    /** Says that instant DDL will be used where possible, for the gates and for {@code revertible}. */
    public OpenDeployRequest instant(InstantDdl mode) {
        instant = mode != InstantDdl.NEVER;
        return this;
    }

    public OpenDeployRequest gates(Gates value) {
        gates = Objects.requireNonNull(value);
        return this;
    }

    @Override
    Exchange<?> step(Instant now) throws ReleaseException {
        return switch (phase) {
            case DATABASE -> Exchange.of(DatabaseCalls.get(database), this::database);
            case TARGET -> Exchange.of(BranchCalls.get(database, into), this::target);
            case SOURCE -> Exchange.of(BranchCalls.get(database, branch), this::source);
            case FIND -> create ? create() : Exchange.of(search.call(), this::found);
            case CHECK -> look();
            case DIFF -> Exchange.of(DeployRequestCalls.diff(database, number()), this::diff);
            case STORAGE -> Exchange.of(DeployRequestCalls.storageCheck(database, number()), this::storage);
            case GATES -> Exchange.of(DeployRequestCalls.get(database, number()), this::judge);
            case CLOSE_EMPTY -> closeEmpty();
        };
    }

    private void database(Database found, Instant now) throws InvalidInputException {
        if (!found.isMysql()) {
            throw new InvalidInputException("Database " + database + " is a " + found.kind()
                    + " database; PlanetScale has deploy requests for MySQL databases only. Nothing was changed.");
        }
        reviewNeeded = found.requireApprovalForDeploy();
        phase = Phase.TARGET;
    }

    private void target(Branch found, Instant now) throws InvalidInputException {
        if (!found.safeMigrations()) {
            throw new InvalidInputException("Branch \"" + into + "\" of " + database + " has no safe migrations, and"
                    + " PlanetScale deploys only into branches that have. Enable them on the branch's page"
                    + (found.htmlUrl() == null ? "" : " " + found.htmlUrl()) + ". Nothing was changed.");
        }
        targetChanged = found.schemaLastUpdatedAt();
        phase = Phase.SOURCE;
    }

    private void source(Branch found, Instant now) throws InvalidInputException {
        if (found.production()) {
            throw new InvalidInputException(
                    "Branch \"" + branch + "\" of " + database + " is a production branch; deploy"
                            + " requests start from development branches. Nothing was changed.");
        }
        branchMade = found.createdAt();
        staleSchema = found.staleSchema();
        search = newSearch();
        phase = Phase.FIND;
    }

    private void found(Page<DeployRequest> page, Instant now) throws ReleaseException {
        if (!search.take(page)) {
            return;
        }
        DeployRequestSearch.Hit hit = search.hit();
        if (hit == null) {
            create = true;
            search = newSearch(); // should the decision to create be lost, the search begins anew
            return;
        }
        if (hit.ours() && !hit.open()) {
            throw new DeploymentCancelledException("Deploy request #" + hit.number() + " of " + database
                    + ", which this step had opened, was closed by somebody else. Open a new one by running again.");
        }
        if (!hit.ours()) {
            say("Adopted deploy request #" + hit.number() + ", which is open from \"" + branch + "\" into \"" + into
                    + "\" already.");
        }
        adopt(hit.number(), hit.ours());
    }

    private DeployRequestSearch newSearch() {
        DeployRequestSearch anew = new DeployRequestSearch(database, branch, into, marker);
        return createSent ? anew.includingClosed() : anew;
    }

    private Exchange<?> create() {
        create = false;
        createSent = true;
        search = newSearch();
        return Exchange.of(
                        DeployRequestCalls.create(database, branch, into, marker.notes(notes), false, autoDeleteBranch),
                        (DeployRequest created, Instant now) -> {
                            say("Opened deploy request #" + created.number() + " from \"" + branch + "\" into \"" + into
                                    + "\": " + created.htmlUrl());
                            adopt(created.number(), true);
                            check(created, now);
                        })
                .on(RefusedException.class, this::createRefused);
    }

    /** Some versions of the API refuse an empty deploy request instead of opening it [F]. */
    private void createRefused(PlanetScaleException error, Instant now) throws CallFailedException {
        String reason = ((RefusedException) error).reason().toLowerCase(Locale.ROOT);
        if (!reason.contains("no schema changes") && !reason.contains("no changes")) {
            throw new CallFailedException("", error);
        }
        checked = new CheckedDeployRequest(0, null, false);
        finish(Outcome.NO_CHANGES);
    }

    private void adopt(int number, boolean ours) {
        checked = new CheckedDeployRequest(number, null, ours);
        progress = new DeployProgress(number);
        phase = Phase.CHECK;
    }

    private Exchange<?> look() {
        ApiCall<DeployRequest> call = DeployRequestCalls.get(database, number());
        return Exchange.of(call, this::check).reads(subject());
    }

    private void check(DeployRequest request, Instant now) throws ReleaseException {
        DeploymentState state = DeploymentState.of(request);
        progress.tell(request, state, now).forEach(this::say);
        lastWords = state.words();
        checked.url(request.htmlUrl());
        if (!request.isOpen() && state.stage() != DeploymentState.Stage.NO_CHANGES) {
            throw DeployEnds.lost(name(), request, state);
        }
        switch (state.stage()) {
            case CHECKING, UNKNOWN -> waitFor(Pace.of(request, state, now), now);
            case NO_CHANGES -> empty(request);
            case READY, RUNNING, STAGED -> phase = Phase.DIFF;
            case CUTTING_OVER, REVERTABLE, FINAL ->
                throw new GateRefusedException(name()
                        + " was deployed by somebody else while this step checked it; its gates were not evaluated. See "
                        + request.htmlUrl() + ".");
            default -> throw DeployEnds.lost(name(), request, state);
        }
    }

    private void empty(DeployRequest request) {
        if (request.isOpen() && checked.ours()) {
            phase = Phase.CLOSE_EMPTY;
        } else {
            finish(Outcome.NO_CHANGES);
        }
    }

    /** An empty deploy request that this step opened is of no use to anybody. */
    private Exchange<?> closeEmpty() {
        return Exchange.of(
                        DeployRequestCalls.close(database, number()),
                        (DeployRequest closed, Instant now) -> finish(Outcome.NO_CHANGES))
                .on(RefusedException.class, (error, now) -> finish(Outcome.NO_CHANGES));
    }

    private void diff(SchemaDocument diff, Instant now) {
        checked.diff(diff);
        phase = gates.needs(Gate.STORAGE) ? Phase.STORAGE : Phase.GATES;
    }

    private void storage(StorageCheck found, Instant now) {
        storage = found;
        phase = Phase.GATES;
    }

    private void judge(DeployRequest request, Instant now) throws ReleaseException {
        if (gates.needs(Gate.STORAGE) && storage == null) {
            phase = Phase.STORAGE; // its answer was lost with a restart
            return;
        }
        DeploymentState state = DeploymentState.of(request);
        if (state.stage() == DeploymentState.Stage.CHECKING) {
            phase = Phase.CHECK; // the branch was changed meanwhile and is checked anew
            return;
        }
        if (checked.changes().isEmpty()) {
            examine(request);
        }
        Gates.refuseErrors(name(), findings);
        if (reviewNeeded && !request.approved() && waitForReview && state == DeploymentState.READY) {
            if (!lastWords.equals("waiting for a review")) {
                say(name() + " needs an approving review before it can be deployed: " + request.htmlUrl());
                lastWords = "waiting for a review";
            }
            waitFor(REVIEW_PACE, now);
            return;
        }
        if (reviewNeeded && !request.approved()) {
            say(name() + " needs an approving review before it can be deployed: " + request.htmlUrl());
        }
        finish(state == DeploymentState.PENDING_CUTOVER ? Outcome.STAGED : Outcome.READY);
    }

    private void examine(DeployRequest request) {
        boolean byInstant =
                instant && request.deployment() != null && request.deployment().instantDdlEligible();
        checked.changes(Change.of(request), !byInstant);
        List<Finding> found = gates.evaluate(new Gates.Evidence(
                request, checked.changes(), storage, staleSchema, branchMade, targetChanged, byInstant));
        findings.clear();
        findings.addAll(found);
        found.forEach(finding -> say(finding.toString()));
    }

    private void finish(Outcome outcome) {
        checked.findings(findings);
        checked.outcome(outcome);
        result = checked;
        end();
    }

    DatabaseRef database() {
        return database;
    }

    /** Whether this operation opened it, rather than adopted it. */
    boolean ours() {
        return checked != null && checked.ours();
    }

    FindOwnDeployRequest findOwn() {
        return new FindOwnDeployRequest(database, branch, into, marker);
    }

    private int number() {
        return checked.number();
    }

    private String name() {
        return "Deploy request #" + number() + " of " + database;
    }

    /** The number as soon as it is known, else 0: what an abort has to deal with. */
    public int openedNumber() {
        return checked == null ? 0 : checked.number();
    }

    /** Whether a deploy request of this step may exist although its number is not known yet. */
    public boolean mayHaveOpened() {
        return createSent;
    }

    @Override
    Subject subject() {
        return checked == null ? null : Subject.deployRequest(database, number());
    }

    @Override
    public CheckedDeployRequest result() {
        return result;
    }

    @Override
    public String status(Instant now) {
        return checked == null
                ? "opening a deploy request from \"" + branch + "\" into \"" + into + "\""
                : "deploy request #" + number() + " is " + lastWords;
    }
}
