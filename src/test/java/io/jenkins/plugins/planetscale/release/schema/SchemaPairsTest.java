package io.jenkins.plugins.planetscale.release.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is found between two schemas, for each of the pairs of {@code pairs.txt}. */
class SchemaPairsTest {
    /** Two definitions of a table and the findings between them. */
    record Pair(String name, String before, String after, List<String> findings) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Pair> pairs() throws IOException {
        List<Pair> pairs = new ArrayList<>();
        try (InputStream in = SchemaPairsTest.class.getResourceAsStream("pairs.txt")) {
            for (String block : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("(?m)^= ")) {
                List<String> lines = block.lines()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .toList();
                if (lines.size() > 2) {
                    List<String> findings = lines.subList(3, lines.size()).stream()
                            .filter(line -> !line.equals("nothing"))
                            .toList();
                    pairs.add(new Pair(
                            lines.get(0),
                            table(lines.get(1).substring(1)),
                            table(lines.get(2).substring(1)),
                            findings));
                }
            }
        }
        return pairs;
    }

    private static String table(String text) {
        String definition = text.strip();
        return definition.startsWith("CREATE ")
                ? definition
                : "CREATE TABLE `t` (\n  `id` bigint NOT NULL,\n  " + (definition.isEmpty() ? "" : definition + ",\n  ")
                        + "PRIMARY KEY (`id`)\n) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci";
    }

    @Test
    void thereAreManyPairs() throws IOException {
        assertTrue(pairs().size() >= 60, () -> "pairs");
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void isFound(Pair pair) throws Exception {
        List<Difference> found = SchemaComparison.of(SchemaReader.read(pair.before()), SchemaReader.read(pair.after()));
        assertEquals(
                plain(pair.findings()),
                plain(found.stream().flatMap(SchemaPairsTest::line).toList()));
        for (String expected : pair.findings()) {
            int words = expected.indexOf(" ~ ");
            if (words > 0) {
                assertTrue(found.toString().contains(expected.substring(words + 3)), found::toString);
            }
        }
    }

    private static List<String> plain(List<String> findings) {
        return findings.stream()
                .map(line -> line.replaceFirst(" ~ .*", "").stripTrailing())
                .sorted()
                .toList();
    }

    private static Stream<String> line(Difference difference) {
        return switch (difference.effect()) {
            case LOSS, MEANING, FAILURE, REMOVAL ->
                Stream.of(difference.effect() + " " + difference.subject() + ": " + difference.before() + " -> "
                        + difference.after());
            case UNCLEAR -> Stream.of("UNCLEAR " + difference.subject());
            case ADDITION, CHANGE -> Stream.empty();
        };
    }

    /** The sentence about it names the thing, and both values where there are two. */
    @ParameterizedTest
    @MethodSource("pairs")
    void isTold(Pair pair) throws Exception {
        for (Difference found :
                SchemaComparison.of(SchemaReader.read(pair.before()), SchemaReader.read(pair.after()))) {
            assertTrue(found.text().contains(found.subject()), found::text);
            assertTrue(found.text().contains(found.before()), found::text);
        }
    }

    /** What was read is written so that it is read as the same again. */
    @ParameterizedTest
    @MethodSource("pairs")
    void isReadAgain(Pair pair) throws Exception {
        for (String text : List.of(pair.before(), pair.after())) {
            TableDefinition table = SchemaReader.read(text);
            assertEquals(table, SchemaReader.read(table.ddl()), text);
            assertEquals(List.of(), SchemaComparison.of(table, SchemaReader.read(table.ddl())), text);
        }
    }
}
