package io.jenkins.plugins.planetscale.release.schema;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The partitioning of a table.
 *
 * @param by canonical: {@code range(year(`at`))}
 * @param count as {@code PARTITIONS n} says; 0 where it does not
 * @param partitions name and values ({@code less than (2025)}, {@code in (1,2)}, empty), in order
 */
public record Partitioning(String by, int count, Map<String, String> partitions) {
    public Partitioning {
        partitions = Collections.unmodifiableMap(new LinkedHashMap<>(partitions));
    }

    /** Whether a row can be without a partition to go to. */
    boolean refusesRows() {
        return by.startsWith("range") || by.startsWith("list");
    }

    /** Names are found in any case, as MySQL does. Null for no such partition. */
    String values(String name) {
        return partitions.entrySet().stream()
                .filter(partition -> partition.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    Partitioning with(Map<String, String> added) {
        Map<String, String> all = new LinkedHashMap<>(partitions);
        all.putAll(added);
        return new Partitioning(by, count, all);
    }

    Partitioning without(String name) {
        Map<String, String> left = new LinkedHashMap<>(partitions);
        left.keySet().removeIf(name::equalsIgnoreCase);
        return new Partitioning(by, count, left);
    }

    /** The new ones stand where the first of the old ones stood. */
    Partitioning replaced(List<String> gone, Map<String, String> made) {
        Map<String, String> all = new LinkedHashMap<>();
        partitions.forEach((name, values) -> {
            if (gone.stream().anyMatch(name::equalsIgnoreCase)) {
                all.putAll(made);
            } else {
                all.put(name, values);
            }
        });
        return new Partitioning(by, count, all);
    }

    static Partitioning read(SqlCursor in) throws UnreadableSqlException {
        StringBuilder by = new StringBuilder();
        while (!in.sees("(")) {
            if (in.isEnd()) {
                throw in.unexpected("a way to partition");
            }
            by.append(by.isEmpty() ? "" : " ").append(in.next().canonical());
        }
        by.append('(').append(SqlText.joined(in.group())).append(')');
        int count = in.take("PARTITIONS") ? in.number() : 0;
        if (in.take("SUBPARTITION", "BY")) {
            by.append(" subpartition by");
            while (!in.sees("(")) {
                if (in.isEnd()) {
                    throw in.unexpected("a way to partition");
                }
                by.append(' ').append(in.next().canonical());
            }
            by.append('(').append(SqlText.joined(in.group())).append(')');
            if (in.take("SUBPARTITIONS")) {
                by.append(" subpartitions ").append(in.number());
            }
        }
        return new Partitioning(by.toString(), count, in.sees("(") ? list(in) : Map.of());
    }

    static Map<String, String> list(SqlCursor in) throws UnreadableSqlException {
        Map<String, String> partitions = new LinkedHashMap<>();
        in.expect("(");
        do {
            in.expect("PARTITION");
            partitions.put(in.name(), values(in));
            while (!in.sees(",") && !in.sees(")")) { // engine, comment, directories, subpartitions
                if (in.isEnd()) {
                    throw in.unexpected("the end of the partitions");
                }
                if (in.sees("(")) {
                    in.group();
                } else {
                    in.next();
                }
            }
        } while (in.takeAnother(SqlCursor.MOST_PARTITIONS));
        in.expect(")");
        return partitions;
    }

    private static String values(SqlCursor in) throws UnreadableSqlException {
        if (!in.take("VALUES")) {
            return "";
        }
        if (in.take("IN")) {
            return "in (" + SqlText.joined(in.group()) + ")";
        }
        if (in.take("LESS", "THAN")) {
            return "less than " + (in.take("MAXVALUE") ? "(maxvalue)" : "(" + SqlText.joined(in.group()) + ")");
        }
        throw in.unexpected("the values of a partition");
    }

    /** As in {@code SHOW CREATE TABLE}. */
    public String definition() {
        String list = partitions.entrySet().stream()
                .map(partition -> "PARTITION " + SqlText.quoted(partition.getKey())
                        + (partition.getValue().isEmpty() ? "" : " VALUES " + partition.getValue()))
                .collect(Collectors.joining(", ", " (", ")"));
        return "PARTITION BY " + by + (count == 0 ? "" : " PARTITIONS " + count) + (partitions.isEmpty() ? "" : list);
    }

    List<String> names() {
        return List.copyOf(partitions.keySet());
    }
}
