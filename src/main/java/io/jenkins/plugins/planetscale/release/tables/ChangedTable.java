package io.jenkins.plugins.planetscale.release.tables;

import io.jenkins.plugins.planetscale.release.schema.Difference;
import io.jenkins.plugins.planetscale.release.schema.SchemaComparison;
import io.jenkins.plugins.planetscale.release.schema.TableDefinition;
import io.jenkins.plugins.planetscale.release.state.Change;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A statement and the differences it makes to its table. The target's definition is compared with the result of the
 * statement, as the statement is what PlanetScale runs; and with the branch's definition, which is all there is when
 * the statement is not understood.
 *
 * @param others tables that the statement names and that are not the change's own: {@code billing.orders}
 * @param beside what the branch's definition has besides, of what could be lost: the statement does not do it
 */
public record ChangedTable(Change change, List<Difference> differences, List<Difference> beside, List<String> others) {
    public ChangedTable {
        differences = List.copyOf(differences);
        beside = List.copyOf(beside);
        others = List.copyOf(others);
    }

    /**
     * The statements of a table are judged one after the other, each by what the ones before it made: Vitess writes
     * more than one where MySQL does not take it all at once, such as two FULLTEXT keys.
     *
     * @param schemas null where none were read
     */
    public static List<ChangedTable> of(List<Change> changes, SchemaLookup schemas) {
        Map<Change, TableDefinition> dropped = new LinkedHashMap<>();
        Map<Change, TableDefinition> created = new LinkedHashMap<>();
        Map<String, TableStatements> byName = new LinkedHashMap<>();
        Map<Change, ChangedTable> judged = new LinkedHashMap<>();
        for (Change change : changes) {
            byName.computeIfAbsent(change.keyspace() + "." + change.table(), name -> new TableStatements(schemas))
                    .add(change);
        }
        for (TableStatements statements : byName.values()) {
            judged.putAll(statements.read());
            if (statements.isDropped()) {
                dropped.put(statements.last(), statements.target());
            } else if (statements.isCreated()) {
                created.put(statements.last(), statements.source());
            }
        }
        return changes.stream()
                .map(judged::get)
                .map(table -> renamed(table, dropped.get(table.change()), created))
                .toList();
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
                        table.beside(),
                        table.others());
            }
        }
        return table;
    }

    /** Whether all that it does is to add something. */
    public boolean onlyAdds() {
        return differences.stream().allMatch(found -> found.effect() == Difference.Effect.ADDITION);
    }
}
