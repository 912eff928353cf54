package io.jenkins.plugins.planetscale.release.tables;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.api.BranchCalls;
import io.jenkins.plugins.planetscale.client.model.SchemaDocument;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import io.jenkins.plugins.planetscale.release.state.Change;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.function.Consumer;

/** Reads the tables of a branch that some changes touch, one keyspace after the other. */
public final class TableReader implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String branch;
    private final ArrayList<Change> changes;
    private final ArrayList<String> keyspaces = new ArrayList<>();
    private final TableFingerprints found = new TableFingerprints();

    public TableReader(String branch, Collection<Change> changes) {
        this.branch = branch;
        this.changes = new ArrayList<>(changes);
        LinkedHashSet<String> names = new LinkedHashSet<>();
        changes.forEach(change -> names.add(TableFingerprints.keyspace(change)));
        keyspaces.addAll(names);
    }

    /** The next look; null when all is read. */
    public ApiRequest<SchemaDocument> next(DatabaseRef database) {
        return next(database, all -> {});
    }

    /** The next look; null when all is read. @param done is given all of them after the last one */
    public ApiRequest<SchemaDocument> next(DatabaseRef database, Consumer<TableFingerprints> done) {
        return keyspaces.isEmpty()
                ? null
                : ApiRequest.of(BranchCalls.schema(database, branch, keyspaces.get(0)), (schema, now) -> {
                    read(schema, now);
                    if (found() != null) {
                        done.accept(found());
                    }
                });
    }

    private void read(SchemaDocument schema, Instant now) {
        found.add(keyspaces.remove(0), schema, changes);
    }

    /** Null before all is read. */
    public TableFingerprints found() {
        return keyspaces.isEmpty() ? found : null;
    }
}
