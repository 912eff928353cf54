package io.jenkins.plugins.planetscale.release.deploy;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.Marker;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.OperationSequence;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.check.CheckedDeployRequest;
import io.jenkins.plugins.planetscale.release.check.OpenDeployRequest;
import io.jenkins.plugins.planetscale.release.gate.Gates;
import io.jenkins.plugins.planetscale.release.gate.InstantDdl;
import io.jenkins.plugins.planetscale.release.gate.ReviewedChange;
import io.jenkins.plugins.planetscale.release.request.DeployResult;
import io.jenkins.plugins.planetscale.release.request.FindDeployRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/** Finds a deploy request where only its branch is known, and brings it live. */
public final class ApplyChange extends OperationSequence<DeployResult> {
    private static final long serialVersionUID = 1L;

    private final DatabaseRef database;
    private final int number;
    private final FindDeployRequest find;
    private InstantDdl instant = InstantDdl.NEVER;
    private boolean waitForReview;
    private boolean failWhenBlocked;
    private Duration forceCutoverAfter;
    private final CheckRequirement required;
    private final QueueRemovals removals = new QueueRemovals();
    private int chosen;
    private OpenDeployRequest check;
    private final CarriedApproval approval = new CarriedApproval();
    private Deploy held;
    private DeployResult result;

    private ApplyChange(DatabaseRef database, int number, FindDeployRequest find) {
        this.database = Objects.requireNonNull(database);
        this.number = number;
        this.find = find;
        this.required = new CheckRequirement(database, find);
    }

    public static ApplyChange of(DatabaseRef database, int number) throws InvalidInputException {
        Deploy.apply(database, number); // refuses a number that cannot be one
        return new ApplyChange(database, number, null);
    }

    /** @param into the target, or null for any */
    public static ApplyChange ofBranch(DatabaseRef database, String branch, String into) throws InvalidInputException {
        return new ApplyChange(database, 0, new FindDeployRequest(database, branch, into));
    }

    /** See {@link FindDeployRequest#passWithout}; without effect where the number is given. */
    public ApplyChange passWithout(boolean value) {
        if (find != null) {
            find.passWithout(value);
        }
        return this;
    }

    /** See {@link Deploy#instant}. */
    public ApplyChange instant(InstantDdl mode) {
        instant = Objects.requireNonNull(mode);
        return this;
    }

    /** See {@link Deploy#approvalNeeded}. */
    public ApplyChange approvalNeeded() {
        approval.need();
        return this;
    }

    /** See {@link Deploy#failWhenBlocked}. */
    public ApplyChange failWhenBlocked(boolean value) {
        failWhenBlocked = value;
        return this;
    }

    /** See {@link Deploy#waitForReview}. */
    public ApplyChange waitForReview(boolean value) {
        waitForReview = value;
        return this;
    }

    /** See {@link Deploy#forceCutoverAfter}. */
    public ApplyChange forceCutoverAfter(Duration duration) {
        forceCutoverAfter = duration;
        return this;
    }

    /**
     * What earlier checks of this build saw, see {@link Deploy#expect}; the one of the deploy request that is applied
     * counts. What was found by its branch must be one of those of that branch, if there are any.
     *
     * @param byNumber by the numbers of the deploy requests
     */
    public ApplyChange checked(Map<Integer, ReviewedChange> byNumber) {
        required.addPassed(byNumber);
        return this;
    }

    /**
     * What the gates of this build looked at last and have not let pass: refused, left before its end, or found to bring
     * nothing. The same gates judge it now.
     *
     * @param byNumber by the numbers of the deploy requests
     */
    public ApplyChange unpassed(Map<Integer, ReviewedChange> byNumber) {
        required.addUnpassed(byNumber);
        return this;
    }

    /** Refuses it with those words before anything is done, unless there is nothing to bring live; null for not. */
    public ApplyChange refuseChanges(String why) {
        required.refuseChanges(why);
        return this;
    }

    /** What to do where this build has not checked it. */
    public ApplyChange ifUnchecked(IfUnchecked value) {
        required.ifUnchecked(Objects.requireNonNull(value));
        return this;
    }

    /**
     * What it has to pass in this operation, also where this build has checked it before, together with the gates of that
     * check; without them, what was not checked has to pass every gate at its default.
     */
    public ApplyChange gates(Gates value) {
        required.gates(Objects.requireNonNull(value));
        return this;
    }

    /**
     * What to do where it is taken out of the deploy queue. It is checked again {@value QueueRemovals#MOST} times at most;
     * an approval that is needed is asked for anew, before it is queued again, and counts for the cutover too.
     */
    public ApplyChange ifTakenOutOfQueue(IfTakenOutOfQueue value) {
        removals.policy(Objects.requireNonNull(value));
        return this;
    }

