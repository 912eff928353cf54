package io.jenkins.plugins.planetscale.release.schema;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A key of a table.
 *
 * @param name null for the primary key and where none was given
 * @param options the rest, canonical, such as {@code using hash} or {@code invisible}
 */
public record KeyDefinition(Kind kind, String name, List<Part> parts, String options) {
    /** What a key is for. */
    public enum Kind {
        PRIMARY("PRIMARY KEY"),
        UNIQUE("UNIQUE KEY"),
        INDEX("KEY"),
        FULLTEXT("FULLTEXT KEY"),
        SPATIAL("SPATIAL KEY"),
        VECTOR("VECTOR KEY");

        final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /**
     * @param column null for an expression
     * @param expression null for a column
     * @param length of the prefix that is in the key; 0 for all of it
     */
    public record Part(String column, String expression, int length, boolean descending) {
        @Override
        public String toString() {
            return (column == null ? "(" + expression + ")" : SqlText.quoted(column))
                    + (length == 0 ? "" : "(" + length + ")")
                    + (descending ? " DESC" : "");
        }

        Part ascending() {
            return new Part(column, expression, length, false);
        }
    }

    public KeyDefinition {
        parts = List.copyOf(parts);
    }

    boolean isUnique() {
        return kind == Kind.PRIMARY || kind == Kind.UNIQUE;
    }

    /** Whether both hold the same, under whatever name. */
    boolean holdsAs(KeyDefinition other) {
        return kind == other.kind && parts.equals(other.parts);
    }

    KeyDefinition named(String newName) {
        return new KeyDefinition(kind, newName, parts, options);
    }

    /** Null where no part is left. */
    KeyDefinition withoutColumn(String column) {
        List<Part> left = parts.stream()
                .filter(part -> !column.equalsIgnoreCase(part.column()))
                .toList();
        return left.isEmpty() ? null : new KeyDefinition(kind, name, left, options);
    }

    KeyDefinition renamedColumn(String from, String to) {
        return new KeyDefinition(
                kind,
                name,
                parts.stream()
                        .map(part -> from.equalsIgnoreCase(part.column())
                                ? new Part(to, null, part.length(), part.descending())
                                : part)
                        .toList(),
                options);
    }

    /** {@code (`a`,`b`)}. */
    String columns() {
        return parts.stream().map(Part::toString).collect(Collectors.joining(",", "(", ")"));
    }

    /** As in {@code SHOW CREATE TABLE}. */
    public String definition() {
        return kind.words + (name == null ? "" : " " + SqlText.quoted(name)) + " " + columns()
                + (options.isEmpty() ? "" : " " + options);
    }
}
