package io.jenkins.plugins.planetscale.release;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.DeployRequestCalls;
import io.jenkins.plugins.planetscale.client.PlanetScaleException;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.client.model.SchemaDocument;
import java.time.Instant;

/** Reads what a person has to know who decides about a deploy request; changes nothing. */
final class DescribeChange extends Operation<StagedChange> {
    private static final long serialVersionUID = 1L;

    private final DatabaseRef database;
    private final int number;
    private StagedChange change;

    DescribeChange(DatabaseRef database, int number) {
        this.database = database;
        this.number = number;
    }

    @Override
    Exchange<?> step(Instant now) {
        return change == null
                ? Exchange.of(DeployRequestCalls.get(database, number), this::request)
                : Exchange.of(DeployRequestCalls.diff(database, number), this::diff)
                        .on(PlanetScaleException.class, this::withoutDiff);
    }

    private void request(DeployRequest request, Instant now) {
        change = new StagedChange(
                request,
                new Gates().evaluate(new Gates.Evidence(request, Change.of(request), null, false, null, null, false)));
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
