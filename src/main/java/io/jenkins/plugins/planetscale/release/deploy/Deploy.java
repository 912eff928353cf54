package io.jenkins.plugins.planetscale.release.deploy;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.error.RefusedException;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.client.model.Deployment;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import io.jenkins.plugins.planetscale.release.DeploymentCancelledException;
import io.jenkins.plugins.planetscale.release.GateRefusedException;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.check.CheckedDeployRequest;
import io.jenkins.plugins.planetscale.release.gate.InstantDdl;
import io.jenkins.plugins.planetscale.release.gate.ReviewedChange;
import io.jenkins.plugins.planetscale.release.request.AutoCutoverHold;
import io.jenkins.plugins.planetscale.release.request.DeployFailures;
import io.jenkins.plugins.planetscale.release.request.DeployRequestOperation;
import io.jenkins.plugins.planetscale.release.request.DeployResult;
import io.jenkins.plugins.planetscale.release.request.Effect;
import io.jenkins.plugins.planetscale.release.request.QueueBlocker;
import io.jenkins.plugins.planetscale.release.request.QueuePlace;
import io.jenkins.plugins.planetscale.release.state.Change;
import io.jenkins.plugins.planetscale.release.state.DeploymentState;
import io.jenkins.plugins.planetscale.release.state.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;

/**
 * Brings a checked deploy request to its gate ({@link #stage}) or live ({@link #apply}). As long as it holds a gate, or
 * has something to compare before the cutover, it reads auto-apply back at every look and switches it off where it finds
 * it on (invariant I4); where that cannot be had it cancels the deployment. Instant DDL, which has no gate, is used only
 * where it was asked for and no gate is held.
 */
public final class Deploy extends DeployRequestOperation<DeployResult> {
    private static final long serialVersionUID = 1L;

    private static final Duration UNREADABLE = Duration.ofSeconds(30);

    private final boolean live;
    private InstantDdl instant = InstantDdl.NEVER;
    private final ApprovalWait approval = new ApprovalWait();
    private final DeployReadiness deployability = new DeployReadiness();
    private final ForceCutoverTimer cutover = new ForceCutoverTimer();
    private final QueueBlocker queue = new QueueBlocker();
    private boolean failWhenBlocked;
    private final AutoCutoverHold hold = new AutoCutoverHold();
    private final QueuePlace place = new QueuePlace();
    private QueueRemovals removals = new QueueRemovals();
    private boolean askBefore;
    private Instant withoutDeployment;
    private String retreat;
    private final SchemaPrecondition expected = new SchemaPrecondition(name());
    private boolean deploySent;
    /** Not persisted, like {@link #waiting}: much can happen while Jenkins is down, so it is compared anew. */
    private transient boolean comparedAtGate;

