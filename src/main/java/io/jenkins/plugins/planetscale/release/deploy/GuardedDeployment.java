package io.jenkins.plugins.planetscale.release.deploy;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.error.RefusedException;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.client.model.Deployment;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import io.jenkins.plugins.planetscale.release.GateRefusedException;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.gate.ReviewedChange;
import io.jenkins.plugins.planetscale.release.request.AutoCutoverHold;
import io.jenkins.plugins.planetscale.release.request.DeployFailures;
import io.jenkins.plugins.planetscale.release.request.DeployRequestOperation;
import io.jenkins.plugins.planetscale.release.request.DeployResult;
import io.jenkins.plugins.planetscale.release.request.Effect;
import io.jenkins.plugins.planetscale.release.state.Change;
import io.jenkins.plugins.planetscale.release.state.DeploymentState;
import java.time.Duration;
import java.time.Instant;

/**
 * The preconditions of each effect of a deployment. While it must not cut over by itself, auto-apply is read back at
 * every poll, and switched off where it is on (invariant I4). What is deployed and cut over is what was reviewed, into
 * the target as it was then. Where a precondition cannot be met any more, the deployment is cancelled before the
 * operation fails.
 */
abstract class GuardedDeployment extends DeployRequestOperation<DeployResult> {
    private static final long serialVersionUID = 1L;

    private static final Duration UNREADABLE = Duration.ofSeconds(30);

    private final AutoCutoverHold hold = new AutoCutoverHold();
    private final SchemaPrecondition expected = new SchemaPrecondition(name());
    private final LateBranchChange late = new LateBranchChange();
    private boolean deploySent;
    private Instant withoutDeployment;
    private String giveUpReason;

    GuardedDeployment(DatabaseRef database, int number) throws InvalidInputException {
        super(database, number);
    }

    /** Whether it has to stay at its gate for now. */
    abstract boolean gated();

    /** Deploys and cuts over only what the gates have seen, into the target as it was then. */
    final void mustBeAsChecked(ReviewedChange checked) {
        expected.checked(checked);
    }

    /** Cuts over only what a person was shown, into the target as it was then. */
    final void expectShown(ReviewedChange seen) {
        expected.shown(seen);
    }

    /** Whether PlanetScale must not cut over by itself: what was seen is compared once more before that. */
    final boolean mustBeHeld() {
        return gated() || expected.isAny();
    }

    /** A missing value may mean "by itself": what is not read back as off is not trusted (invariant I4). */
    static boolean cutsOverByItself(Deployment deployment) {
        return deployment != null && !Boolean.FALSE.equals(deployment.autoCutover());
    }

    /** Called after every poll; whether it is given up, so that there is nothing else to do. */
    final boolean isGivingUp(DeployRequest request, DeploymentState state, Instant now) throws GateRefusedException {
        if (request.deployment() != null && !cutsOverByItself(request.deployment())) {
            hold.confirmed();
        }
        if (giveUpReason == null) {
            return false;
        }
        giveUp(request, state, now);
        return true;
    }

    /**
     * Refuses what holds other statements than were seen; whether it is given up for them. At the gate, too: the branch may
     * have been changed after the last poll before the deployment was sent.
     */
    final boolean refusesOtherChanges(DeployRequest request, DeploymentState state, Instant now)
            throws GateRefusedException {
        boolean running = state.stage() == DeploymentState.Stage.RUNNING;
        boolean goesLive = (running || state.stage() == DeploymentState.Stage.STAGED)
                && deploySent
                && request.deployment() != null
                && (cutsOverByItself(request.deployment())
                        || request.deployment().instantDdl());
        if (goesLive) {
            String other = otherChanges(request);
            if (other != null) {
                giveUp(other, request, state, now);
                return true;
            }
        }
        switch (state.stage()) {
            case READY, STAGED -> expected.refuseOtherChanges(request);
            case RUNNING -> {
                if (!deploySent) {
                    expected.refuseOtherChanges(request);
                }
            }
            case REVERTABLE, FINAL -> refuseLive(request);
            default -> {}
        }
        return false;
    }

    /** Somebody else has cut it over with statements that passed no gate: this must not pass for a success. */
    private void refuseLive(DeployRequest request) throws GateRefusedException {
        String other = Change.of(request).isEmpty() ? null : otherChanges(request);
        if (other != null) {
            throw new GateRefusedException(
                    other + " It is live nevertheless: somebody else deployed it. Check that this"
                            + " is what you want, or use planetscaleRevert deployRequest: " + number() + "."
                            + DeployFailures.seeUrl(request));
        }
    }

    /** In what it differs from what was seen, as sentences; null for nothing that can be compared. */
    final String otherChanges(DeployRequest request) {
        return expected.otherChanges(request);
    }

    /**
     * Deploys it if the target is as it was seen; otherwise the next poll decides.
     *
     * @param shownLater whether a person is shown it at the gate, from which it is compared
     */
    final void deployAsSeen(Effect effect, DeployRequest request, boolean shownLater, Instant now)
            throws GateRefusedException {
        if (!shownLater) {
            expected.warnIfNothingExpected(request, this::progress);
        }
        if (isMet(request, now)) {
            deploySent |= perform(effect);
        }
    }

