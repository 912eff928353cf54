package io.jenkins.plugins.planetscale.release.check;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.api.DeployRequestCalls;
import io.jenkins.plugins.planetscale.client.error.NotFoundException;
import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import io.jenkins.plugins.planetscale.client.error.RefusedException;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import io.jenkins.plugins.planetscale.release.CallFailedException;
import io.jenkins.plugins.planetscale.release.DeploymentFailedException;
import io.jenkins.plugins.planetscale.release.GateRefusedException;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.ResourceRef;
import io.jenkins.plugins.planetscale.release.gate.Gates;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The second half of {@link OpenDeployRequest}: waits for PlanetScale's deploy check, {@linkplain EvaluateGates
 * evaluates the gates}, and waits for a review if wanted. Starts over when the branch changes meanwhile.
 */
final class CheckDeployRequest extends Operation<CheckedDeployRequest> {
    private static final long serialVersionUID = 1L;
    private static final Duration REVIEW_PACE = Duration.ofSeconds(15);

    private enum Phase {
        CHECK,
        EVIDENCE,
        GATES,
        CLOSE_EMPTY
    }

    private final DatabaseRef database;
    private final CheckedDeployRequest checked;
    private final CheckOptions setting;
    private final DeployProgress progress;
    private final UnknownStateTimeout unknown = new UnknownStateTimeout();
    private final UnlistedStatementsTimeout unlisted = new UnlistedStatementsTimeout();
    private final StaleReadFilter order = new StaleReadFilter();

    private Phase phase = Phase.CHECK;
    private final NoChangeConfirmation secondLook = new NoChangeConfirmation();
    private String branch;
    private String lastWords = "not looked at yet";
    private String standing;
    private boolean reviewTold;
    private EvaluateGates evaluation;
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
    protected ApiRequest<?> step(Instant now) throws ReleaseException {
        if (evaluation != null && evaluation.isLost() && phase != Phase.CLOSE_EMPTY) {
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
            case EVIDENCE -> evidence(now);
            case GATES ->
                ApiRequest.of(DeployRequestCalls.get(database, number()), this::evaluate)
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
        progress.lines(request, state, now).forEach(this::progress);
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
                        + DeployFailures.seeUrl(request));
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
                    + request.branch() + "\" and run planetscaleDeployRequest again." + DeployFailures.seeUrl(request));
        }
    }

    private void open(DeployRequest request, DeploymentState state, Instant now) throws ReleaseException {
        if (!request.isOpen()) {
            throw DeployFailures.closed(name(), request, state);
        }
        if (state == DeploymentState.UNKNOWN) {
            unknown.tolerate(name(), request, now);
        }
        if (state.stage() != DeploymentState.Stage.CHECKING) {
            secondLook.reset();
        }
        if (state.isTransient() && state.stage() != DeploymentState.Stage.RUNNING) {
            PollInterval interval = PollInterval.of(request, state, now);
            waitForChange(interval.urgency(), interval.pause(), now);
        } else {
            evaluation = new EvaluateGates(database, checked, setting, order, request);
            phase = Phase.EVIDENCE;
        }
    }

    private void empty(DeployRequest request, Instant now) {
        if (request.isOpen() && secondLook.isFirst()) {
            progress("PlanetScale sees no change in \"" + branch
                    + "\". What a migration did can appear some seconds late," + " so the step looks again.");
        }
        if (request.isOpen() && !secondLook.believes(now)) {
            waitFor(NoChangeConfirmation.PACE, now);
        } else if (request.isOpen() && checked.isOwn()) {
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

    private ApiRequest<?> evidence(Instant now) throws ReleaseException {
        ApiRequest<?> exchange = step(evaluation, now);
        if (evaluation.ended()) {
            phase = Phase.GATES;
        }
        return exchange;
    }

    private void evaluate(DeployRequest request, Instant now) throws ReleaseException {
        DeploymentState state = DeploymentState.of(request);
        if (!order.isBelieved(state, now)) {
            waitFor(StaleReadFilter.PACE, now);
            return;
        }
        boolean same = evaluation.isOf(request);
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
            unlisted.tolerate(name(), request, now);
            waitFor(UnlistedStatementsTimeout.PACE, now);
            return;
        }
        unlisted.reset();
        evaluation.evaluate(request);
        evaluation.drainProgress().forEach(this::progress);
        Gates.refuseErrors(name(), request, checked.findings());
        boolean reviewMissing = setting.reviewNeeded && !request.approved() && state == DeploymentState.READY;
        if (reviewMissing && !reviewTold) {
            progress(name() + " needs an approving review before it can be deployed." + DeployFailures.seeUrl(request));
            reviewTold = true;
        }
        if (reviewMissing && setting.waitForReview) {
            lastWords = "waiting for a review";
            waitFor(REVIEW_PACE, now);
            return;
        }
        finish(state == DeploymentState.PENDING_CUTOVER ? Outcome.STAGED : Outcome.READY);
    }

    private void finish(Outcome outcome) {
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
        return evaluation != null && evaluation.evaluated();
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
