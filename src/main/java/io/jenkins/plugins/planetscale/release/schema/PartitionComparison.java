package io.jenkins.plugins.planetscale.release.schema;

import io.jenkins.plugins.planetscale.release.schema.Difference.Effect;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares the partitioning of two definitions of a table. Dropping a partition deletes its rows; partitioning anew
 * (PARTITION BY, REORGANIZE) moves rows, and fails when there are rows that no partition takes [MySQL manual,
 * "Management of RANGE and LIST Partitions"].
 */
final class PartitionComparison {
    /** How rows get into other partitions. */
    enum Way {
        /** Rows move: PARTITION BY, REORGANIZE PARTITION. */
        SPREAD,
        /** Rows go with their partition: DROP PARTITION. */
        DROPPED,
        /** Only the two definitions are there: it is judged by what Vitess would write. */
        UNKNOWN
    }

    private static final String REFUSED = "rows that no partition takes fail the change";
    private static final String LESS_THAN = "less than ";

    private final Partitioning before;
    private final Partitioning after;
    private final List<Difference> found;

    private PartitionComparison(Partitioning before, Partitioning after, List<Difference> found) {
        this.before = before;
        this.after = after;
        this.found = found;
    }

    /**
     * @param before null for a table in one piece
     * @param after the same
     */
    static void compare(Partitioning before, Partitioning after, Way way, List<Difference> found) {
        if (before == null && after == null || before != null && before.equals(after)) {
            return;
        }
        PartitionComparison comparison = new PartitionComparison(before, after, found);
        if (before == null || after == null || !before.by().equals(after.by())) {
            comparison.whole(after != null && after.refusesRows());
        } else if (way == Way.SPREAD) {
            comparison.whole(after.refusesRows() && !comparison.takesAll());
        } else {
            comparison.each(way);
        }
    }

    private void whole(boolean refuses) {
        found.add(Difference.changed(
                refuses ? Effect.FAILURE : Effect.CHANGE,
                "partitions",
                before == null ? "no partitions" : before.definition(),
                after == null ? "no partitions" : after.definition(),
                refuses ? REFUSED : ""));
    }

    private void each(Way way) {
        if (before.count() != after.count()) {
            whole(false);
        }
        boolean takesAll = takesAll();
        boolean keepsRows = way == Way.UNKNOWN && takesAll && !losesItsFirst();
        before.partitions().forEach((name, values) -> {
            String now = after.values(name);
            if (now == null) {
                boolean loses = before.refusesRows() && !keepsRows;
                found.add(Difference.removed(
                        loses ? Effect.LOSS : Effect.CHANGE,
                        "partition " + name,
                        values,
                        loses ? "; its rows go with it" : ""));
            } else if (!now.equals(values)) {
                found.add(Difference.changed(
                        takesAll ? Effect.CHANGE : Effect.LOSS,
                        "partition " + name,
                        values,
                        now,
                        takesAll ? "" : "rows that no partition takes are lost or refused"));
            }
        });
        after.partitions().forEach((name, values) -> {
            if (before.values(name) == null) {
                found.add(Difference.added("partition " + name, values));
            }
        });
    }

    /**
     * Whether only the first partitions of a range are gone and the others are as they were: what Vitess takes for a
     * rotation, and may write as DROP PARTITION [vitess, go/vt/schemadiff, RangeRotationDistinctStatements].
     */
    private boolean losesItsFirst() {
        List<Map.Entry<String, String>> old = List.copyOf(before.partitions().entrySet());
        int gone = 0;
        while (gone < old.size() && after.values(old.get(gone).getKey()) == null) {
            gone++;
        }
        return gone > 0
                && old.subList(gone, old.size()).stream()
                        .allMatch(one -> one.getValue().equals(after.values(one.getKey())));
    }

    /** Whether each row that had a partition has one. */
    private boolean takesAll() {
        if (before.by().startsWith("list")) {
            return listed(after).containsAll(listed(before));
        }
        return !before.by().startsWith("range") || !isLess(last(after), last(before));
    }

    private static String last(Partitioning partitioning) {
        List<String> values = List.copyOf(partitioning.partitions().values());
        return values.isEmpty() ? "" : values.get(values.size() - 1);
    }

    /** True also where it is not known. */
    private static boolean isLess(String limit, String than) {
        if (limit.equals(than) || limit.equals(LESS_THAN + "(maxvalue)")) {
            return false;
        }
        if (!limit.startsWith(LESS_THAN) || !than.startsWith(LESS_THAN)) {
            return true;
        }
        String one = limit.substring(LESS_THAN.length() + 1, limit.length() - 1);
        String other = than.substring(LESS_THAN.length() + 1, than.length() - 1);
        if (isDate(one) && isDate(other)) {
            return one.compareTo(other) < 0;
        }
        try {
            return new BigDecimal(one.replace(" ", "")).compareTo(new BigDecimal(other.replace(" ", ""))) < 0;
        } catch (NumberFormatException e) {
            return true;
        }
    }

    private static boolean isDate(String literal) {
        return literal.matches("'\\d{4}-\\d\\d-\\d\\d( \\d\\d:\\d\\d:\\d\\d)?'");
    }

    /** The values of all partitions, each canonical. */
    private static Set<String> listed(Partitioning partitioning) {
        Set<String> listed = new HashSet<>();
        for (String values : partitioning.partitions().values()) {
            try {
                SqlCursor in = new SqlCursor(values);
                in.take("in");
                List<SqlToken> one = new ArrayList<>();
                int depth = 0;
                for (SqlToken token : in.sees("(") ? in.group() : List.<SqlToken>of()) {
                    depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
                    if (depth == 0 && token.is(",")) {
                        listed.add(SqlText.joined(one));
                        one.clear();
                    } else {
                        one.add(token);
                    }
                }
                listed.add(SqlText.joined(one));
            } catch (UnreadableSqlException e) {
                listed.add(values);
            }
        }
        return listed;
    }
}
