package io.jenkins.plugins.planetscale.release.tables;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.api.BranchCalls;
import io.jenkins.plugins.planetscale.client.error.MalformedException;
import io.jenkins.plugins.planetscale.client.error.NotFoundException;
import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import io.jenkins.plugins.planetscale.client.error.RefusedException;
import io.jenkins.plugins.planetscale.client.model.SchemaDocument;
import io.jenkins.plugins.planetscale.client.model.TableSchema;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import io.jenkins.plugins.planetscale.release.schema.SchemaReader;
import io.jenkins.plugins.planetscale.release.schema.TableDefinition;
import io.jenkins.plugins.planetscale.release.schema.UnreadableSqlException;
import io.jenkins.plugins.planetscale.release.state.Change;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Reads the definitions of the tables that a deploy request changes in its two branches, one keyspace and branch at a
 * time. Not persisted: after a restart they are read again. Only the definitions of those tables are kept.
 */
public final class SchemaLookup {
    /** More keyspaces in one change than anybody has. */
    private static final int KEYSPACES = 20;

    private record Part(boolean ofTarget, String keyspace) {}

    private record Table(boolean ofTarget, String keyspace, String name) {}

    private final DatabaseRef database;
    private final String target;
    private final String source;
    private final Deque<Part> unread = new ArrayDeque<>();
    private final Set<Table> wanted = new LinkedHashSet<>();
    private final Map<Table, List<String>> texts = new HashMap<>();
    private final Map<String, String> failures = new HashMap<>();
    private final Set<String> keyspaces = new LinkedHashSet<>();

    public SchemaLookup(DatabaseRef database, String target, String source, List<Change> changes) {
        this.database = database;
        this.target = target;
        this.source = source;
        for (Change change : changes) {
            if (change.table() == null || keyspaces.size() == KEYSPACES && !keyspaces.contains(change.keyspace())) {
                continue;
            }
            if (keyspaces.add(change.keyspace())) {
                unread.add(new Part(true, change.keyspace()));
                unread.add(new Part(false, change.keyspace()));
            }
            wanted.add(new Table(true, change.keyspace(), change.table()));
            wanted.add(new Table(false, change.keyspace(), change.table()));
        }
    }

    public boolean isDone() {
        return unread.isEmpty();
    }

    /** The next call; ask {@link #isDone} before. */
    public ApiRequest<?> exchange() {
        Part part = unread.element();
        String branch = part.ofTarget() ? target : source;
        return ApiRequest.of(
                        BranchCalls.schema(database, branch, part.keyspace()),
                        (SchemaDocument schema, Instant now) -> add(part, schema))
                .on(NotFoundException.class, (error, now) -> fail(part, branch, error))
                .on(RefusedException.class, (error, now) -> fail(part, branch, error))
                .on(MalformedException.class, (error, now) -> fail(part, branch, error));
    }

    private void add(Part part, SchemaDocument schema) {
        unread.remove(part);
        for (TableSchema table : schema.data()) {
            Table key = new Table(part.ofTarget(), part.keyspace(), table.name());
            if (wanted.contains(key)) {
                texts.computeIfAbsent(key, ignored -> new ArrayList<>()).add(table.raw());
            }
        }
    }

    private void fail(Part part, String branch, PlanetScaleException error) {
        unread.removeIf(other -> Objects.equals(other.keyspace(), part.keyspace()));
        failures.put(
                part.keyspace(),
                "the schema of \"" + branch + "\""
                        + (part.keyspace() == null ? "" : ", keyspace \"" + part.keyspace() + "\",")
                        + " cannot be read: " + error.getMessage());
    }

    /** Whether both branches have shown the tables of the keyspace. */
    boolean isRead(String keyspace) {
        return keyspaces.contains(keyspace) && !failures.containsKey(keyspace);
    }

    /** Why something is judged by its statements alone. */
    public List<String> failures() {
        return List.copyOf(failures.values());
    }

    /** The table as it is; null where there is none. */
    TableDefinition target(Change change) throws UnreadableSqlException {
        return read(new Table(true, change.keyspace(), change.table()));
    }

    /** The table as the branch has it; null where there is none. */
    TableDefinition source(Change change) throws UnreadableSqlException {
        return read(new Table(false, change.keyspace(), change.table()));
    }

    private TableDefinition read(Table table) throws UnreadableSqlException {
        List<String> found = texts.getOrDefault(table, List.of());
        if (found.size() > 1) {
            return SchemaReader.read("-- " + found.size() + " tables have that name");
        }
        return found.isEmpty() ? null : SchemaReader.read(found.get(0));
    }
}
