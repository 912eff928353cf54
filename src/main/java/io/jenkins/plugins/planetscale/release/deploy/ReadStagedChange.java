package io.jenkins.plugins.planetscale.release.deploy;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.api.BranchCalls;
import io.jenkins.plugins.planetscale.client.api.DeployRequestCalls;
import io.jenkins.plugins.planetscale.client.error.NotFoundException;
import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import io.jenkins.plugins.planetscale.client.model.Branch;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.client.model.SchemaDocument;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import io.jenkins.plugins.planetscale.release.BestEffort;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.gate.Gates;
import io.jenkins.plugins.planetscale.release.state.Change;
import io.jenkins.plugins.planetscale.release.tables.ChangedTable;
import io.jenkins.plugins.planetscale.release.tables.ReadTables;
import io.jenkins.plugins.planetscale.release.tables.SchemaLookup;
import java.time.Instant;
import java.util.List;

/** Reads what a person needs to decide about a deploy request; changes nothing. */
final class ReadStagedChange extends Operation<StagedChange> {
    private static final long serialVersionUID = 1L;

    private final DatabaseRef database;
    private final int number;
    private transient DeployRequest request;
    private Instant targetChanged;
    private boolean targetRead;
    private transient SchemaLookup schemas;
    private ReadTables tables;
    private BestEffort reading;
    private StagedChange change;

    ReadStagedChange(DatabaseRef database, int number) {
        this.database = database;
        this.number = number;
    }

    @Override
    protected ApiRequest<?> step(Instant now) throws ReleaseException {
        if (request == null) {
            return ApiRequest.of(DeployRequestCalls.get(database, number), this::request);
        }
        if (!targetRead) {
            return ApiRequest.of(BranchCalls.get(database, request.intoBranch()), this::target)
                    .on(NotFoundException.class, this::withoutTarget);
        }
        if (reading == null) {
            tables = new ReadTables(database, request.intoBranch(), Change.of(request));
            reading = new BestEffort(
                    tables,
                    "The tables of \"" + request.intoBranch() + "\" cannot be read, so any change of its schema"
                            + " before the cutover makes this build refuse the cutover.");
        }
        if (!reading.ended()) {
            return step(reading, now);
        }
        if (!schemas.isDone()) {
            return schemas.exchange();
        }
        return ApiRequest.of(DeployRequestCalls.diff(database, number), this::diff)
                .on(PlanetScaleException.class, this::withoutDiff);
    }

    private void request(DeployRequest found, Instant now) {
        request = found; // anew after a restart, and then all that belongs to it
        targetRead = false;
        reading = null;
        schemas = new SchemaLookup(database, found.intoBranch(), found.branch(), Change.of(found));
    }

    /** Read before the diff, so that a change in between is found before the cutover rather than not at all. */
    private void target(Branch target, Instant now) {
        targetChanged = target.schemaLastUpdatedAt();
        if (targetChanged == null) {
            progress("PlanetScale does not say when the schema of \"" + request.intoBranch() + "\" was changed last.");
        }
        targetRead = true;
    }

    private void withoutTarget(PlanetScaleException error, Instant now) {
        progress("It cannot be read when the schema of \"" + request.intoBranch() + "\" was changed last. "
                + error.getMessage());
        targetRead = true;
    }

    private void diff(SchemaDocument diff, Instant now) {
        describe(diff);
        end();
    }

    /** The call is undocumented, and the diff is also on the deploy request's page: the approval need not wait for it. */
    private void withoutDiff(PlanetScaleException error, Instant now) {
        progress("The diff of deploy request #" + number + " cannot be shown here. " + error.getMessage());
        describe(new SchemaDocument(List.of()));
        end();
    }

    private void describe(SchemaDocument diff) {
        List<Change> changes = Change.of(request);
        List<ChangedTable> changed = ChangedTable.of(changes, schemas);
        change = new StagedChange(
                request,
                new Gates().evaluate(new Gates.Evidence(request, changed, schemas, null, null, false, null, false)));
        change.targetChanged(targetChanged);
        if (tables.result() != null) {
            change.tables(tables.result());
        }
        change.diff(diff);
    }

    @Override
    public StagedChange result() {
        return ended() ? change : null;
    }

    @Override
    public String status(Instant now) {
        return "reading what deploy request #" + number + " changes";
    }
}
