package io.jenkins.plugins.planetscale.release;

import io.jenkins.plugins.planetscale.release.schema.Difference;
import io.jenkins.plugins.planetscale.release.schema.SchemaComparison;
import io.jenkins.plugins.planetscale.release.schema.StatementReader;
import io.jenkins.plugins.planetscale.release.schema.TableDefinition;
import io.jenkins.plugins.planetscale.release.schema.UnreadableSqlException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A statement and what it changes in its table: the target's definition is compared with what the statement makes of it,
 * as the statement is what PlanetScale runs; and with the branch's definition, which is all there is where the statement
 * is not understood.
 *
 * @param beside what the branch's definition has besides, of what could be lost: the statement does not do it
 */
record ChangedTable(Change change, List<Difference> differences, List<Difference> beside) {
    ChangedTable {
        differences = List.copyOf(differences);
        beside = List.copyOf(beside);
    }

    /** @param schemas null where none were read */
    static List<ChangedTable> of(List<Change> changes, SchemaLook schemas) {
        Map<Change, TableDefinition> dropped = new LinkedHashMap<>();
        Map<Change, TableDefinition> created = new LinkedHashMap<>();
        List<ChangedTable> tables = new ArrayList<>();
        for (Change change : changes) {
            Reader reader = new Reader(change, schemas);
            tables.add(new ChangedTable(change, reader.read(), reader.beside));
            if (reader.target != null && reader.source == null && reader.compared) {
                dropped.put(change, reader.target);
            } else if (reader.target == null && reader.source != null) {
                created.put(change, reader.source);
            }
        }
        tables.replaceAll(table -> renamed(table, dropped.get(table.change()), created));
        return tables;
    }

    /** PlanetScale makes a DROP and a CREATE of a table's rename. */
    private static ChangedTable renamed(
            ChangedTable table, TableDefinition gone, Map<Change, TableDefinition> created) {
        if (gone == null) {
            return table;
        }
        for (Map.Entry<Change, TableDefinition> made : created.entrySet()) {
            if (SchemaComparison.looksRenamed(gone, made.getValue())) {
                return new ChangedTable(
                        table.change(),
                        table.differences().stream()
                                .map(found -> new Difference(
                                        found.effect(),
                                        found.subject(),
                                        found.before(),
                                        found.after(),
                                        found.text() + ". This looks like a rename to "
                                                + made.getKey().name()
                                                + ": PlanetScale does not rename, so the rows are lost"))
                                .toList(),
                        table.beside());
            }
        }
        return table;
    }

    /** Whether all that it does is to add something. */
    boolean onlyAdds() {
        return differences.stream().allMatch(found -> found.effect() == Difference.Effect.ADDITION);
    }

    private static final class Reader {
        private final Change change;
        private final SchemaLook schemas;
        private final LinkedHashMap<String, Difference> found = new LinkedHashMap<>();
        private TableDefinition target;
        private TableDefinition source;
        private boolean compared;
        private final List<Difference> beside = new ArrayList<>();

        Reader(Change change, SchemaLook schemas) {
            this.change = change;
            this.schemas = schemas;
        }

        List<Difference> read() {
            List<Difference> branch = List.of();
            if (schemas != null && schemas.isRead(change.keyspace())) {
                branch = compare();
            }
            statement();
            if (compared && isClear()) {
                branch.stream()
                        .filter(one -> one.effect() == Difference.Effect.LOSS)
                        .filter(one -> !found.containsKey(key(one)))
                        .forEach(beside::add);
            } else {
                branch.forEach(this::add);
            }
            boolean loses = found.values().stream().anyMatch(one -> one.effect() == Difference.Effect.LOSS);
            if (change.dropsData() && !loses) {
                add(new Difference(
                        Difference.Effect.LOSS, "table", "", "", "PlanetScale says that the statement can drop data"));
            }
            return List.copyOf(found.values());
        }

        private boolean isClear() {
            return !found.isEmpty()
                    && found.values().stream().noneMatch(one -> one.effect() == Difference.Effect.UNCLEAR);
        }

        private List<Difference> compare() {
            try {
                target = schemas.target(change);
                source = schemas.source(change);
                compared = true;
            } catch (UnreadableSqlException e) {
                add(unclear("its definition cannot be read: " + e.getMessage()));
                return List.of();
            }
            if (target == null && source == null) {
                add(unclear("neither of the two branches shows a table of that name"));
                return List.of();
            }
            return SchemaComparison.of(target, source);
        }

        private void statement() {
            if (change.statement().isBlank()) {
                add(unclear("PlanetScale shows no statement for it"));
                return;
            }
            try {
                StatementReader.Reading reading = StatementReader.read(change.statement(), target);
                if (change.table() != null && !reading.table().equalsIgnoreCase(change.table())) {
                    add(unclear("its statement changes " + reading.table() + ": " + change.statement()));
                }
                reading.differences().forEach(this::add);
            } catch (UnreadableSqlException e) {
                add(unclear("its statement cannot be read (" + e.getMessage() + "): " + change.statement()));
            }
        }

        private static Difference unclear(String text) {
            return new Difference(Difference.Effect.UNCLEAR, "table", "", "", text);
        }

        private void add(Difference difference) {
            found.putIfAbsent(key(difference), difference);
        }

        private static String key(Difference difference) {
            return difference.effect() + " " + difference.text();
        }
    }
}
