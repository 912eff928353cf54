package io.jenkins.plugins.planetscale.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.release.schema.Difference;
import io.jenkins.plugins.planetscale.release.schema.SchemaReader;
import io.jenkins.plugins.planetscale.release.schema.StatementReader;
import io.jenkins.plugins.planetscale.release.schema.UnreadableSqlException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A column's type, a line of dashes, and the type that it gets: values that were there have to fit, or it is told. */
final class ColumnTypeTarget implements FuzzTarget {
    private static final String LINE = "\n----\n";

    @Override
    public String run(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        int line = text.indexOf(LINE);
        String from = line < 0 ? "int" : text.substring(0, line);
        String to = text.substring(line < 0 ? 0 : line + LINE.length());
        Set<Difference.Effect> effects;
        try {
            effects = StatementReader.read(
                            "ALTER TABLE t MODIFY c " + to, SchemaReader.read("CREATE TABLE t (c " + from + ")"))
                    .differences()
                    .stream()
                    .map(Difference::effect)
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (UnreadableSqlException e) {
            return "unreadable";
        }
        boolean harmless = !effects.contains(Difference.Effect.LOSS) && !effects.contains(Difference.Effect.UNCLEAR);
        ColumnValues.Type before = ColumnValues.type(from);
        ColumnValues.Type after = ColumnValues.type(to);
        if (before == null || after == null) {
            return effects + " not known";
        }
        for (Object value : ColumnValues.some(before)) {
            assertTrue(!harmless || ColumnValues.holds(after, value), () -> "taken for harmless, although " + to
                    + " does not hold a value of " + from + ": " + shortened(value));
        }
        return effects + " " + before.name() + " " + after.name();
    }

    private static String shortened(Object value) {
        String text = String.valueOf(value);
        return text.length() < 60 ? text : text.substring(0, 60) + "… (" + text.length() + ")";
    }

    @Override
    public List<String> words() {
        return List.of(
                "tinyint", "smallint", "mediumint", "int", "bigint", " unsigned", "decimal(", "10,2)", "20,0)", "float", "double",
                "char(", "varchar(", "tinytext", "text", "mediumtext", "longtext", "binary(", "varbinary(", "tinyblob", "blob",
                "mediumblob", "longblob", "enum('a','b')", "enum('a')", "set('a','b')", "json", "bit(", "8)", "20)", "64)", "255)",
                "date", "datetime", "datetime(6)", "timestamp", "timestamp(3)", "time", "time(2)", "year", LINE, " NOT NULL", "1)", "3,3)");
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
        return 8_000;
    }
}
