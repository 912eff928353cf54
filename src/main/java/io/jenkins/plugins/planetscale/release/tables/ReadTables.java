package io.jenkins.plugins.planetscale.release.tables;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.state.Change;
import java.time.Instant;
import java.util.Collection;

/** {@link TableReader} as an operation of its own; changes nothing. */
public final class ReadTables extends Operation<TableFingerprints> {
    private static final long serialVersionUID = 1L;

    private final DatabaseRef database;
    private final String branch;
    private final TableReader reader;

    public ReadTables(DatabaseRef database, String branch, Collection<Change> changes) {
        this.database = database;
        this.branch = branch;
        this.reader = new TableReader(branch, changes);
    }

    @Override
    protected ApiRequest<?> step(Instant now) {
        ApiRequest<?> next = reader.next(database);
        if (next == null) {
            end();
        }
        return next;
    }

    @Override
    public TableFingerprints result() {
        return reader.found();
    }

    @Override
    public String status(Instant now) {
        return "reading the schema of branch \"" + branch + "\"";
    }
}
