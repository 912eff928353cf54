package io.jenkins.plugins.planetscale.release.check;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.api.BranchCalls;
import io.jenkins.plugins.planetscale.client.api.DeployRequestCalls;
import io.jenkins.plugins.planetscale.client.error.NotFoundException;
import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import io.jenkins.plugins.planetscale.client.model.Branch;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.client.model.SchemaDocument;
import io.jenkins.plugins.planetscale.client.model.StorageCheck;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import io.jenkins.plugins.planetscale.release.CallFailedException;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.gate.Gate;
import io.jenkins.plugins.planetscale.release.gate.GateFinding;
import io.jenkins.plugins.planetscale.release.gate.Gates;
import io.jenkins.plugins.planetscale.release.gate.StaleBase;
import io.jenkins.plugins.planetscale.release.request.StaleReadFilter;
import io.jenkins.plugins.planetscale.release.state.Change;
import io.jenkins.plugins.planetscale.release.state.DeploymentState;
import io.jenkins.plugins.planetscale.release.tables.ChangedTable;
import io.jenkins.plugins.planetscale.release.tables.DiffText;
import io.jenkins.plugins.planetscale.release.tables.SchemaLookup;
import io.jenkins.plugins.planetscale.release.tables.TargetHistory;
import java.time.Instant;
import java.util.List;

/**
 * Reads the evidence that the gates need about one version of a deploy request (diff, storage, schemas, the target's
 * history), and evaluates them. Only the findings are persisted: a restart before the evaluation reads the evidence
 * again.
 */
final class EvaluateGates extends Operation<Void> {
    private static final long serialVersionUID = 1L;

    private enum Phase {
        SOURCE,
        TARGET,
        DIFF,
        STORAGE,
        SCHEMAS,
        HISTORY
    }

    private final DatabaseRef database;
    private final CheckedDeployRequest checked;
    private final CheckOptions setting;
    private final StaleReadFilter order;

    private Phase phase;
    private boolean evaluated;
    private transient DeployRequest looked;
    private transient StorageCheck storage;
    private transient SchemaLookup schemas;
    private transient TargetHistory history;

    /** @param order believes or not what is seen of the deploy request, here and by whoever checks it */
    EvaluateGates(
            DatabaseRef database,
            CheckedDeployRequest checked,
            CheckOptions setting,
            StaleReadFilter order,
            DeployRequest looked) {
        this.database = database;
        this.checked = checked;
        this.setting = setting;
        this.order = order;
        this.looked = looked;
        this.phase = setting.branchesRead ? Phase.DIFF : Phase.SOURCE;
    }

    @Override
    protected ApiRequest<?> step(Instant now) {
        return switch (phase) {
            case SOURCE ->
                ApiRequest.of(BranchCalls.get(database, looked.branch()), this::source)
                        .on(NotFoundException.class, this::noSource);
            case TARGET -> ApiRequest.of(BranchCalls.get(database, looked.intoBranch()), this::target);
            case DIFF ->
                ApiRequest.of(DeployRequestCalls.diff(database, checked.number()), this::diff)
                        .on(NotFoundException.class, this::noDiff);
            case STORAGE ->
                ApiRequest.of(DeployRequestCalls.storageCheck(database, checked.number()), this::storage)
                        .on(NotFoundException.class, this::noStorage);
            case SCHEMAS -> schemas();
            case HISTORY -> history(now);
        };
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
        readEvidence();
    }

    /** Goes on to what the gates still have to know. */
    private void readEvidence() {
        if (setting.gates.needs(Gate.STORAGE) && storage == null) {
            phase = Phase.STORAGE;
        } else if (setting.gates.needSchemas() && (schemas == null || !schemas.isDone())) {
            phase = Phase.SCHEMAS;
        } else if (needsHistory() && (history == null || !history.isDone())) {
            phase = Phase.HISTORY;
        } else {
            end();
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
            readEvidence();
            return null;
        }
        return schemas.exchange();
    }

    private ApiRequest<?> history(Instant now) {
        if (history == null) {
            history = new TargetHistory(database, looked, setting.branchId, setting.base(looked.intoBranch()));
        }
        if (history.isDone()) {
            readEvidence();
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
        progress("PlanetScale shows no diff of deploy request #" + checked.number()
                + "; the gates check its statements alone.");
        diff(new SchemaDocument(List.of()), now);
    }

    private void storage(StorageCheck found, Instant now) {
        storage = found;
        readEvidence();
    }

    private void noStorage(PlanetScaleException error, Instant now) throws CallFailedException {
        if (!order.mayBeMissing(now)) {
            throw new CallFailedException("", error);
        }
        waitFor(StaleReadFilter.PACE, now);
    }

    /** Whether a restart took what was read before the gates saw it. */
    boolean isLost() {
        return looked == null && !evaluated;
    }

    /** Whether the statements are still those that were read, or evaluated. */
    boolean isOf(DeployRequest request) {
        return Change.same(evaluated ? checked.changes() : Change.of(looked), Change.of(request));
    }

    /** Whether diff and findings are there, good or bad. */
    boolean evaluated() {
        return evaluated;
    }

    /** What is queued or staged already is deployed as it was begun, whatever is wanted now. */
    private boolean isInstant(DeployRequest request) {
        if (request.deployment() == null) {
            return false;
        }
        return switch (DeploymentState.of(request).stage()) {
            case RUNNING, STAGED -> request.deployment().instantDdl();
            default -> setting.instant && request.deployment().instantDdlEligible();
        };
    }

    /** Once, after all is read; a second time does nothing. */
    void evaluate(DeployRequest request) {
        if (evaluated) {
            return;
        }
        boolean byInstant = isInstant(request);
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
        checked.findings(found);
        DiffText.lines(checked.diff(), request.htmlUrl()).forEach(this::progress);
        found.forEach(finding -> progress(finding.toString()));
        evaluated = true;
    }

    @Override
    public Void result() {
        return null;
    }

    @Override
    public String status(Instant now) {
        return "deploy request #" + checked.number() + " is being checked";
    }
}
