package io.jenkins.plugins.planetscale.local.schema;

import java.util.ArrayList;
import java.util.List;

/**
 * What one table needs to become as another branch has it.
 *
 * @param keyspace where the table is
 * @param operation {@code CREATE}, {@code ALTER} or {@code DROP}
 * @param table table name
 * @param statement the DDL, without a semicolon
 * @param dropsData whether a table or a column goes
 * @param removedForeignKeys names of the foreign keys that go
 * @param instant whether MySQL can do it without copying rows; here: only columns are added
 */
public record SchemaChange(
        String keyspace,
        String operation,
        String table,
        String statement,
        boolean dropsData,
        List<String> removedForeignKeys,
        boolean instant) {

    /** Changes that turn {@code base} into {@code wanted}, one keyspace after the other. */
    public static List<SchemaChange> between(Schemas base, Schemas wanted) {
        List<SchemaChange> changes = new ArrayList<>();
        wanted.keyspaces.forEach((name, schema) -> changes.addAll(between(name, base.of(name), schema)));
        return changes;
    }

    /** Created tables, altered, dropped, by name within each. */
    private static List<SchemaChange> between(String keyspace, Schema base, Schema wanted) {
        List<SchemaChange> creates = new ArrayList<>();
        List<SchemaChange> alters = new ArrayList<>();
        List<SchemaChange> drops = new ArrayList<>();
        wanted.tables.forEach((name, table) -> {
            Table old = base.tables.get(name);
            if (old == null) {
                creates.add(new SchemaChange(keyspace, "CREATE", name, table.ddl(), false, List.of(), false));
            } else {
                alter(keyspace, old, table, alters);
            }
        });
        base.tables.forEach((name, table) -> {
            if (!wanted.tables.containsKey(name)) {
                drops.add(new SchemaChange(
                        keyspace, "DROP", name, "DROP TABLE `" + name + "`", true, foreignKeys(table), false));
            }
        });
        creates.addAll(alters);
        creates.addAll(drops);
        return creates;
    }

    private static List<String> foreignKeys(Table table) {
        return table.keys.entrySet().stream()
                .filter(key -> Table.isForeignKey(key.getValue()))
                .map(key -> key.getKey())
                .toList();
    }

    private static void alter(String keyspace, Table old, Table wanted, List<SchemaChange> into) {
        List<String> clauses = new ArrayList<>();
        List<String> removedForeignKeys = new ArrayList<>();
        boolean dropsData = false;
        old.keys.forEach((name, text) -> {
            if (!same(text, wanted.keys.get(name))) {
                clauses.add(dropKey(name, text));
                if (Table.isForeignKey(text) && !wanted.keys.containsKey(name)) {
                    removedForeignKeys.add(name);
                }
            }
        });
        for (String column : old.columns.keySet()) {
            if (!wanted.columns.containsKey(column)) {
                clauses.add("DROP COLUMN `" + column + "`");
                dropsData = true;
            }
        }
        columns(old, wanted, clauses);
        wanted.keys.forEach((name, text) -> {
            if (!same(text, old.keys.get(name))) {
                clauses.add("ADD " + text);
            }
        });
        if (!clauses.isEmpty()) {
            boolean instant = clauses.stream().allMatch(clause -> clause.startsWith("ADD COLUMN "));
            String statement = "ALTER TABLE `" + old.name + "` " + String.join(", ", clauses);
            into.add(new SchemaChange(keyspace, "ALTER", old.name, statement, dropsData, removedForeignKeys, instant));
        }
    }

    private static void columns(Table old, Table wanted, List<String> clauses) {
        String previous = null;
        List<String> names = List.copyOf(wanted.columns.keySet());
        for (String column : names) {
            String text = wanted.columns.get(column);
            if (!old.columns.containsKey(column)) {
                boolean last = column.equals(names.get(names.size() - 1));
                String place = last ? "" : previous == null ? " FIRST" : " AFTER `" + previous + "`";
                clauses.add("ADD COLUMN `" + column + "` " + text + place);
            } else if (!same(text, old.columns.get(column))) {
                clauses.add("MODIFY COLUMN `" + column + "` " + text);
            }
            previous = column;
        }
    }

    private static String dropKey(String name, String text) {
        if (name.equals(Table.PRIMARY)) {
            return "DROP PRIMARY KEY";
        }
        if (text.toUpperCase(java.util.Locale.ROOT).matches("(?s)(CONSTRAINT .*?)?CHECK\\s*\\(.*")
                && !Table.isForeignKey(text)) {
            return "DROP CHECK `" + name + "`";
        }
        return Table.isForeignKey(text) ? "DROP FOREIGN KEY `" + name + "`" : "DROP KEY `" + name + "`";
    }

    private static boolean same(String text, String other) {
        return other != null && DdlText.comparable(text).equals(DdlText.comparable(other));
    }
}
