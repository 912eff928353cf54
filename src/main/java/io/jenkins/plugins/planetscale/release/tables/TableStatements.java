package io.jenkins.plugins.planetscale.release.tables;

import io.jenkins.plugins.planetscale.release.schema.Difference;
import io.jenkins.plugins.planetscale.release.schema.Difference.Effect;
import io.jenkins.plugins.planetscale.release.schema.SchemaComparison;
import io.jenkins.plugins.planetscale.release.schema.StatementReader;
import io.jenkins.plugins.planetscale.release.schema.TableDefinition;
import io.jenkins.plugins.planetscale.release.schema.UnreadableSqlException;
import io.jenkins.plugins.planetscale.release.state.Change;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The statements of a deploy request that change one table, in order, and the two definitions of the table. */
final class TableStatements {
    private final SchemaLookup schemas;
    private final List<Change> changes = new ArrayList<>();
    private final Map<Change, LinkedHashMap<String, Difference>> found = new LinkedHashMap<>();
    private final Map<Change, List<String>> others = new LinkedHashMap<>();
    private TableDefinition target;
    private TableDefinition source;
    private boolean compared;
    /** The table as the statements that were read have made it; null where it is not there, or not known. */
    private TableDefinition now;

    /** @param schemas null where none were read */
    TableStatements(SchemaLookup schemas) {
        this.schemas = schemas;
    }

    void add(Change change) {
        changes.add(change);
        found.put(change, new LinkedHashMap<>());
        others.put(change, new ArrayList<>());
    }

    Map<Change, ChangedTable> read() {
        Change first = changes.get(0);
        if (schemas != null && schemas.isRead(first.keyspace())) {
            compare(first);
        }
        now = target;
        boolean views = true;
        for (Change change : changes) {
            views &= statement(change);
        }
        if (compared && target == null && source == null && !views) {
            // the schema of a branch need not list its views
            add(first, unclear("neither of the two branches shows a table of that name"));
        }
        List<Difference> beside = compared ? branch() : List.of();
        Map<Change, ChangedTable> judged = new LinkedHashMap<>();
        for (Change change : changes) {
            saidByPlanetScale(change);
            judged.put(
                    change,
                    new ChangedTable(
                            change,
                            List.copyOf(found.get(change).values()),
                            change == last() ? beside : List.of(),
                            others.get(change)));
        }
        return judged;
    }

    private void compare(Change change) {
        try {
            target = schemas.target(change);
            source = schemas.source(change);
            compared = true;
        } catch (UnreadableSqlException e) {
            add(change, unclear("its definition cannot be read: " + e.getMessage()));
        }
    }

    /** Whether it is about a view. */
    private boolean statement(Change change) {
        if (change.statement().isBlank()) {
            add(change, unclear("PlanetScale shows no statement for it"));
            return false;
        }
        try {
            StatementReader.Reading reading = StatementReader.read(change.statement(), now);
            reading.differences().forEach(one -> add(change, one));
            names(change, reading);
            now = reading.after();
            return reading.view();
        } catch (UnreadableSqlException e) {
            add(change, unclear("its statement cannot be read (" + e.getMessage() + "): " + change.statement()));
            return false;
        }
    }

    /** A statement that names another table, or the same in another keyspace, is not what the change says it is. */
    private void names(Change change, StatementReader.Reading reading) {
        boolean otherTable = change.table() != null && !reading.table().equalsIgnoreCase(change.table());
        boolean otherKeyspace =
                reading.keyspace() != null && !reading.keyspace().equalsIgnoreCase(change.keyspace());
        if (otherTable || otherKeyspace) {
            String named = (reading.keyspace() == null ? "" : reading.keyspace() + ".") + reading.table();
            others.get(change).add(named);
            add(change, unclear("its statement changes " + named + ": " + change.statement()));
        }
        if (reading.other() != null) {
            others.get(change).add(reading.other());
        }
    }

    /** What the branch's definition has besides what the statements do; all of it where those are not understood. */
    private List<Difference> branch() {
        boolean clear = found.values().stream().allMatch(TableStatements::isClear);
        if (!clear) {
            SchemaComparison.of(target, source).forEach(one -> add(last(), one));
            return List.of();
        }
        return SchemaComparison.of(target, source).stream()
                .filter(one -> one.effect() == Effect.LOSS)
                .filter(one -> found.values().stream().noneMatch(known -> known.containsKey(key(one))))
                .filter(one -> now == null || !isDone(one))
                .toList();
    }

    /** Whether the statements together leave the thing as the branch has it. */
    private boolean isDone(Difference one) {
        return source != null
                && SchemaComparison.of(now, source).stream()
                        .noneMatch(left -> left.subject().equals(one.subject()));
    }

    private static boolean isClear(Map<String, Difference> found) {
        return !found.isEmpty() && found.values().stream().noneMatch(one -> one.effect() == Effect.UNCLEAR);
    }

    private void saidByPlanetScale(Change change) {
        boolean loses = found.get(change).values().stream().anyMatch(one -> one.effect() == Effect.LOSS);
        if (change.dropsData() && !loses) {
            add(
                    change,
                    new Difference(Effect.LOSS, "table", "", "", "PlanetScale says that the statement can drop data"));
        }
    }

    Change last() {
        return changes.get(changes.size() - 1);
    }

    TableDefinition target() {
        return target;
    }

    TableDefinition source() {
        return source;
    }

    boolean isDropped() {
        return compared && target != null && source == null;
    }

    boolean isCreated() {
        return compared && target == null && source != null;
    }

    private static Difference unclear(String text) {
        return new Difference(Effect.UNCLEAR, "table", "", "", text);
    }

    private void add(Change change, Difference difference) {
        found.get(change).putIfAbsent(key(difference), difference);
    }

    private static String key(Difference difference) {
        return difference.effect() + " " + difference.text();
    }
}
