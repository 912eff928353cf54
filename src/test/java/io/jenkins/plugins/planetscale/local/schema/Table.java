package io.jenkins.plugins.planetscale.local.schema;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A table as its CREATE TABLE says it: columns and keys by name, in order. Changed by {@link Alteration} alone. */
public final class Table {
    /** Name under which a primary key is kept. */
    static final String PRIMARY = "PRIMARY";

    private static final String[] KEY_WORDS = {
        "PRIMARY KEY", "UNIQUE", "KEY", "INDEX", "FULLTEXT", "SPATIAL", "CONSTRAINT", "FOREIGN KEY", "CHECK"
    };

    public final String name;
    final Map<String, String> columns = new LinkedHashMap<>();
    final Map<String, String> keys = new LinkedHashMap<>();
    final String options;

    private Table(String name, String options) {
        this.name = name;
        this.options = options;
    }

    /** Reads {@code CREATE TABLE …}. */
    static Table create(String statement) {
        int open = statement.indexOf('(');
        if (open < 0) {
            throw new IllegalArgumentException("no columns in: " + statement);
        }
        String head =
                statement.substring(0, open).replaceFirst("(?i)^\\s*CREATE\\s+TABLE\\s+(IF\\s+NOT\\s+EXISTS\\s+)?", "");
        int close = DdlText.closing(statement, open);
        Table table = new Table(DdlText.identifier(head), DdlText.oneLine(statement.substring(close + 1)));
        for (String part : DdlText.split(statement.substring(open + 1, close), ',')) {
            if (isKey(part)) {
                table.keys.put(keyName(part), part);
            } else {
                table.columns.put(DdlText.identifier(part), DdlText.afterIdentifier(part));
            }
        }
        return table;
    }

    Table copy() {
        return renamed(name);
    }

    Table renamed(String newName) {
        Table copy = new Table(newName, options);
        copy.columns.putAll(columns);
        copy.keys.putAll(keys);
        return copy;
    }

    static boolean isKey(String part) {
        return Stream.of(KEY_WORDS).anyMatch(words -> DdlText.startsWith(part, words));
    }

    static String keyName(String part) {
        if (DdlText.startsWith(part, "PRIMARY KEY")) {
            return PRIMARY;
        }
        if (DdlText.startsWith(part, "CONSTRAINT")) {
            String rest = part.substring("CONSTRAINT".length()).strip();
            String afterName = DdlText.afterIdentifier(rest);
            return DdlText.startsWith(afterName, "PRIMARY KEY") ? PRIMARY : DdlText.identifier(rest);
        }
        String rest = part.replaceFirst("(?i)^(UNIQUE|FULLTEXT|SPATIAL|FOREIGN)?\\s*(KEY|INDEX|CHECK)?\\s*", "");
        return DdlText.identifier(rest.replaceFirst("^\\(\\s*", ""));
    }

    static boolean isForeignKey(String definition) {
        return definition.toUpperCase(Locale.ROOT).contains("FOREIGN KEY");
    }

    /** Vitess needs a way to name each row; a deploy check refuses a table without one. */
    public boolean hasUniqueKey() {
        return keys.keySet().stream().anyMatch(PRIMARY::equals)
                || keys.values().stream()
                        .anyMatch(key -> key.toUpperCase(Locale.ROOT).contains("UNIQUE"))
                || columns.values().stream()
                        .map(column -> column.toUpperCase(Locale.ROOT))
                        .anyMatch(column -> column.contains("PRIMARY KEY") || column.contains("UNIQUE"));
    }

    /** The CREATE TABLE statement, one column or key a line, without a semicolon. */
    public String ddl() {
        return Stream.concat(
                        columns.entrySet().stream().map(column -> "`" + column.getKey() + "` " + column.getValue()),
                        keys.values().stream())
                .map(line -> "  " + line)
                .collect(Collectors.joining(
                        ",\n", "CREATE TABLE `" + name + "` (\n", "\n)" + (options.isEmpty() ? "" : " " + options)));
    }
}
