package io.jenkins.plugins.planetscale.release;

import io.jenkins.plugins.planetscale.client.model.SchemaDocument;
import io.jenkins.plugins.planetscale.client.model.TableSchema;
import io.jenkins.plugins.planetscale.release.schema.SchemaComparison;
import io.jenkins.plugins.planetscale.release.schema.SchemaReader;
import io.jenkins.plugins.planetscale.release.schema.StatementReader;
import io.jenkins.plugins.planetscale.release.schema.TableDefinition;
import io.jenkins.plugins.planetscale.release.schema.UnreadableSqlException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Tells the diffs of a deploy request apart: PlanetScale names the table of each, not its keyspace, so where two
 * keyspaces have a table of that name, the diff belongs to the one whose statement does what the diff shows.
 */
final class TableDiffs {
    private TableDiffs() {}

    /** By {@link Change#name}; one that belongs to no change keeps PlanetScale's name, with a number if it is taken. */
    static Map<String, String> of(SchemaDocument document, List<Change> changes) {
        Map<String, String> diffs = new LinkedHashMap<>();
        List<Change> left = new ArrayList<>(changes);
        for (TableSchema diff : document.data()) {
            List<Change> candidates = left.stream()
                    .filter(change -> change.table() != null && change.table().equalsIgnoreCase(diff.name()))
                    .toList();
            Change owner = candidates.size() == 1 && count(document, diff) == 1
                    ? candidates.get(0)
                    : candidates.stream()
                            .filter(change -> isOf(diff.raw(), change))
                            .findFirst()
                            .orElse(null);
            left.remove(owner);
            diffs.put(free(owner == null ? diff.name() : owner.name(), diffs), diff.raw());
        }
        return diffs;
    }

    private static long count(SchemaDocument document, TableSchema diff) {
        return document.data().stream()
                .filter(other -> String.valueOf(other.name()).equalsIgnoreCase(diff.name()))
                .count();
    }

    private static String free(String name, Map<String, String> taken) {
        String free = name;
        for (int i = 2; taken.containsKey(free); i++) {
            free = name + " (" + i + ")";
        }
        return free;
    }

    private static boolean isOf(String diff, Change change) {
        try {
            TableDefinition before = side(diff, '+');
            TableDefinition after = side(diff, '-');
            return new HashSet<>(StatementReader.read(change.statement(), before).differences())
                    .equals(new HashSet<>(SchemaComparison.of(before, after)));
        } catch (UnreadableSqlException e) {
            return false;
        }
    }

    /** The text without the lines that are marked so; null where nothing is left. */
    private static TableDefinition side(String diff, char without) throws UnreadableSqlException {
        String text = diff == null
                ? ""
                : diff.lines()
                        .filter(line -> line.isEmpty() || line.charAt(0) != without)
                        .map(line -> line.isEmpty() ? "" : line.substring(1))
                        .collect(Collectors.joining("\n"));
        return text.isBlank() ? null : SchemaReader.read(text);
    }
}
