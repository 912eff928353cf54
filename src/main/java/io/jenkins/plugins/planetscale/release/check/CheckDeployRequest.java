package io.jenkins.plugins.planetscale.release.check;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.api.BranchCalls;
import io.jenkins.plugins.planetscale.client.api.DeployRequestCalls;
import io.jenkins.plugins.planetscale.client.error.NotFoundException;
import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import io.jenkins.plugins.planetscale.client.error.RefusedException;
import io.jenkins.plugins.planetscale.client.model.Branch;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.client.model.SchemaDocument;
import io.jenkins.plugins.planetscale.client.model.StorageCheck;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import io.jenkins.plugins.planetscale.release.CallFailedException;
import io.jenkins.plugins.planetscale.release.DeploymentFailedException;
import io.jenkins.plugins.planetscale.release.GateRefusedException;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.ResourceRef;
import io.jenkins.plugins.planetscale.release.gate.Gate;
import io.jenkins.plugins.planetscale.release.gate.GateFinding;
import io.jenkins.plugins.planetscale.release.gate.Gates;
import io.jenkins.plugins.planetscale.release.gate.StaleBase;
import io.jenkins.plugins.planetscale.release.request.DeployFailures;
import io.jenkins.plugins.planetscale.release.request.DeployProgress;
import io.jenkins.plugins.planetscale.release.request.NoChangeConfirmation;
import io.jenkins.plugins.planetscale.release.request.PollInterval;
import io.jenkins.plugins.planetscale.release.request.StaleReadFilter;
import io.jenkins.plugins.planetscale.release.request.UnknownStateTimeout;
import io.jenkins.plugins.planetscale.release.state.Change;
import io.jenkins.plugins.planetscale.release.state.DeploymentState;
import io.jenkins.plugins.planetscale.release.state.LintFinding;
import io.jenkins.plugins.planetscale.release.state.Outcome;
import io.jenkins.plugins.planetscale.release.state.Standing;
import io.jenkins.plugins.planetscale.release.state.TableNames;
import io.jenkins.plugins.planetscale.release.tables.ChangedTable;
import io.jenkins.plugins.planetscale.release.tables.DiffText;
import io.jenkins.plugins.planetscale.release.tables.SchemaLookup;
import io.jenkins.plugins.planetscale.release.tables.TargetHistory;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The second half of {@link OpenDeployRequest}: waits for PlanetScale's deploy check, shows diff, storage, schemas and the
 * target's history to the gates, waits for a review. Whenever the branch is changed meanwhile, everything is checked anew.
 */
final class CheckDeployRequest extends Operation<CheckedDeployRequest> {
    private static final long serialVersionUID = 1L;
    private static final Duration REVIEW_PACE = Duration.ofSeconds(15);

    private static final Duration UNLISTED = Duration.ofMinutes(1);

    private enum Phase {
        CHECK,
        SOURCE,
        TARGET,
        DIFF,
        STORAGE,
        SCHEMAS,
        HISTORY,
        GATES,
        CLOSE_EMPTY
    }

    /** What is wanted of it, and what is known before it is looked at; the branches are read where they were not. */
    static final class CheckOptions implements Serializable {
        private static final long serialVersionUID = 1L;

        Gates gates = new Gates();
        boolean instant;
        boolean waitForReview;
        boolean reviewNeeded;
        boolean staleSchema;
        boolean branchesRead;
        String branchId;
        Instant targetChanged;
        private Instant branchMade;
        private String branchParent;

        /** What the branch says of itself. */
        void source(Branch found) {
            branchId = found.id();
            // the schema of a restored branch is as old as its backup, of which PlanetScale does not say the age
            branchMade = found.restored() ? null : found.createdAt();
            branchParent = found.parentBranch();
            staleSchema = !Boolean.FALSE.equals(found.staleSchema());
        }

        /**
         * When the branch had the schema of that target for sure; null where that is not known: one that was made from
         * another branch got that one's schema, however old that is.
         */
        Instant base(String into) {
            return branchParent != null && branchParent.equals(into) ? branchMade : null;
        }
    }

    private final DatabaseRef database;
    private final CheckedDeployRequest checked;
    private final CheckOptions setting;
    private final DeployProgress progress;
    private final UnknownStateTimeout unknown = new UnknownStateTimeout();
    private final StaleReadFilter order = new StaleReadFilter();