    /** Cuts it over if the target is as it was seen. Just after it was sent, that may already show our own change. */
    final void cutOverAsSeen(DeployRequest request, Instant now) throws GateRefusedException {
        if (request.deployment() == null) {
            awaitDeployment(request, now);
            return;
        }
        withoutDeployment = null;
        if (isJustSent(Effect.CUT_OVER)) {
            perform(Effect.CUT_OVER);
            return;
        }
        if (!late.isDone(request, LateBranchChange.Occasion.CUTOVER)) {
            return;
        }
        expected.warnIfNothingExpected(request, this::progress);
        if (isMet(request, now)) {
            perform(Effect.CUT_OVER);
        }
    }

    /** Whether a person may be asked: what goes with the branch is told, and the target is as it was seen. */
    final boolean mayBeShown(DeployRequest request, Instant now) throws GateRefusedException {
        return late.isDone(request, LateBranchChange.Occasion.GATE) && isMet(request, now);
    }

    /** Nothing is cut over that cannot be looked at. */
    private void awaitDeployment(DeployRequest request, Instant now) throws GateRefusedException {
        if (withoutDeployment == null) {
            withoutDeployment = now;
        } else if (!now.isBefore(withoutDeployment.plus(UNREADABLE))) {
            throw new GateRefusedException(name()
                    + " was not cut over: PlanetScale does not show its deployment, so that its statements"
                    + " cannot be compared with what was checked. It is still staged. Look at it there, then"
                    + " run planetscaleApply deployRequest: " + number() + " again." + DeployFailures.seeUrl(request));
        }
        waitFor(Duration.ofSeconds(5), now);
    }

    /** Instant DDL stops at no gate: while others are deployed before it, is the time to see what they change. */
    final boolean isAsSeenInQueue(DeployRequest request, DeploymentState state, Instant now)
            throws GateRefusedException {
        if (!deploySent || state != DeploymentState.QUEUED) {
            return true;
        }
        try {
            return isMet(request, now);
        } catch (GateRefusedException refused) {
            giveUp(
                    name() + " would be deployed by instant DDL, which has no gate: " + expected.changedMeanwhile(),
                    request,
                    state,
                    now);
            return false;
        }
    }

    /** Whether the target is as it was seen. Where that is to be read first, the next poll comes after it. */
    final boolean isMet(DeployRequest request, Instant now) throws GateRefusedException {
        boolean met = expected.isMet(request, now, this::progress);
        Duration pause = expected.pause();
        if (pause != null) {
            waitFor(pause, now);
        }
        return met;
    }

    /** What was read of the target is good for one poll only. */
    final void used() {
        expected.used();
    }

    @Override
    protected ApiRequest<?> before() {
        ApiRequest<?> branch = late.reading(database(), this::progress);
        return branch != null ? branch : expected.reading(database());
    }

    /** Switches auto-apply off, or gives the deployment up where that cannot be had. */
    final void holdCutover(DeployRequest request, DeploymentState state, Instant now) throws GateRefusedException {
        if (hold.isLost(now)) {
            giveUp(
                    name() + " would cut over by itself: PlanetScale does not switch auto-apply off.",
                    request,
                    state,
                    now);
        } else if (hold.isFresh()) {
            performAgain(Effect.HOLD_CUTOVER); // it was off in between: there are seconds until PlanetScale cuts over
        } else {
            perform(Effect.HOLD_CUTOVER);
        }
    }

    @Override
    protected final void onEffectAccepted(Effect effect) {
        if (effect == Effect.HOLD_CUTOVER) {
            hold.answered();
        }
    }

    @Override
    protected final boolean toleratesMissing(Effect effect) {
        boolean holding = effect == Effect.HOLD_CUTOVER;
        if (holding) {
            hold.refused();
        }
        return holding;
    }

    @Override
    protected final void onEffectFailed(Effect effect, Instant now) {
        if (effect == Effect.HOLD_CUTOVER) {
            hold.failed(now);
        }
    }

    @Override
    protected boolean tolerates(RefusedException refused, DeployRequest request, DeploymentState state)
            throws ReleaseException {
        boolean holding = refusedEffect() == Effect.HOLD_CUTOVER && giveUpReason == null;
        if (holding) {
            hold.refused();
        }
        return holding;
    }

    /** Gives it up for a reason that is a sentence. */
    final void giveUp(String why, DeployRequest request, DeploymentState state, Instant now)
            throws GateRefusedException {
        giveUpReason = why;
        giveUp(request, state, now);
    }

    /** Gives up, but not before the deployment is cancelled: PlanetScale would go live by itself. */
    private void giveUp(DeployRequest request, DeploymentState state, Instant now) throws GateRefusedException {
        switch (state.stage()) {
            case RUNNING, STAGED -> {
                if (perform(Effect.CANCEL)) {
                    progress(giveUpReason + " Cancelling its deployment.");
                }
            }
            case CANCELLING, CUTTING_OVER, UNKNOWN -> pollAgain(request, state, now);
            case REVERTABLE, FINAL ->
                throw new GateRefusedException(
                        giveUpReason + " It went live before it could be cancelled. Check that this is"
                                + " what you want, or use planetscaleRevert deployRequest: " + number() + "."
                                + DeployFailures.seeUrl(request));
            case CANCELLED ->
                throw new GateRefusedException(giveUpReason + " Its deployment was cancelled; \"" + request.intoBranch()
                        + "\" has its old schema. Run planetscaleDeployRequest again."
                        + DeployFailures.seeUrl(request));
            default ->
                throw new GateRefusedException(
                        giveUpReason + " Nothing was deployed. Switch auto-apply off on the deploy"
                                + " request's page, then run again." + DeployFailures.seeUrl(request));
        }
    }
}