    /** How often it was taken out of the queue and checked again: an approval from before does not count. */
    public int timesCheckedAgain() {
        return removals.count();
    }

    /** What the gates of this step looked at, also when they refuse it; null before, and where there is no need. */
    public CheckedDeployRequest examined() {
        return check == null ? null : check.examined();
    }

    /** What the gates of this step have let pass; null before, and where there is no need. */
    public CheckedDeployRequest passed() {
        return check == null ? null : check.result();
    }

    /**
     * Cuts that deploy request over only as it was shown for approval. Called by itself when it is first {@link #staged};
     * again by the host for what was shown before a restart.
     */
    public void shown(int deployRequest, ReviewedChange change) {
        approval.shown(deployRequest, change);
        if (deploy() != null) {
            approval.passReviewed(deploy());
        }
    }

    /** How long to wait for an approval at the gate; null for as long as PlanetScale holds it. */
    public ApplyChange approvalTimeout(Duration duration) {
        approval.timeout(duration);
        return this;
    }

    /**
     * Lets the cutover of that deploy request happen, now or when its gate is reached again after a restart; says so in
     * a comment there before the cutover.
     *
     * @param comment what to write there, or null for none
     */
    public void approved(int deployRequest, String who, Marker marker, String comment) {
        approval.given(deployRequest, Objects.requireNonNull(who), marker, comment);
        if (deploy() != null) {
            approval.passAnswer(deploy());
        }
        wake();
    }

    /** Whether it stands at the gate, has read what is {@link #staged}, and waits for {@link #approved}. */
    public boolean awaitsApproval() {
        return !ended() && approval.isDescribed() && part() instanceof Deploy deploy && deploy.awaitsApproval();
    }

    /** What waits at the gate; null before the gate and after the approval. */
    public StagedChange staged() {
        return approval.staged();
    }

    /** Until when it waits at the gate; null where there is no limit, or before the gate. */
    public Instant approvalUntil() {
        return deploy() == null ? approval.until() : deploy().approval().until();
    }

    /** Goes on with a wait at the gate that began before a restart. */
    public void approvalUntil(Instant instant) {
        approval.until(instant);
        if (deploy() != null) {
            deploy().approval().until(instant);
        }
    }

    /** What to do when it is stopped; null as long as the deploy request is not found. It must not go on. */
    public AbortDeployRequest abandon(AbortDeployRequest.AbortPolicy policy) throws InvalidInputException {
        if (deployRequest() == 0) {
            return null;
        }
        AbortDeployRequest abandon = new AbortDeployRequest(database, deployRequest(), policy);
        return deploy() == null ? abandon : abandon.after(deploy());
    }

    @Override
    public int deployRequest() {
        return deploy() != null ? deploy().number() : chosen != 0 ? chosen : number;
    }

    private Deploy deploy() {
        return part() instanceof Deploy deploy ? deploy : held;
    }

    @Override
    protected Operation<?> replacement(Operation<?> current) throws InvalidInputException {
        Operation<?> first = current instanceof Deploy deploy ? approval.doFirst(database, deploy) : null;
        if (first == null) {
            return current;
        }
        held = (Deploy) current;
        return first;
    }

    @Override
    protected Operation<?> first() throws ReleaseException {
        return find != null ? find : begin(number);
    }

    private Operation<?> begin(int found) throws ReleaseException {
        chosen = found;
        check = required.checkFirst(found, instant, this::progress);
        return check == null ? deploy(found) : check;
    }

    @Override
    protected Operation<?> nextAfter(Operation<?> done) throws ReleaseException {
        if (done instanceof FindDeployRequest found) {
            if (found.result() == 0) {
                result = found.live() == null ? DeployResult.nothing(0, null) : found.live();
                return null;
            }
            return begin(found.result());
        }
        if (done == check) {
            required.recordCheck(chosen, check.result(), removals.count() > 0);
            return deploy(chosen);
        }
        if (done instanceof Deploy deploy) {
            if (deploy.wasTakenOut()) {
                approval.reset(); // nobody has seen or approved what it holds now
                check = required.check(chosen, instant);
                return check;
            }
            result = deploy.result();
            return null;
        }
        approval.done(done, held);
        Deploy goOn = held;
        held = null;
        return goOn;
    }

    private Deploy deploy(int found) throws InvalidInputException {
        Deploy deploy = Deploy.apply(database, found)
                .instant(instant)
                .forceCutoverAfter(forceCutoverAfter)
                .failWhenBlocked(failWhenBlocked)
                .removals(removals)
                .expect(required.reviewed(found));
        approval.prepare(deploy);
        return waitForReview ? deploy.waitForReview() : deploy;
    }

    @Override
    public DeployResult result() {
        return result;
    }
}