    private Phase phase = Phase.CHECK;
    private final NoChangeConfirmation secondLook = new NoChangeConfirmation();
    private String branch;
    private String lastWords = "not looked at yet";
    private String standing;
    private boolean examined;
    private Instant unlisted;
    private boolean reviewTold;
    private final ArrayList<GateFinding> findings = new ArrayList<>();
    private transient DeployRequest looked;
    private transient StorageCheck storage;
    private transient SchemaLookup schemas;
    private transient TargetHistory history;
    private CheckedDeployRequest result;

    CheckDeployRequest(DatabaseRef database, CheckedDeployRequest opened, CheckOptions setting) {
        this.database = database;
        this.checked = opened;
        this.setting = setting;
        this.progress = new DeployProgress(opened.number());
        opened.targetChanged(setting.targetChanged);
        opened.gates(setting.gates);
    }

    @Override
    protected ApiRequest<?> step(Instant now) {
        if (looked == null && phase != Phase.CLOSE_EMPTY && !examined) {
            phase = Phase.CHECK; // what was read was lost with a restart
        }
        ApiRequest<?> refresh = phase == Phase.CHECK ? secondLook.refreshing(database, branch) : null;
        if (refresh != null) {
            return refresh;
        }
        return switch (phase) {
            case CHECK ->
                ApiRequest.of(DeployRequestCalls.get(database, number()), this::check)
                        .reads(subject())
                        .on(NotFoundException.class, this::missing);
            case SOURCE ->
                ApiRequest.of(BranchCalls.get(database, looked.branch()), this::source)
                        .on(NotFoundException.class, this::noSource);
            case TARGET -> ApiRequest.of(BranchCalls.get(database, looked.intoBranch()), this::target);
            case DIFF ->
                ApiRequest.of(DeployRequestCalls.diff(database, number()), this::diff)
                        .on(NotFoundException.class, this::noDiff);
            case STORAGE ->
                ApiRequest.of(DeployRequestCalls.storageCheck(database, number()), this::storage)
                        .on(NotFoundException.class, this::missing);
            case SCHEMAS -> schemas();
            case HISTORY -> history(now);
            case GATES ->
                ApiRequest.of(DeployRequestCalls.get(database, number()), this::judge)
                        .on(NotFoundException.class, this::missing);
            case CLOSE_EMPTY -> closeEmpty();
        };
    }

    /** One that was just opened may not show yet. */
    private void missing(PlanetScaleException error, Instant now) throws CallFailedException {
        if (!order.mayBeMissing(now)) {
            throw new CallFailedException("", error);
        }
        waitFor(StaleReadFilter.PACE, now);
    }

    void check(DeployRequest request, Instant now) throws ReleaseException {
        DeploymentState state = DeploymentState.of(request);
        if (!order.isBelieved(state, now)) {
            waitFor(StaleReadFilter.PACE, now);
            return;
        }
        observed(request, now);
        progress.tell(request, state, now).forEach(this::progress);
        lastWords = state.describe();
        standing = Standing.of(request);
        checked.url(request.htmlUrl());
        branch = request.branch();
        if (state != DeploymentState.UNKNOWN) {
            unknown.reset();
        }
        switch (state.stage()) {
            case CUTTING_OVER, REVERTABLE, FINAL ->
                throw new GateRefusedException(name()
                        + " was deployed by somebody else while this step checked it; its gates were not evaluated."
                        + DeployFailures.see(request));
            case NO_CHANGES -> empty(request, now);
            case CHECKING, READY, RUNNING, STAGED, UNKNOWN -> open(request, state, now);
            default -> {
                if (state.stage() == DeploymentState.Stage.CHECK_FAILED) {
                    refuseLint(request);
                }
                throw DeployFailures.terminalFailure(name(), request, state);
            }
        }
    }

    /** PlanetScale does not deploy what its linter refuses: no gate can let it pass, so the gate is not asked. */
    private void refuseLint(DeployRequest request) throws DeploymentFailedException {
        List<String> errors = request.deployment() == null
                ? List.of()
                : request.deployment().lintErrors().stream()
                        .map(error -> "- " + LintFinding.describe(error, TableNames.of(request)))
                        .distinct()
                        .toList();
        if (!errors.isEmpty()) {
            throw new DeploymentFailedException(name()
                    + " failed PlanetScale's deploy check: its schema linter refuses it,"
                    + " whatever the gate \"lint\" says. Nothing was deployed:\n" + String.join("\n", errors)
                    + "\nCorrect branch \""
                    + request.branch() + "\" and run planetscaleDeployRequest again." + DeployFailures.see(request));
        }
    }

