package io.jenkins.plugins.planetscale.release.schema;

import io.jenkins.plugins.planetscale.release.schema.Difference.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Compares two definitions of a table, column by column and key by key. */
public final class SchemaComparison {
    private SchemaComparison() {}

    /**
     * What becomes different; empty for nothing.
     *
     * @param before null for a table that is created
     * @param after null for a table that is dropped
     */
    public static List<Difference> of(TableDefinition before, TableDefinition after) {
        return of(before, after, PartitionComparison.Way.UNKNOWN);
    }

    /** @param way how an ALTER comes to other partitions */
    static List<Difference> of(TableDefinition before, TableDefinition after, PartitionComparison.Way way) {
        List<Difference> found = new ArrayList<>();
        if (before == null || after == null) {
            if (before != null) {
                found.add(
                        before.isView()
                                ? Difference.removed(Effect.REMOVAL, "view", "", "")
                                : Difference.removed(Effect.LOSS, "table", "", " with all its rows"));
            } else if (after != null) {
                found.add(Difference.added(after.isView() ? "view" : "table", after.isView() ? "" : after.ddl()));
            }
            return found;
        }
        if (Math.max(before.columns().size(), after.columns().size()) > SqlCursor.MOST_ELEMENTS) {
            found.add(Difference.unclear(
                    "table",
                    "the table has more than " + SqlCursor.MOST_ELEMENTS + " columns, which are not compared"));
            return found;
        }
        if (before.isView() || after.isView()) {
            view(before, after, found);
            return found;
        }
        new ColumnComparison(before, after, found).compare();
        new KeyComparison(before, after, found).compare();
        options(before, after, found);
        PartitionComparison.compare(before.partitioning(), after.partitioning(), way, found);
        return found;
    }

    /** Whether a table that goes may be the one that comes, under another name. */
    public static boolean looksRenamed(TableDefinition dropped, TableDefinition created) {
        return !dropped.isView()
                && !created.isView()
                && dropped.columns().stream()
                        .map(ColumnDefinition::name)
                        .toList()
                        .equals(created.columns().stream()
                                .map(ColumnDefinition::name)
                                .toList())
                && dropped.columns().stream()
                        .map(ColumnDefinition::type)
                        .toList()
                        .equals(created.columns().stream()
                                .map(ColumnDefinition::type)
                                .toList());
    }

    private static void view(TableDefinition before, TableDefinition after, List<Difference> found) {
        if (before.isView() && after.isView()) {
            if (!before.viewText().equals(after.viewText())) {
                found.add(Difference.changed(Effect.REMOVAL, "view", before.viewText(), after.viewText(), ""));
            }
        } else if (before.isView()) {
            found.add(Difference.changed(Effect.REMOVAL, "view", "a view", "a table", ""));
        } else {
            found.add(Difference.removed(Effect.LOSS, "table", "", " with all its rows; a view takes its name"));
        }
    }

    private static void options(TableDefinition before, TableDefinition after, List<Difference> found) {
        Map<String, String> old = before.options();
        Map<String, String> now = after.options();
        TreeSet<String> keys = new TreeSet<>(old.keySet());
        keys.addAll(now.keySet());
        keys.removeAll(List.of("charset", "collate")); // the columns say what becomes of them
        for (String key : keys) {
            String was = old.getOrDefault(key, "");
            String is = now.getOrDefault(key, "");
            if (was.equals(is) || key.equals("engine") && (was.isEmpty() || is.isEmpty())) {
                continue;
            }
            boolean loses = key.equals("engine") && !is.equals("innodb");
            found.add(Difference.changed(
                    loses ? Effect.LOSS : Effect.CHANGE,
                    "option " + key,
                    was.isEmpty() ? "nothing" : was,
                    is.isEmpty() ? "nothing" : is,
                    loses ? "only InnoDB is sure to keep the rows" : ""));
        }
        if (!before.charset().equals(after.charset()) || !before.collation().equals(after.collation())) {
            found.add(Difference.changed(Effect.CHANGE, "option collate", before.collation(), after.collation(), ""));
        }
    }
}
