package io.jenkins.plugins.planetscale.release.deploy;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.release.BestEffort;
import io.jenkins.plugins.planetscale.release.GateRefusedException;
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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Finds a deploy request if only its branch is known, and brings it live. */
public final class ApplyChange extends OperationSequence<DeployResult> {
    private static final long serialVersionUID = 1L;

    private final DatabaseRef database;
    private final int number;
    private final FindDeployRequest find;
    private InstantDdl instant = InstantDdl.NEVER;
    private boolean approvalNeeded;
    private boolean waitForReview;
    private boolean failWhenBlocked;
    private Duration forceCutoverAfter;
    private Duration approvalTimeout;
    private final LinkedHashMap<Integer, ReviewedChange> checked = new LinkedHashMap<>();
    private final LinkedHashMap<Integer, ReviewedChange> unpassed = new LinkedHashMap<>();
    private String refusal;
    private IfUnchecked ifUnchecked = IfUnchecked.CHECK;
    private Gates gates;
    private final QueueRemovals removals = new QueueRemovals();
    private Deploy takenOut;
    private int chosen;
    private OpenDeployRequest check;
    private ReviewedChange seen;
    private int seenNumber;
    private Instant approvalUntil;
    private int approvedNumber;
    private String approvedBy;
    private Marker reviewMarker;
    private String review;
    private boolean described;
    private StagedChange staged;
    private Deploy held;
    private DeployResult result;

    private ApplyChange(DatabaseRef database, int number, FindDeployRequest find) {
        this.database = Objects.requireNonNull(database);
        this.number = number;
        this.find = find;
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
        approvalNeeded = true;
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
        checked.putAll(byNumber);
        return this;
    }

    /**
     * What the gates of this build looked at last and have not let pass: refused, left before its end, or found to bring
     * nothing. The same gates judge it now.
     *
     * @param byNumber by the numbers of the deploy requests
     */
    public ApplyChange unpassed(Map<Integer, ReviewedChange> byNumber) {
        unpassed.putAll(byNumber);
        return this;
    }

    /** Refuses it with those words before anything is done, unless there is nothing to bring live; null for not. */
    public ApplyChange refuseChanges(String why) {
        refusal = why;
        return this;
    }

    /** What to do where this build has not checked it. */
    public ApplyChange ifUnchecked(IfUnchecked value) {
        ifUnchecked = Objects.requireNonNull(value);
        return this;
    }

    /**
     * What it has to pass in this operation, also where this build has checked it before, together with the gates of that
     * check; without them, what was not checked has to pass every gate at its default.
     */
    public ApplyChange gates(Gates value) {
        gates = Objects.requireNonNull(value);
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
        seenNumber = deployRequest;
        seen = change;
        if (deploy() != null) {
            takeSeen(deploy());
        }
    }

    /** How long to wait for an approval at the gate; null for as long as PlanetScale holds it. */
    public ApplyChange approvalTimeout(Duration duration) {
        approvalTimeout = duration;
        return this;
    }

    /**
     * Lets the cutover of that deploy request happen, now or when its gate is reached again after a restart; says so in
     * a comment there before the cutover.
     *
     * @param comment what to write there, or null for none
     */
    public void approved(int deployRequest, String who, Marker marker, String comment) {
        approvedNumber = deployRequest;
        approvedBy = Objects.requireNonNull(who);
        reviewMarker = marker;
        review = comment;
        staged = null;
        if (deploy() != null) {
            takeApproval(deploy());
        }
        wake();
    }

    /** Whether it stands at the gate, has read what is {@link #staged}, and waits for {@link #approved}. */
    public boolean awaitsApproval() {
        return !ended() && described && part() instanceof Deploy deploy && deploy.awaitsApproval();
    }

    /** What waits at the gate; null before the gate and after the approval. */
    public StagedChange staged() {
        return staged;
    }

    /** Until when it waits at the gate; null where there is no limit, or before the gate. */
    public Instant approvalUntil() {
        return deploy() == null ? approvalUntil : deploy().approval().until();
    }

