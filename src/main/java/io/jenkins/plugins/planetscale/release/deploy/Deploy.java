package io.jenkins.plugins.planetscale.release.deploy;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.error.RefusedException;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.client.model.Deployment;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.check.CheckedDeployRequest;
import io.jenkins.plugins.planetscale.release.gate.InstantDdl;
import io.jenkins.plugins.planetscale.release.gate.ReviewedChange;
import io.jenkins.plugins.planetscale.release.request.DeployFailures;
import io.jenkins.plugins.planetscale.release.request.DeployResult;
import io.jenkins.plugins.planetscale.release.request.Effect;
import io.jenkins.plugins.planetscale.release.request.QueuePlace;
import io.jenkins.plugins.planetscale.release.state.DeploymentState;
import io.jenkins.plugins.planetscale.release.state.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * Brings a checked deploy request to its gate ({@link #stage}) or live ({@link #apply}): performs the next effect for
 * each state, and waits at the gate for an approval where one is needed. Its effects are guarded, see {@link
 * GuardedDeployment}.
 */
public final class Deploy extends GuardedDeployment {
    private static final long serialVersionUID = 1L;

    private final boolean live;
    private final InstantDeployment instant = new InstantDeployment();
    private final ApprovalWait approval = new ApprovalWait();
    private final DeployReadiness deployability = new DeployReadiness();
    private final ForceCutoverTimer cutover = new ForceCutoverTimer();
    private final DeployQueueWait queue = new DeployQueueWait();
    /** Not persisted: much can happen while Jenkins is down, so it is compared anew. */
    private transient boolean comparedAtGate;

    private DeployResult result;

    private Deploy(DatabaseRef database, int number, boolean live) throws InvalidInputException {
        super(database, number);
        this.live = live;
    }

    /** Deploys up to the gate: all rows copied, the old schema still live. Ends {@code STAGED}. */
    public static Deploy stage(DatabaseRef database, int number) throws InvalidInputException {
        return new Deploy(database, number, false);
    }

    /** Deploys, waits for an approval if {@link #approvalNeeded} was called, cuts over. Ends {@code APPLIED}. */
    public static Deploy apply(DatabaseRef database, int number) throws InvalidInputException {
        return new Deploy(database, number, true);
    }

    /** Allows or demands instant DDL; refused together with a gate. */
    public Deploy instant(InstantDdl mode) throws InvalidInputException {
        instant.mode(mode);
        instant.refuseGate(hasGate());
        return this;
    }

    /** Holds at the gate until {@link #approve}. */
    public Deploy approvalNeeded() throws InvalidInputException {
        approval.need();
        instant.refuseGate(hasGate());
        return this;
    }

    ApprovalWait approval() {
        return approval;
    }

    /** Waits for the review that the database demands at PlanetScale instead of failing without it. */
    public Deploy waitForReview() {
        deployability.waitForReview();
        return this;
    }

    /** Takes it out of the queue and fails where a failed or a staged deployment blocks the queue, instead of waiting. */
    public Deploy failWhenBlocked(boolean value) {
        queue.failWhenBlocked(value);
        return this;
    }

    /**
     * Ends with {@link #wasTakenOut} instead of failing where it is taken out of the queue, as long as those allow it. When
     * that has happened before, the approval is waited for before it is queued: a person took it out, perhaps.
     */
    Deploy removals(QueueRemovals shared) {
        queue.removals(shared);
        if (queue.wasTakenOutBefore()) {
            continueFrom(shared.last());
        }
        return this;
    }

    /** Whether it ended as it was taken out of the deploy queue, and is to be checked before anything else. */
    boolean wasTakenOut() {
        return queue.endedWith(this);
    }

    /** Kills what blocks the cutover when it takes longer than this; null for never. */
    public Deploy forceCutoverAfter(Duration duration) {
        cutover.atMost(duration);
        return this;
    }

    /**
     * Deploys and cuts over only the statements that the gates have seen, and only while the tables that they touch are in
     * the target as they were then: a change that came in meanwhile could be taken back. Read again immediately before
     * either.
     *
     * @param checked see {@link CheckedDeployRequest#reviewed}; null for anything
     */
    public Deploy expect(ReviewedChange checked) {
        if (checked != null) {
            mustBeAsChecked(checked);
        }
        return this;
    }

    /** Lets the cutover happen. Has no effect where none is needed. */
    public void approve(String who) {
        approval.approve(Objects.requireNonNull(who));
        wake();
    }

    /** Whether it stands at the gate and waits for {@link #approve}. */
    public boolean awaitsApproval() {
        return approval.waits() && !ended();
    }

    @Override
    boolean gated() {
        return !live || approval.open();
    }

    private boolean hasGate() {
        return !live || approval.needed();
    }

    @Override
    protected void decide(DeployRequest request, DeploymentState state, Instant now) throws ReleaseException {
        approval.update(state);
        if (state.stage() != DeploymentState.Stage.CUTTING_OVER) {
            cutover.notCuttingOver();
        }
        if (isGivingUp(request, state, now)) {
            return;
        }
        if (queue.isLost(request, state, now, this::saveSoon)) {
            if (queue.isCertainlyLost(now)) {
                String other = otherChanges(request);
                progress(queue.takenOut(this, name(), request, other, approval.needed()));
                end();
            } else {
                waitFor(QueuePlace.PACE, now);
            }
            return;
        }
        if (refusesOtherChanges(request, state, now)) {
            return;
        }
        switch (state.stage()) {
            case CHECKING -> pollAgain(request, state, now);
            case READY -> deploy(request, state, now);
            case NO_CHANGES -> finish(request, Outcome.NO_CHANGES, now);
            case RUNNING -> running(request, state, now);
            case STAGED -> atGate(request, state, now);
            case CUTTING_OVER -> cuttingOver(request, state, now);
            case REVERTABLE, FINAL -> isLive(request, now);
            default -> throw terminalFailure(request, state);
        }
        used();
    }

    private void deploy(DeployRequest request, DeploymentState state, Instant now) throws ReleaseException {
        Deployment deployment = request.deployment();
        if (!request.isOpen()) {
            throw terminalFailure(request, state);
        }
        Duration pause = deployability.pause(name(), request, now, this::progress);
        if (pause != null) {
            waitFor(pause, now);
            return;
        }
        boolean atOnce = instant.isUsed(name(), deployment, hasGate());
        if (!atOnce && mustBeHeld() && cutsOverByItself(deployment)) {
            holdCutover(request, state, now);
        } else if (queue.wasTakenOutBefore() && approval.open()) {
            awaitApproval(request, state, now);
        } else {
            deployAsSeen(atOnce ? Effect.DEPLOY_INSTANTLY : Effect.DEPLOY, request, approval.open(), now);
        }
    }

    @Override
    protected ApiRequest<?> before() {
        ApiRequest<?> blocker = queue.reading(database(), this::progress);
        return blocker != null ? blocker : super.before();
    }

    private void running(DeployRequest request, DeploymentState state, Instant now) throws ReleaseException {
        String blocked = queue.blocked(name(), request, state);
        if (blocked != null) {
            giveUp(blocked, request, state, now);
            return;
        }
        boolean instantly = request.deployment() != null && request.deployment().instantDdl();
        if (mustBeHeld() && cutsOverByItself(request.deployment()) && !instantly) {
            holdCutover(request, state, now);
        } else if (!instantly || isAsSeenInQueue(request, state, now)) {
            pollAgain(request, state, now);
        }
    }

    private void atGate(DeployRequest request, DeploymentState state, Instant now) throws ReleaseException {
        if (!gated()) {
            cutOverAsSeen(request, now);
        } else if (request.deployment() == null || cutsOverByItself(request.deployment())) {
            holdCutover(request, state, now); // auto-apply that cannot be read back as off counts as on
        } else if (live) {
            awaitApproval(request, state, now);
        } else {
            finish(request, Outcome.STAGED, now);
        }
    }

    private void awaitApproval(DeployRequest request, DeploymentState state, Instant now) throws ReleaseException {
        if (!comparedAtGate && !mayBeShown(request, now)) {
            return;
        }
        comparedAtGate = true; // nobody is asked for what would be refused anyway
        approval.atGate(name(), number(), now);
        pollAgain(request, state, now);
        if (approval.until() != null) {
            waitAtMostUntil(approval.until());
        }
    }

    private void cuttingOver(DeployRequest request, DeploymentState state, Instant now) {
        if (cutover.isDue(request, now, this::progress)) {
            perform(Effect.FORCE_CUTOVER);
        } else {
            pollAgain(request, state, now);
        }
    }

    /** The cutover goes on without force, too. */
    @Override
    protected boolean tolerates(RefusedException refused, DeployRequest request, DeploymentState state)
            throws ReleaseException {
        if (refusedEffect() != null && refusedEffect().deploys()) {
            DeployReadiness.refuseWithoutReview(name(), request, refused);
        }
        if (super.tolerates(refused, request, state)) {
            return true;
        }
        if (state.stage() != DeploymentState.Stage.CUTTING_OVER) {
            return false;
        }
        progress("PlanetScale does not force the cutover: " + refused.reason() + " Waiting for it.");
        cutover.atMost(null);
        return true;
    }

    private void isLive(DeployRequest request, Instant now) throws ReleaseException {
        if (gated()) {
            throw DeployFailures.liveInSpiteOfGate(name(), request);
        }
        finish(request, Outcome.APPLIED, now);
    }

    private void finish(DeployRequest request, Outcome outcome, Instant now) {
        result = DeployResult.of(request, outcome, approval.approvedBy(), now);
        end();
    }

    /** Where the approval was needed and given, by whom; else null. */
    public String approvedBy() {
        return approval.approvedBy();
    }

    @Override
    public DeployResult result() {
        return result;
    }

    @Override
    public String status(Instant now) {
        if (deployability.waitsForReview()) {
            return "deploy request #" + number() + " waits for an approving review";
        }
        return awaitsApproval() ? "deploy request #" + number() + approval.status() : super.status(now);
    }
}
