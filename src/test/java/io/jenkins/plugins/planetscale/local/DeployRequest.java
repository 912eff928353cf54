package io.jenkins.plugins.planetscale.local;

import io.jenkins.plugins.planetscale.local.json.DeployRequestJson;
import io.jenkins.plugins.planetscale.local.schema.LintError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A deploy request; its {@link Deployment} holds the state machine. Safe to use from any thread. */
public final class DeployRequest {
    public final Database database;
    public final String id = Ids.id();
    public final int number;
    public final Branch source;
    public final Branch into;
    public final String actor;
    public final String notes;
    public final Instant createdAt;
    public final Deployment deployment;
    public final List<Review> reviews = new ArrayList<>();
    public final List<String> effects = new ArrayList<>();
    final List<LintError> explicitLint = new ArrayList<>();

    public Instant updatedAt;
    public Instant closedAt;
    public String closedBy;
    public boolean nullDeployment;
    private int dismissed;
    public int throttlerRatio;

    public DeployRequest(Database database, Branch source, Branch into, String actor, String notes) {
        this.database = database;
        this.number = database.deployRequests.size() + 1;
        this.source = source;
        this.into = into;
        this.actor = actor;
        this.notes = notes;
        this.createdAt = database.world.now();
        this.updatedAt = createdAt;
        this.deployment = new Deployment(this);
        effects.add("created");
    }

    public int number() {
        return number;
    }

    /** {@code deployment_state} now. */
    public String deploymentState() {
        return database.world.locked(() -> deployment.state);
    }

    /** {@code open} or {@code closed}. */
    public String state() {
        return database.world.locked(() -> closed() ? "closed" : "open");
    }

    /** What was done to it so far, in order. */
    public List<String> effects() {
        return database.world.locked(() -> List.copyOf(effects));
    }

    /**
     * Puts it into any state, with the times that go with it; from a known state it goes on as usual, an unknown one
     * stays. Schemas follow: what counts as applied is applied.
     */
    public DeployRequest force(String deploymentState) {
        return set(() -> deployment.force(deploymentState));
    }

    /** While true, nothing happens to it by itself. */
    public DeployRequest freeze(boolean value) {
        return set(() -> deployment.frozen = value);
    }

    /** Its deployment fails: at once if it runs, else when the rows are copied. */
    public DeployRequest failDeploy(String message) {
        return set(() -> deployment.fail(message));
    }

    /** The operation on that table fails while its deployment goes on. */
    public DeployRequest failOperation(String table, String message) {
        return set(() -> operations(table).forEach(operation -> {
            operation.failed = true;
            operation.error = message;
        }));
    }

    /** Somebody tries again what has failed: {@code pscale deploy-request retry}. */
    public DeployRequest actorRetries() {
        return set(() -> {
            deployment.since = database.world.now();
            deployment.operations.forEach(operation -> {
                operation.failed = false;
                operation.error = null;
            });
        });
    }

    /** When the copy of that table was slowed down last. */
    public DeployRequest throttledAt(String table, Instant at) {
        return set(() -> operations(table).forEach(operation -> operation.throttledAt = at));
    }

    private List<DeployOperation> operations(String table) {
        return deployment.operations.stream()
                .filter(operation -> operation.change.table().equals(table))
                .toList();
    }

    /** Its revert fails, at the end of {@code in_progress_revert}. */
    public DeployRequest failRevert(String message) {
        return set(() -> deployment.revertFailure = message);
    }

    /** Its deploy check fails with this lint error. */
    public DeployRequest lintError(String code, String table, String message, String docsUrl) {
        return set(() -> {
            explicitLint.add(new LintError(database.mainKeyspace(), code, table, message, docsUrl));
            deployment.recheck();
        });
    }

    /** Somebody closes it in the web interface. */
    public DeployRequest actorCloses() {
        return set(() -> close("closed", "somebody"));
    }

    /** Somebody cuts it over in the web interface, past any gate of ours. */
    public DeployRequest actorApplies() {
        return set(() -> deployment.apply("somebody"));
    }

    /** Somebody takes it out of the deploy queue. */
    public DeployRequest actorDequeues() {
        return set(() -> deployment.dequeue());
    }

    /** Somebody lets it cut over by itself. */
    public DeployRequest actorTurnsAutoApplyOn() {
        return set(() -> deployment.autoCutover(true));
    }

    /** Somebody approves it in the web interface. */
    public DeployRequest actorApproves() {
        return set(() -> review("somebody", "approved", ""));
    }

    /** While true, {@code deployment.state} says {@code in_progress} at {@code pending_cutover}, and the like [D]. */
    public DeployRequest innerStateLags(boolean value) {
        return set(() -> deployment.innerStateLags = value);
    }

    /** While true, {@code deployment} is null in answers. */
    public DeployRequest nullDeployment(boolean value) {
        return set(() -> nullDeployment = value);
    }

    /** Sets {@code cutover_expiring}, however much time is left. */
    public DeployRequest cutoverExpiring(boolean value) {
        return set(() -> deployment.cutoverExpiringForced = value);
    }

    private DeployRequest set(Runnable change) {
        database.world.locked(change);
        return this;
    }

    public boolean closed() {
        return closedAt != null;
    }

    public boolean approved() {
        return reviews.stream().skip(dismissed).anyMatch(review -> review.state()
                .equals("approved"));
    }

    /** The schema changed: it must be approved again [D]. */
    void dismissApprovals() {
        dismissed = reviews.size();
    }

    public Review review(String by, String state, String body) {
        Review review = new Review(Ids.id(), by, state, body, database.world.now());
        reviews.add(review);
        effects.add(state);
        updatedAt = review.at();
        return review;
    }

    /**
     * @param effect what to note, or null
     * @param by who closes it, null for the service itself
     */
    public void close(String effect, String by) {
        if (closed()) {
            return;
        }
        closedAt = database.world.now();
        updatedAt = closedAt;
        closedBy = by;
        if (effect != null) {
            effects.add(effect);
        }
        deployment.letOthersRun();
        database.announce("deploy_request.closed", DeployRequestJson.resource(this));
    }
}