    /** Goes on with a wait at the gate that began before a restart. */
    public void approvalUntil(Instant instant) {
        approvalUntil = instant;
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

    private void takeApproval(Deploy deploy) {
        if (approvedBy != null && deploy.number() == approvedNumber) {
            deploy.approve(approvedBy);
        }
    }

    private void takeSeen(Deploy deploy) {
        if (seen != null && deploy.number() == seenNumber) {
            deploy.expectShown(seen);
        }
    }

    @Override
    protected Operation<?> instead(Operation<?> current) throws InvalidInputException {
        if (current instanceof Deploy deploy) {
            if (!described && deploy.awaitsApproval()) {
                held = deploy;
                return new ReadStagedChange(database, deploy.number());
            }
            if (review != null && deploy.approvedBy() != null) {
                held = deploy;
                return new BestEffort(
                        PostReview.comment(database, deploy.number(), review, reviewMarker),
                        "The approval is not noted as a comment on deploy request #" + deploy.number()
                                + "; the release goes on.");
            }
        }
        return current;
    }

    @Override
    protected Operation<?> first() throws ReleaseException {
        return find != null ? find : begin(number);
    }

    private Operation<?> begin(int found) throws ReleaseException {
        chosen = found;
        String name = "Deploy request #" + found + " of " + database;
        ReviewedChange passed = checked.get(found);
        ReviewedChange open = unpassed.get(found);
        if (find != null && passed == null && open == null) {
            refuseAnother(name);
        }
        boolean refused = passed == null && open != null && !open.changes().isEmpty();
        String why = refusal != null || passed != null || ifUnchecked != IfUnchecked.FAIL
                ? refusal
                : whyUnchecked(name, open, refused);
        if (why != null) {
            check = OpenDeployRequest.existing(database, found).refuseChanges(why);
            return check;
        }
        boolean unseen = passed == null && !refused && ifUnchecked == IfUnchecked.APPLY;
        if (unseen || passed != null && gates == null) {
            return deploy(found);
        }
        if (passed != null) {
            progress("The gates of this step check deploy request #" + found
                    + ", together with those that it has passed in" + " this build.");
        } else if (refused) {
            progress("Deploy request #" + found
                    + " was not let pass by the gates of an earlier step of this build: the same"
                    + " gates check it now.");
        } else if (open == null) {
            progress("Deploy request #" + found
                    + " was not checked by planetscaleDeployRequest in this build: the gates" + " check it now.");
        }
        check = check(found);
        return passed == null && find != null ? check.refuseOlder() : check;
    }

    private static String whyUnchecked(String name, ReviewedChange open, boolean refused) {
        return name + " was not deployed by this step: "
                + (refused
                        ? "the gates of this build have not let it pass, and ifUnchecked is 'fail'. Correct the branch, or"
                                + " the gates of planetscaleDeployRequest, and check it again before planetscaleApply."
                        : (open == null
                                        ? "this build has not checked it"
                                        : "it brought no change when this build checked it, and brings one now")
                                + ", and ifUnchecked is 'fail'. Check it with planetscaleDeployRequest before"
                                + " planetscaleApply.");
    }

    private OpenDeployRequest check(int found) {
        ReviewedChange before = checked.getOrDefault(found, unpassed.getOrDefault(found, ofTheBranch()));
        Gates known = before == null ? null : before.gates();
        Gates count = known == null ? gates : gates == null ? known : gates.and(known);
        return OpenDeployRequest.existing(database, found).instant(instant).gates(count == null ? new Gates() : count);
    }

    /** Nothing of what was seen and said before counts for what it holds now. */
    private OpenDeployRequest checkAgain(Deploy before) {
        takenOut = before;
        seen = null;
        seenNumber = 0;
        described = false;
        staged = null;
        approvalUntil = null;
        approvedNumber = 0;
        approvedBy = null;
        review = null;
        check = check(chosen);
        return check;
    }

    /** The build checked one of that branch, and this is another one: nobody has seen it. */
    private void refuseAnother(String name) throws GateRefusedException {
        LinkedHashMap<Integer, ReviewedChange> known = new LinkedHashMap<>(unpassed);
        known.putAll(checked);
        for (Map.Entry<Integer, ReviewedChange> other : known.entrySet()) {
            if (find.isAbout(other.getValue()) && isOpenWork(other.getKey())) {
                throw new GateRefusedException(name + " was not deployed: this build checked deploy request #"
                        + other.getKey() + " of branch \"" + other.getValue().branch() + "\", and that is not the one"
                        + " that is open now. Run planetscaleDeployRequest again, or name the one that is meant with"
                        + " deployRequest.");
            }
        }
    }

    /** What this build saw of another deploy request of the branch, as that brought nothing; null for none. */
    private ReviewedChange ofTheBranch() {
        return find == null
                ? null
                : unpassed.values().stream().filter(find::isAbout).findFirst().orElse(null);
    }

    /** One that brought nothing is not the one that somebody means who applies what the branch brings now. */
    private boolean isOpenWork(int other) {
        return checked.containsKey(other) || !unpassed.get(other).changes().isEmpty();
    }

    @Override
    protected Operation<?> after(Operation<?> done) throws ReleaseException {
        if (done instanceof FindDeployRequest found) {
            if (found.result() == 0) {
                result = found.live() == null ? DeployResult.nothing(0, null) : found.live();
                return null;
            }
            return begin(found.result());
        }
        if (done == check) {
            boolean first = takenOut != null || !checked.containsKey(chosen); // else what was seen first counts, too
            if (check.result().wasChecked() && first) {
                checked.put(chosen, check.result().seen()); // also that it brings nothing: what comes in is unseen
            }
            return deploy(chosen);
        }
        if (done instanceof Deploy deploy) {
            if (deploy.wasTakenOut()) {
                return checkAgain(deploy);
            }
            result = deploy.result();
            return null;
        }
        if (done instanceof ReadStagedChange read) {
            described = true;
            staged = read.result();
            if (seen == null || seenNumber != staged.number()) {
                shown(staged.number(), staged.seen());
            }
        } else {
            review = null; // commented, or told why not
        }
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
                .expect(checked.get(found));
        if (takenOut != null) {
            deploy.knows(takenOut);
        }
        takeSeen(deploy);
        if (approvalNeeded) {
            deploy.approvalNeeded().approval().timeout(approvalTimeout);
            deploy.approval().until(approvalUntil);
            takeApproval(deploy);
        }
        return waitForReview ? deploy.waitForReview() : deploy;
    }

    @Override
    public DeployResult result() {
        return result;
    }
}
