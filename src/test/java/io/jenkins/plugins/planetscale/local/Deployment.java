package io.jenkins.plugins.planetscale.local;

import io.jenkins.plugins.planetscale.local.http.ApiError;
import io.jenkins.plugins.planetscale.local.json.DeployRequestJson;
import io.jenkins.plugins.planetscale.local.schema.LintError;
import io.jenkins.plugins.planetscale.local.schema.TargetSchema;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The state machine of docs/planetscale-api.md#states. {@link #next()} says what happens by itself and when; the calls
 * (deploy, apply, cancel …) are refused with 422 where docs/planetscale-api.md#legal-calls does not allow them. Only
 * under the world's lock.
 */
public final class Deployment {
    public final DeployRequest request;
    public final String id = Ids.id();
    public final List<DeployOperation> operations = new ArrayList<>();
    public final List<LintError> lintErrors = new ArrayList<>();
    public final DeploymentTimes times = new DeploymentTimes();
    public final TargetSchema target;

    public String state = "pending";
    public Instant since;
    public boolean autoCutover;
    public boolean autoDeleteBranch;
    public boolean instantDdl;
    boolean frozen;
    public boolean innerStateLags;
    public boolean cutoverExpiringForced;
    String failure;
    public String revertFailure;
    public String deployedBy;
    public String cutoverBy;
    public String cancelledBy;
    /** Place in the queue of its database, from 1; 0 before it was queued. */
    public long queuePlace;

    private Instant unblockedAt;
    private boolean cancelledInQueue;

    Deployment(DeployRequest request) {
        this.request = request;
        this.since = request.createdAt;
        this.target = new TargetSchema(request);
    }

    private World world() {
        return request.database.world;
    }

    public Timings timings() {
        return request.database.timings();
    }

    boolean inQueue() {
        return queuePlace > 0 && !request.closed();
    }

    public boolean deployable() {
        return state.equals("ready") && !request.closed();
    }

    public boolean instantEligible() {
        return !operations.isEmpty() && operations.stream().allMatch(operation -> operation.change.instant());
    }

    /** What happens next by itself. */
    Optional<Transition> next() {
        if (frozen || request.closed()) {
            return Optional.empty();
        }
        Timings time = timings();
        return switch (state) {
            case "pending" -> after(time.check(), () -> enter(DeployCheck.run(this)));
            case "queued" -> request.database.preceding(this).isEmpty() ? unblocked() : Optional.empty();
            case "submitting" ->
                after(time.submitting(), () -> {
                    times.started = world().now();
                    enter("in_progress");
                });
            case "in_progress" ->
                operations.stream().anyMatch(operation -> operation.failed)
                        ? Optional.empty() // until somebody tries it again
                        : after(instantDdl ? time.instant() : time.copy(), this::copied);
            case "in_progress_vschema" -> after(time.submitting(), () -> enter("pending_cutover"));
            case "pending_cutover" ->
                autoCutover
                        ? after(time.autoCutover(), () -> cutOver(deployedBy))
                        : after(time.cutoverExpiry(), this::expired);
            case "in_progress_cutover" -> cuttingOver(time);
            case "in_progress_cancel" ->
                after(time.cancel(), () -> end(cancelledInQueue ? "cancelled" : "complete_cancel"));
            case "complete_pending_revert" -> after(time.revertWindow(), () -> end("complete"));
            case "in_progress_revert", "in_progress_revert_vschema" -> after(time.revert(), this::reverted);
            default -> Optional.empty();
        };
    }

    private Optional<Transition> after(Duration time, Runnable change) {
        return Optional.of(new Transition(since.plus(time), change));
    }

    /** The wait of a queued one starts anew when what preceded it has ended. */
    private Optional<Transition> unblocked() {
        Instant start = unblockedAt == null || unblockedAt.isBefore(since) ? since : unblockedAt;
        return Optional.of(new Transition(start.plus(timings().queued()), () -> {
            times.submitted = world().now();
            enter("submitting");
        }));
    }

    private Optional<Transition> cuttingOver(Timings time) {
        Instant start = times.forceRequested == null ? since : times.forceRequested;
        boolean stuck = time.stuckCutover() && times.forceRequested == null;
        return Optional.of(
                new Transition(start.plus(stuck ? time.stuckCutoverLasts() : time.cutover()), this::cutOverDone));
    }

    private void enter(String newState) {
        state = newState;
        since = world().now();
        request.updatedAt = since;
        if (newState.equals("pending_cutover") && times.readyToCutover == null) {
            times.readyToCutover = since;
        }
        String event = DeployEvents.of(newState, instantDdl);
        if (event != null) {
            request.database.announce(event, DeployRequestJson.resource(request));
        }
    }

    /** The branch changed: what was not deployed yet is looked at anew. */
    void recheck() {
        if (state.equals("queued") && !request.closed()) {
            dequeue();
        } else if (DeployStates.BEFORE_DEPLOY.contains(state) && !request.closed()) {
            request.dismissApprovals();
            enter("pending");
        }
    }

    /** Out of the queue, and still open: it is to be approved and queued again [D]. */
    void dequeue() {
        allow(state.equals("queued"), "Not in the deploy queue: deployment is " + state + ".");
        request.effects.add("dequeued");
        request.dismissApprovals();
        queuePlace = 0;
        times.queued = null;
        deployedBy = null;
        instantDdl = false;
        enter("pending");
        letOthersRun();
    }