    private void open(DeployRequest request, DeploymentState state, Instant now) throws ReleaseException {
        if (!request.isOpen()) {
            throw DeployFailures.closed(name(), request, state);
        }
        if (state == DeploymentState.UNKNOWN) {
            unknown.bear(name(), request, now);
        }
        if (state.stage() != DeploymentState.Stage.CHECKING) {
            secondLook.reset();
        }
        if (state.passing() && state.stage() != DeploymentState.Stage.RUNNING) {
            waitFor(PollInterval.of(request, state, now), now);
        } else {
            examined = false;
            looked = request;
            storage = null;
            schemas = null;
            history = null;
            phase = setting.branchesRead ? Phase.DIFF : Phase.SOURCE;
        }
    }

    private void empty(DeployRequest request, Instant now) {
        if (request.isOpen() && secondLook.isFirst()) {
            progress("PlanetScale sees no change in \"" + branch
                    + "\". What a migration did can appear some seconds late," + " so the step looks again.");
        }
        if (request.isOpen() && !secondLook.believes(now)) {
            waitFor(NoChangeConfirmation.PACE, now);
        } else if (request.isOpen() && checked.ours()) {
            phase = Phase.CLOSE_EMPTY;
        } else {
            finish(Outcome.NO_CHANGES);
        }
    }

    /** An empty deploy request that this step opened is of no use to anybody. */
    private ApiRequest<?> closeEmpty() {
        return ApiRequest.of(
                        DeployRequestCalls.close(database, number()),
                        (DeployRequest closed, Instant now) -> finish(Outcome.NO_CHANGES))
                .on(RefusedException.class, this::notClosed);
    }

    private void notClosed(PlanetScaleException error, Instant now) {
        progress("Deploy request #" + number() + " is empty but cannot be closed: "
                + ((RefusedException) error).reason());
        finish(Outcome.NO_CHANGES);
    }

    private void source(Branch found, Instant now) {
        setting.source(found);
        phase = Phase.TARGET;
    }

    /** A branch can be deleted as soon as its deploy request is queued; what it changes is in the statements. */
    private void noSource(PlanetScaleException error, Instant now) {
        progress("Branch \"" + looked.branch() + "\" cannot be read; the gates check the statements alone.");
        phase = Phase.TARGET;
    }

    private void target(Branch found, Instant now) {
        setting.targetChanged = found.schemaLastUpdatedAt();
        setting.branchesRead = true;
        checked.targetChanged(setting.targetChanged);
        phase = Phase.DIFF;
    }

    private void diff(SchemaDocument diff, Instant now) {
        checked.diff(diff);
        gather();
    }

    /** Goes on to what the gates still have to know. */
    private void gather() {
        if (setting.gates.needs(Gate.STORAGE) && storage == null) {
            phase = Phase.STORAGE;
        } else if (setting.gates.needSchemas() && (schemas == null || !schemas.isDone())) {
            phase = Phase.SCHEMAS;
        } else if (needsHistory() && (history == null || !history.isDone())) {
            phase = Phase.HISTORY;
        } else {
            phase = Phase.GATES;
        }
    }

    private boolean needsHistory() {
        return setting.gates.needs(Gate.STALE_BASE)
                && StaleBase.isPossible(
                        ChangedTable.of(Change.of(looked), schemas),
                        setting.staleSchema,
                        setting.base(looked.intoBranch()),
                        setting.targetChanged);
    }

    private ApiRequest<?> schemas() {
        if (schemas == null) {
            schemas = new SchemaLookup(database, looked.intoBranch(), looked.branch(), Change.of(looked));
        }
        if (schemas.isDone()) {
            gather();
            return null;
        }
        return schemas.exchange();
    }

    private ApiRequest<?> history(Instant now) {
        if (history == null) {
            history = new TargetHistory(database, looked, setting.branchId, setting.base(looked.intoBranch()));
        }
        if (history.isDone()) {
            gather();
            return null;
        }
        return history.exchange(now);
    }