    private transient boolean waiting;
    private transient boolean staged;
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
        instant = Objects.requireNonNull(mode);
        refuseInstantGate();
        return this;
    }

    /** Holds at the gate until {@link #approve}. */
    public Deploy approvalNeeded() throws InvalidInputException {
        approval.need();
        refuseInstantGate();
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
        failWhenBlocked = value;
        return this;
    }

    /**
     * Ends with {@link #wasTakenOut} instead of failing where it is taken out of the queue, as long as those allow it. When
     * that has happened before, the approval is waited for before it is queued: a person took it out, perhaps.
     */
    Deploy removals(QueueRemovals shared) {
        removals = shared;
        askBefore = shared.count() > 0;
        if (askBefore) {
            knows(shared.last());
        }
        return this;
    }

    /** Whether it ended as it was taken out of the deploy queue, and is to be checked before anything else. */
    boolean wasTakenOut() {
        return removals.last() == this;
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
     * @param checked see {@link CheckedDeployRequest#seen}; null for anything
     */
    public Deploy expect(ReviewedChange checked) {
        if (checked != null) {
            expected.checked(checked);
        }
        return this;
    }

    /** Cuts over only what a person was shown, into the target as it was then. */
    void expectShown(ReviewedChange seen) {
        expected.shown(seen);
    }

    /** Lets the cutover happen. Has no effect where none is needed. */
    public void approve(String who) {
        approval.approve(Objects.requireNonNull(who));
        wake();
    }

    /** Whether it stands at the gate and waits for {@link #approve}. */
    public boolean awaitsApproval() {
        return waiting && approval.open() && !ended();
    }

    private boolean gated() {
        return !live || approval.open();
    }

    /** Whether PlanetScale must not cut over by itself: what was seen is compared once more before that. */
    private boolean held() {
        return gated() || expected.isAny();
    }

    private void refuseInstantGate() throws InvalidInputException {
        if (instant == InstantDdl.REQUIRE && (!live || approval.needed())) {
            throw new InvalidInputException(
                    "Instant DDL has no gate: it cannot be staged or wait for an approval. Leave"
                            + " out instant: 'require', or the gate.");
        }
    }

    @Override
    protected void decide(DeployRequest request, DeploymentState state, Instant now) throws ReleaseException {
        waiting = false;
        staged = state.stage() == DeploymentState.Stage.STAGED;
        if (state.stage() != DeploymentState.Stage.CUTTING_OVER) {
            cutover.notCuttingOver();
        }
        if (request.deployment() != null && !cutsOverByItself(request.deployment())) {
            hold.confirmed();
        }
        if (retreat != null) {
            retreat(request, state, now);
            return;
        }
        boolean queuedBefore = place.wasQueued();
        boolean lost = place.isLost(request, state, now);
        if (place.wasQueued() != queuedBefore) {
            saveSoon(); // or it would be queued once more, had it been taken out while Jenkins was down
        }
        if (lost) {
            if (place.surely(now)) {
                takenOut(request);
            } else {
                waitFor(QueuePlace.PACE, now);
            }
            return;
        }
        if (!refuseOtherChanges(request, state, now)) {
            return;
        }
        switch (state.stage()) {
            case CHECKING -> lookAgain(request, state, now);
            case READY -> deploy(request, state, now);
            case NO_CHANGES -> finish(request, Outcome.NO_CHANGES, now);
            case RUNNING -> running(request, state, now);
            case STAGED -> atGate(request, state, now);
            case CUTTING_OVER -> cuttingOver(request, state, now);
            case REVERTABLE, FINAL -> isLive(request, now);
            default -> throw terminalFailure(request, state);
        }
        expected.used();
    }

    private void takenOut(DeployRequest request) throws DeploymentCancelledException {
        String other = expected.otherChanges(request);
        if (!removals.checksAgain()) {
            throw DeployFailures.takenOut(name(), request, other, removals.count());
        }
        removals.happened(this);
        progress(DeployFailures.howTakenOut(name(), request) + (other == null ? "" : " " + other)
                + " The gates check now what it holds" + (approval.needed() ? ", then a person is asked" : "")
                + ", before it is queued again (check " + removals.count() + " of " + QueueRemovals.MOST + ").");
        end();
    }

    /** At the gate, too: the branch may have been changed after the last look before the deployment was sent. */
    private boolean refuseOtherChanges(DeployRequest request, DeploymentState state, Instant now)
            throws GateRefusedException {
        boolean running = state.stage() == DeploymentState.Stage.RUNNING;
        boolean goesLive = (running || state.stage() == DeploymentState.Stage.STAGED)
                && deploySent
                && request.deployment() != null
                && (cutsOverByItself(request.deployment())
                        || request.deployment().instantDdl());
        if (goesLive) {
            String other = expected.otherChanges(request);
            if (other != null) {
                retreat = other;
                retreat(request, state, now);
                return false;
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
        return true;
    }

    /** Somebody else has cut it over with statements that passed no gate: this must not pass for a success. */
    private void refuseLive(DeployRequest request) throws GateRefusedException {
        String other = Change.of(request).isEmpty() ? null : expected.otherChanges(request);
        if (other != null) {
            throw new GateRefusedException(
                    other + " It is live nevertheless: somebody else deployed it. Check that this"
                            + " is what you want, or use planetscaleRevert deployRequest: " + number() + "."
                            + DeployFailures.see(request));
        }
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
        if (instant == InstantDdl.REQUIRE && !deployment.instantDdlEligible()) {
            throw new GateRefusedException(name() + " cannot be deployed by instant DDL: not all of its statements are"
                    + " eligible. Nothing was deployed. Use instant: 'ifEligible' or 'never'.");
        }
        boolean atOnce = instant != InstantDdl.NEVER && deployment.instantDdlEligible() && live && !approval.needed();
        if (!atOnce && held() && cutsOverByItself(deployment)) {
            hold(request, state, now);
        } else if (askBefore && approval.open()) {
            awaitApproval(request, state, now);
        } else if (isAsExpected(request, now)) {
            deploySent |= act(atOnce ? Effect.DEPLOY_INSTANTLY : Effect.DEPLOY);
        }
    }

    private boolean isAsExpected(DeployRequest request, Instant now) throws GateRefusedException {
        if (!approval.open()) { // else a person is shown it at the gate, from which it is compared
            expected.sayWhereNothingIs(request, this::progress);
        }
        return isMet(request, now);
    }

    private boolean isMet(DeployRequest request, Instant now) throws GateRefusedException {
        boolean met = expected.isMet(request, now, this::progress);
        Duration pause = expected.pause();
        if (pause != null) {
            waitFor(pause, now);
        }
        return met;
    }

    @Override
    protected ApiRequest<?> before() {
        ApiRequest<?> blocker = queue.reading(database(), this::progress);
        return blocker != null ? blocker : expected.reading(database());
    }

    private void running(DeployRequest request, DeploymentState state, Instant now) throws ReleaseException {
        queue.look(request, state);
        if (failWhenBlocked && queue.blocked() != null) {
            retreat = name() + " was not deployed, as the deploy queue is blocked and ifQueueBlocked is 'fail'. "
                    + queue.blocked();
            retreat(request, state, now);
            return;
        }
        boolean instantly = request.deployment() != null && request.deployment().instantDdl();
        if (held() && cutsOverByItself(request.deployment()) && !instantly) {
            hold(request, state, now);
        } else if (!instantly || isAsExpectedInQueue(request, state, now)) {
            lookAgain(request, state, now);
        }
    }

    /** Instant DDL stops at no gate: while others are deployed before it, is the time to see what they change. */
    private boolean isAsExpectedInQueue(DeployRequest request, DeploymentState state, Instant now)
            throws GateRefusedException {
        if (!deploySent || state != DeploymentState.QUEUED) {
            return true;
        }
        try {
            return isMet(request, now);
        } catch (GateRefusedException refused) {
            retreat = name() + " would be deployed by instant DDL, which has no gate: " + expected.changedMeanwhile();
            retreat(request, state, now);
            return false;
        }
    }

    private void atGate(DeployRequest request, DeploymentState state, Instant now) throws ReleaseException {
        if (!gated()) {
            cutOver(request, now);
        } else if (request.deployment() == null || cutsOverByItself(request.deployment())) {
            hold(request, state, now); // also where it cannot be read back: a gate that is only believed in is none
        } else if (live) {
            awaitApproval(request, state, now);
        } else {
            finish(request, Outcome.STAGED, now);
        }
    }

    /** Just after it was sent, the target may already show our own change. */
    private void cutOver(DeployRequest request, Instant now) throws GateRefusedException {
        if (request.deployment() == null) {
            awaitDeployment(request, now);
            return;
        }
        withoutDeployment = null;
        if (justSent(Effect.CUT_OVER) || isAsExpected(request, now)) {
            act(Effect.CUT_OVER);
        }
    }

    /** Nothing is cut over that cannot be looked at. */
    private void awaitDeployment(DeployRequest request, Instant now) throws GateRefusedException {
        if (withoutDeployment == null) {
            withoutDeployment = now;
        } else if (!now.isBefore(withoutDeployment.plus(UNREADABLE))) {
            throw new GateRefusedException(name()
                    + " was not cut over: PlanetScale does not show its deployment, so that its statements"
                    + " cannot be compared with what was checked. It is still staged. Look at it there, then"
                    + " run planetscaleApply deployRequest: " + number() + " again." + DeployFailures.see(request));
        }
        waitFor(Duration.ofSeconds(5), now);
    }

    private void awaitApproval(DeployRequest request, DeploymentState state, Instant now) throws ReleaseException {
        if (!comparedAtGate && !isMet(request, now)) {
            return;
        }
        comparedAtGate = true; // nobody is asked for what would be refused anyway
        waiting = true;
        approval.atGate(name(), number(), staged, now);
        lookAgain(request, state, now);
        if (approval.until() != null) {
            waitAtMostUntil(approval.until());
        }
    }

    private void cuttingOver(DeployRequest request, DeploymentState state, Instant now) {
        if (cutover.isDue(request, now, this::progress)) {
            act(Effect.FORCE_CUTOVER);
        } else {
            lookAgain(request, state, now);
        }
    }

    /** The cutover goes on without force, too. */
    @Override
    protected boolean tolerates(RefusedException refused, DeployRequest request, DeploymentState state)
            throws ReleaseException {
        if (refusedEffect() != null
                && refusedEffect().deploys()
                && refused.reason().toLowerCase(Locale.ROOT).contains("approv")) {
            throw DeployReadiness.reviewMissing(name(), request, refused.reason());
        }
        if (refusedEffect() == Effect.HOLD_CUTOVER && retreat == null) {
            hold.refused();
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

    /** A missing value may mean "by itself": what is not read back as off is not trusted (invariant I4). */
    private static boolean cutsOverByItself(Deployment deployment) {
        return deployment != null && !Boolean.FALSE.equals(deployment.autoCutover());
    }

    private void hold(DeployRequest request, DeploymentState state, Instant now) throws GateRefusedException {
        if (hold.isLost(now)) {
            retreat = name() + " would cut over by itself: PlanetScale does not switch auto-apply off.";
            retreat(request, state, now);
        } else if (hold.isFresh()) {
            actAgain(Effect.HOLD_CUTOVER); // it was off in between: there are seconds until PlanetScale cuts over
        } else {
            act(Effect.HOLD_CUTOVER);
        }
    }

    @Override
    protected void taken(Effect effect) {
        if (effect == Effect.HOLD_CUTOVER) {
            hold.answered();
        }
    }

    @Override
    protected boolean bearsMissing(Effect effect) {
        boolean holding = effect == Effect.HOLD_CUTOVER;
        if (holding) {
            hold.refused();
        }
        return holding;
    }

    @Override
    protected void failed(Effect effect, Instant now) {
        if (effect == Effect.HOLD_CUTOVER) {
            hold.failed(now);
        }
    }

    /** Gives up, but not before the deployment is cancelled: PlanetScale would go live by itself. */
    private void retreat(DeployRequest request, DeploymentState state, Instant now) throws GateRefusedException {
        switch (state.stage()) {
            case RUNNING, STAGED -> {
                if (act(Effect.CANCEL)) {
                    progress(retreat + " Cancelling its deployment.");
                }
            }
            case CANCELLING, CUTTING_OVER, UNKNOWN -> lookAgain(request, state, now);
            case REVERTABLE, FINAL ->
                throw new GateRefusedException(
                        retreat + " It went live before it could be cancelled. Check that this is"
                                + " what you want, or use planetscaleRevert deployRequest: " + number() + "."
                                + DeployFailures.see(request));
            case CANCELLED ->
                throw new GateRefusedException(retreat + " Its deployment was cancelled; \"" + request.intoBranch()
                        + "\" has its old schema. Run planetscaleDeployRequest again." + DeployFailures.see(request));
            default ->
                throw new GateRefusedException(retreat + " Nothing was deployed. Switch auto-apply off on the deploy"
                        + " request's page, then run again." + DeployFailures.see(request));
        }
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
        return awaitsApproval()
                ? "deploy request #" + number()
                        + (staged
                                ? " is staged and waits for approval"
                                : " waits for approval before it is queued again")
                : super.status(now);
    }
}
