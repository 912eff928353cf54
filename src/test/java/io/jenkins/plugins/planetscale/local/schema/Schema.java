package io.jenkins.plugins.planetscale.local.schema;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The tables of a branch, by name. Not thread-safe: its branch guards it. */
public final class Schema {
    public final Map<String, Table> tables = new TreeMap<>();

    public static Schema of(String ddl) {
        Schema schema = new Schema();
        schema.apply(ddl);
        return schema;
    }

    public Schema copy() {
        Schema copy = new Schema();
        tables.forEach((name, table) -> copy.tables.put(name, table.copy()));
        return copy;
    }

    /**
     * Runs CREATE TABLE, ALTER TABLE, DROP TABLE, RENAME TABLE, CREATE INDEX and DROP INDEX statements.
     *
     * @throws IllegalArgumentException for anything else, and for an ALTER of a table that is not there
     */
    public void apply(String ddl) {
        for (String statement : DdlText.statements(ddl)) {
            if (statement.matches("(?is)CREATE\\s+TABLE\\s.*")) {
                Table table = Table.create(statement);
                tables.put(table.name, table);
            } else if (statement.matches("(?is)DROP\\s+TABLE\\s.*")) {
                String names = statement.replaceFirst("(?i)DROP\\s+TABLE\\s+(IF\\s+EXISTS\\s+)?", "");
                DdlText.split(names, ',').forEach(name -> tables.remove(DdlText.identifier(name)));
            } else if (statement.matches("(?is)ALTER\\s+TABLE\\s.*")) {
                alter(statement.replaceFirst("(?i)ALTER\\s+TABLE\\s+", ""));
            } else if (statement.matches("(?is)CREATE\\s+(UNIQUE\\s+|FULLTEXT\\s+)?INDEX\\s.*")) {
                String[] sides = statement.replaceFirst("(?i)CREATE\\s+", "").split("(?i)\\s+ON\\s+", 2);
                alter("`" + DdlText.identifier(sides[1]) + "` ADD " + sides[0] + " "
                        + DdlText.afterIdentifier(sides[1]));
            } else if (statement.matches("(?is)DROP\\s+INDEX\\s.*")) {
                String[] sides = statement.split("(?i)\\s+ON\\s+", 2);
                alter("`" + DdlText.identifier(sides[1]) + "` " + sides[0]);
            } else {
                throw new IllegalArgumentException("the local PlanetScale cannot do: " + statement);
            }
        }
    }

    private void alter(String text) {
        String name = DdlText.identifier(text);
        Table table = tables.get(name);
        if (table == null) {
            throw new IllegalArgumentException("no table " + name + " to alter");
        }
        for (String clause : DdlText.split(DdlText.afterIdentifier(text), ',')) {
            if (clause.matches("(?is)RENAME\\s+(TO|AS)\\s.*")) {
                String newName = DdlText.identifier(clause.replaceFirst("(?i)RENAME\\s+(TO|AS)\\s+", ""));
                tables.remove(name);
                table = table.renamed(newName);
                tables.put(newName, table);
            } else {
                Alteration.apply(table, clause);
            }
        }
    }

    /** All CREATE TABLE statements, by table name, each closed by a semicolon and a line end. */
    public String ddl() {
        return tables.values().stream().map(table -> table.ddl() + ";\n").collect(Collectors.joining());
    }
}