    /** The call is undocumented and may go; the gates look at the statements, which are documented. */
    private void noDiff(PlanetScaleException error, Instant now) {
        if (order.mayBeMissing(now)) {
            waitFor(StaleReadFilter.PACE, now);
            return;
        }
        progress(
                "PlanetScale shows no diff of deploy request #" + number() + "; the gates check its statements alone.");
        diff(new SchemaDocument(List.of()), now);
    }

    private void storage(StorageCheck found, Instant now) {
        storage = found;
        gather();
    }

    private void judge(DeployRequest request, Instant now) throws ReleaseException {
        DeploymentState state = DeploymentState.of(request);
        if (!order.isBelieved(state, now)) {
            waitFor(StaleReadFilter.PACE, now);
            return;
        }
        boolean same = Change.same(examined ? checked.changes() : Change.of(looked), Change.of(request));
        boolean steady =
                switch (state.stage()) {
                    case READY, RUNNING, STAGED -> request.isOpen();
                    default -> false;
                };
        if (!same || !steady) {
            phase = Phase.CHECK; // what was judged is no longer what would be deployed
            check(request, now);
            return;
        }
        if (Change.of(request).isEmpty()) {
            awaitStatements(request, now);
            return;
        }
        unlisted = null;
        if (!examined) {
            examine(request);
        }
        Gates.refuseErrors(name(), request, findings);
        boolean reviewMissing = setting.reviewNeeded && !request.approved() && state == DeploymentState.READY;
        if (reviewMissing && !reviewTold) {
            progress(name() + " needs an approving review before it can be deployed." + DeployFailures.see(request));
            reviewTold = true;
        }
        if (reviewMissing && setting.waitForReview) {
            lastWords = "waiting for a review";
            waitFor(REVIEW_PACE, now);
            return;
        }
        finish(state == DeploymentState.PENDING_CUTOVER ? Outcome.STAGED : Outcome.READY);
    }

    /** No statements are no finding of "nothing to find": the gates have not seen what would go live. */
    private void awaitStatements(DeployRequest request, Instant now) throws GateRefusedException {
        if (unlisted == null) {
            unlisted = now;
        } else if (!now.isBefore(unlisted.plus(UNLISTED))) {
            throw new GateRefusedException(
                    name() + " is refused: PlanetScale says that it changes something and lists no statements, so that"
                            + " no gate can see what would go live; " + Standing.of(request) + ". "
                            + Standing.howToStop(request) + "Look at it there; if it is"
                            + " right, deploy it there, or with planetscaleApply and ifUnchecked: 'apply'."
                            + DeployFailures.see(request));
        }
        waitFor(Duration.ofSeconds(5), now);
    }

    private void examine(DeployRequest request) {
        boolean byInstant = setting.instant
                && request.deployment() != null
                && request.deployment().instantDdlEligible();
        checked.changes(Change.of(request), !byInstant);
        List<GateFinding> found = setting.gates.evaluate(new Gates.Evidence(
                request,
                ChangedTable.of(checked.changes(), schemas),
                schemas,
                storage,
                history,
                setting.staleSchema,
                setting.targetChanged,
                byInstant));
        findings.clear();
        findings.addAll(found);
        checked.findings(findings);
        DiffText.lines(checked.diff(), request.htmlUrl()).forEach(this::progress);
        found.forEach(finding -> progress(finding.toString()));
        examined = true;
    }

    private void finish(Outcome outcome) {
        checked.findings(findings);
        checked.outcome(outcome);
        result = checked;
        end();
    }

    /** How the deploy request stood when it was looked at last, as the beginning of a sentence. */
    String standing() {
        return standing == null
                ? "Nothing was deployed"
                : Character.toUpperCase(standing.charAt(0)) + standing.substring(1);
    }

    /** Whether diff and findings are there, good or bad. */
    boolean examined() {
        return examined;
    }

    CheckedDeployRequest checked() {
        return checked;
    }

    private int number() {
        return checked.number();
    }

    private String name() {
        return "Deploy request #" + number() + " of " + database;
    }

    @Override
    protected ResourceRef subject() {
        return ResourceRef.deployRequest(database, number());
    }

    @Override
    public CheckedDeployRequest result() {
        return result;
    }

    @Override
    public String status(Instant now) {
        return "deploy request #" + number() + " is " + lastWords;
    }
}
