package io.jenkins.plugins.planetscale.release;

import io.jenkins.plugins.planetscale.client.BranchCalls;
import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.DeployRequestCalls;
import io.jenkins.plugins.planetscale.client.NotFoundException;
import io.jenkins.plugins.planetscale.client.PlanetScaleException;
import io.jenkins.plugins.planetscale.client.model.Branch;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.client.model.SchemaDocument;
import java.time.Instant;

/** Reads what a person has to know who decides about a deploy request; changes nothing. */
final class DescribeChange extends Operation<StagedChange> {
    private static final long serialVersionUID = 1L;

    private final DatabaseRef database;
    private final int number;
    private StagedChange change;
    private boolean targetRead;
    private ReadTables tables;
    private Courtesy reading;

    DescribeChange(DatabaseRef database, int number) {
        this.database = database;
        this.number = number;
    }

    @Override
    Exchange<?> step(Instant now) throws ReleaseException {
        if (change == null) {
            return Exchange.of(DeployRequestCalls.get(database, number), this::request);
        }
        if (!targetRead) {
            return Exchange.of(BranchCalls.get(database, change.into()), this::target)
                    .on(NotFoundException.class, this::withoutTarget);
        }
        if (reading == null) {
            tables = new ReadTables(database, change.into(), change.seen().changes());
            reading = new Courtesy(
                    tables,
                    "It cannot be read how the tables of \"" + change.into()
                            + "\" are: any change of its schema counts until the cutover.");
        }
        if (!reading.ended()) {
            Exchange<?> exchange = drive(reading, now);
            if (reading.ended() && tables.result() != null) {
                change.tables(tables.result());
            }
            return exchange;
        }
        return Exchange.of(DeployRequestCalls.diff(database, number), this::diff)
                .on(PlanetScaleException.class, this::withoutDiff);
    }

    private void request(DeployRequest request, Instant now) {
        change = new StagedChange(
                request,
                new Gates().evaluate(new Gates.Evidence(request, Change.of(request), null, false, null, null, false)));
    }

    /** Read before the diff, so that a change in between is found before the cutover rather than not at all. */
    private void target(Branch target, Instant now) {
        change.targetChanged(target.schemaLastUpdatedAt());
        if (target.schemaLastUpdatedAt() == null) {
            say("PlanetScale does not say when the schema of \"" + change.into() + "\" was changed last.");
        }
        targetRead = true;
    }

    private void withoutTarget(PlanetScaleException error, Instant now) {
        say("It cannot be read when the schema of \"" + change.into() + "\" was changed last. " + error.getMessage());
        targetRead = true;
    }

    private void diff(SchemaDocument diff, Instant now) {
        change.diff(diff);
        end();
    }

    /** The call is undocumented, and the diff is also on the deploy request's page: the approval need not wait for it. */
    private void withoutDiff(PlanetScaleException error, Instant now) {
        say("The diff of deploy request #" + number + " cannot be shown here. " + error.getMessage());
        end();
    }

    @Override
    Subject subject() {
        return null;
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