    private void copied() {
        if (failure != null) {
            fail(failure);
        } else if (instantDdl) {
            target.apply(operations);
            times.cutover = world().now();
            end("complete");
        } else {
            enter("pending_cutover");
        }
    }

    /** What live does then is not known [?]: the deployment is cancelled. */
    private void expired() {
        request.effects.add("cutover-expired");
        enter("in_progress_cancel");
    }

    private void cutOver(String by) {
        cutoverBy = by;
        enter("in_progress_cutover");
    }

    private void cutOverDone() {
        target.apply(operations);
        times.cutover = world().now();
        times.finished = world().now();
        enter("complete_pending_revert");
    }

    private void reverted() {
        times.revertFinished = world().now();
        if (revertFailure != null) {
            enter("complete_revert_error");
            return;
        }
        target.restore(operations);
        end("complete_revert");
    }

    /** Enters a state that closes the deploy request. */
    private void end(String newState) {
        if (times.finished == null) {
            times.finished = world().now();
        }
        enter(newState);
        request.close(null, null);
        if (autoDeleteBranch && newState.equals("complete") && request.source.deletedAt == null) {
            request.effects.add("branch-deleted");
            request.database.delete(request.source);
        }
    }

    /** What is queued for the same target starts its wait anew. */
    void letOthersRun() {
        request.database.queue(request.into).forEach(other -> other.unblockedAt = world().now());
    }

    public void deploy(boolean instant, String by) {
        if (request.database.requireApproval && !request.approved()) {
            throw ApiError.forbidden("Deploy request must be approved before deploying.");
        }
        allow(deployable(), "Deploy request is not deployable: its deployment is " + state + ".");
        if (world().now().isBefore(since.plus(timings().validating()))) {
            throw ApiError.invalid("We're currently validating that these changes are safe to deploy."
                    + " Please try again in a few moments.");
        }
        allow(!instant || instantEligible(), "Deploy request is not eligible for instant deployment.");
        instantDdl = instant;
        deployedBy = by;
        queuePlace = request.database.nextQueuePlace();
        request.effects.add(instant ? "deploy-instantly" : "deploy");
        times.queued = world().now();
        enter("queued");
    }

    public void apply(String by) {
        allow(
                state.equals("pending_cutover"),
                "Cannot cut over: deployment is " + state + ", expected pending_cutover.");
        request.effects.add("apply-deploy");
        cutOver(by);
    }

    public void cancel(String by) {
        allow(DeployStates.CANCELLABLE.contains(state), "Cannot cancel: deployment is " + state + ".");
        request.effects.add("cancel");
        cancelledInQueue = state.equals("queued");
        cancelledBy = by;
        enter("in_progress_cancel");
    }

    public void forceCutover() {
        allow(state.equals("in_progress_cutover"), "Cannot force the cutover: deployment is " + state + ".");
        allow(times.forceRequested == null, "A forced cutover has already been requested.");
        request.effects.add("force-cutover");
        times.forceRequested = world().now();
    }

    /** Ends an errored deployment so that the queue goes on (cli#1351); the state keeps saying that it failed [?]. */
    public void completeErrored(String by) {
        allow(
                state.equals("complete_error") || state.equals("complete_revert_error"),
                "Cannot complete: deployment is " + state + ".");
        request.effects.add("complete-deploy");
        request.close(null, by);
    }

    public void revert() {
        allow(state.equals("complete_pending_revert"), "Cannot revert: deployment is " + state + ".");
        request.effects.add("revert");
        times.revertRequested = world().now();
        enter("in_progress_revert");
    }

    public void skipRevert() {
        allow(state.equals("complete_pending_revert"), "Cannot skip the revert period: deployment is " + state + ".");
        request.effects.add("skip-revert");
        times.revertSkipped = world().now();
        end("complete");
    }

    public void autoCutover(boolean enable) {
        allow(
                DeployStates.BEFORE_DEPLOY.contains(state) || DeployStates.CANCELLABLE.contains(state),
                "Cannot change auto-apply: deployment is " + state + ".");
        if (autoCutover != enable) {
            request.effects.add("auto-apply " + enable);
            autoCutover = enable;
            // the time at the gate before does not count towards cutting over by itself
            since = state.equals("pending_cutover") ? world().now() : since;
        }
    }

    private void allow(boolean legal, String otherwise) {
        if (request.closed() || !legal) {
            throw ApiError.unprocessable(request.closed() ? "Deploy request is closed." : otherwise);
        }
    }

    void fail(String message) {
        failure = message;
        if (DeployStates.RUNNING.contains(state)) {
            operations.stream().findFirst().ifPresent(operation -> operation.error = message);
            times.finished = world().now();
            enter("complete_error");
        }
    }

    void force(String forced) {
        if (operations.isEmpty() && !forced.equals("no_changes")) {
            DeployCheck.run(this);
        }
        request.closedAt = null;
        queuePlace = DeployStates.BEFORE_DEPLOY.contains(forced) ? 0 : queuePlace;
        times.pretend(forced, world().now());
        if (times.queued != null && queuePlace == 0) {
            queuePlace = request.database.nextQueuePlace();
        }
        if (DeployStates.APPLIED.contains(forced) && !target.applied()) {
            target.apply(operations);
        } else if (forced.equals("complete_revert") && target.applied()) {
            target.restore(operations);
        }
        if (DeployStates.CLOSING.contains(forced)) {
            end(forced);
        } else {
            enter(forced);
        }
    }
}
