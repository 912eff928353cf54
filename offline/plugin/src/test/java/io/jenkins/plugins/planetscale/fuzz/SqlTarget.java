package io.jenkins.plugins.planetscale.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.release.schema.ColumnDefinition;
import io.jenkins.plugins.planetscale.release.schema.Difference;
import io.jenkins.plugins.planetscale.release.schema.SchemaComparison;
import io.jenkins.plugins.planetscale.release.schema.SchemaReader;
import io.jenkins.plugins.planetscale.release.schema.StatementReader;
import io.jenkins.plugins.planetscale.release.schema.TableDefinition;
import io.jenkins.plugins.planetscale.release.schema.UnreadableSqlException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A table, a line of dashes, and a statement about it. A statement of which {@link SqlOracle} says that it may lose
 * something is never one that changes nothing of value.
 */
final class SqlTarget implements FuzzTarget {
    private static final String LINE = "\n----\n";

    @Override
    public String run(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        int line = text.indexOf(LINE);
        String create = line < 0 ? "" : text.substring(0, line);
        String statement = line < 0 ? text : text.substring(line + LINE.length());
        TableDefinition table = table(create);
        return (table == null ? "no table" : "table") + ": " + judged(statement, table) + " / " + judged(statement, null);
    }

    private static TableDefinition table(String create) {
        try {
            TableDefinition table = SchemaReader.read(create);
            if (table.columns().size() < 6_000) {
                TableDefinition again = SchemaReader.read(table.ddl());
                assertEquals(table.ddl(), again.ddl(), "what is written is read");
                assertEquals(List.of(), SchemaComparison.of(table, again), "what is written is the same");
            }
            return table;
        } catch (UnreadableSqlException e) {
            assertTrue(e.getMessage().length() < 300, () -> "long: " + e.getMessage());
            return null;
        }
    }

    private static String judged(String statement, TableDefinition table) {
        StatementReader.Reading reading;
        try {
            reading = StatementReader.read(statement, table);
        } catch (UnreadableSqlException e) {
            assertTrue(e.getMessage().length() < 300, () -> "long: " + e.getMessage());
            return Promises.kind(e.getMessage().replaceAll("(?s)not .*", ""));
        }
        Set<Difference.Effect> effects =
                reading.differences().stream().map(Difference::effect).collect(Collectors.toCollection(TreeSet::new));
        boolean harmless = !effects.contains(Difference.Effect.LOSS) && !effects.contains(Difference.Effect.UNCLEAR);
        Set<String> stored = table == null
                ? null
                : table.columns().stream()
                        .filter(column -> column.generated() == null)
                        .map(ColumnDefinition::name)
                        .map(name -> name.toLowerCase(java.util.Locale.ROOT))
                        .collect(Collectors.toSet());
        String loss = SqlOracle.loss(statement, stored);
        assertTrue(!harmless || loss == null, () -> "taken for harmless, although " + loss + ": " + reading.differences());
        return effects + " " + reading.view() + (reading.other() == null) + (reading.after() == null);
    }

    @Override
    public List<String> words() {
        return List.of(
                "ALTER TABLE `t` ", "DROP COLUMN ", "DROP ", "ADD COLUMN ", "ADD ", "MODIFY ", "CHANGE ", "RENAME COLUMN ",
                " TO ", "RENAME TO ", "DROP TABLE ", "TRUNCATE TABLE ", "RENAME TABLE ", "CREATE TABLE ", "CREATE INDEX ", " ON ",
                "PRIMARY KEY", "UNIQUE KEY ", "KEY ", "FOREIGN KEY ", " REFERENCES ", "CHECK (", "CONSTRAINT ", "PARTITION BY HASH (",
                "PARTITION BY RANGE (", "ADD PARTITION (PARTITION p9 VALUES LESS THAN (9))", "DROP PARTITION ", "REORGANIZE PARTITION ",
                "TRUNCATE PARTITION ", "EXCHANGE PARTITION ", "REMOVE PARTITIONING", "COALESCE PARTITION 1", "CONVERT TO CHARACTER SET ",
                "GENERATED ALWAYS AS (", " STORED", " VIRTUAL", " NOT NULL", " DEFAULT ", " AFTER ", " FIRST", "`id`", "`a`", "`b`", "a", "b",
                "id", "int", "bigint unsigned", "varchar(20)", "text", "decimal(10,2)", "enum('x','y')", "datetime(6)", ",", "(", ")", ";",
                "/*!50100 ", "/* x */", "-- x\n", "# x\n", "'", "`", "\"", "CHARSET=latin1", "COLLATE utf8mb4_bin", "ENGINE=MyISAM",
                "ALTER COLUMN a DROP DEFAULT", "ALTER VIEW v AS SELECT 1", "AUTO_INCREMENT", "INVISIBLE", LINE);
    }

    @Override
    public int longest() {
        return 1 << 20;
    }

    /** Each token is an object with a text, which is made more than once. */
    @Override
    public int bytesOfByte() {
        return 600;
    }

    @Override
    public int tries() {
        return 6_000;
    }
}
