package io.jenkins.plugins.planetscale.release.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a statement does to a table, for each of {@code statements.txt}. */
class StatementsTest {
    private static final Map<String, String> TABLES = Map.of(
            "ORDERS",
            "CREATE TABLE `orders` (`id` bigint NOT NULL, `customer_id` bigint NOT NULL, `status` varchar(20), `net` int,"
                    + " `gross` int GENERATED ALWAYS AS ((`net` * 2)) VIRTUAL, PRIMARY KEY (`id`),"
                    + " UNIQUE KEY `u` (`customer_id`,`status`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4",
            "PARTS",
            "CREATE TABLE `parts` (`id` int NOT NULL, PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4"
                    + " PARTITION BY RANGE (`id`) (PARTITION p1 VALUES LESS THAN (10), PARTITION p2 VALUES LESS THAN"
                    + " (20), PARTITION p3 VALUES LESS THAN (30))");

    record Statement(String name, String table, String sql, List<String> expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Statement> statements() throws IOException {
        List<Statement> statements = new ArrayList<>();
        try (InputStream in = StatementsTest.class.getResourceAsStream("statements.txt")) {
            for (String block : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("(?m)^= ")) {
                List<String> lines = block.lines()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .toList();
                if (lines.size() > 3) {
                    statements.add(new Statement(
                            lines.get(0),
                            TABLES.get(lines.get(1).substring(2)),
                            lines.get(2).substring(2).replace("\\n", "\n").replace("\\t", "\t"),
                            lines.subList(3, lines.size()).stream()
                                    .filter(line -> !line.equals("nothing"))
                                    .sorted()
                                    .toList()));
                }
            }
        }
        return statements;
    }

    @ParameterizedTest
    @MethodSource("statements")
    void doesThis(Statement statement) throws Exception {
        assertEquals(statement.expected(), found(statement));
    }

    private static List<String> found(Statement statement) throws UnreadableSqlException {
        TableDefinition table = statement.table() == null ? null : SchemaReader.read(statement.table());
        try {
            return StatementReader.read(statement.sql(), table).differences().stream()
                    .map(one -> one.effect() + " " + one.subject())
                    .sorted()
                    .toList();
        } catch (UnreadableSqlException e) {
            return List.of("unreadable");
        }
    }

    @Test
    void theKeyspaceThatAStatementNamesIsKept() throws Exception {
        assertEquals(
                "billing",
                StatementReader.read("ALTER TABLE `billing`.`orders` ADD COLUMN `a` int", null)
                        .keyspace());
        assertEquals(
                "billing",
                StatementReader.read("CREATE TABLE `billing`.`t` (`id` int)", null)
                        .keyspace());
        assertEquals(
                "eu.orders",
                StatementReader.read("RENAME TABLE `us`.`orders` TO `eu`.`orders`", null)
                        .other());
        assertNull(StatementReader.read("DROP TABLE `orders`", null).keyspace());
    }

    @Test
    void aStatementIsReadOnTopOfTheOneBefore() throws Exception {
        TableDefinition orders = SchemaReader.read(TABLES.get("ORDERS"));
        var first = StatementReader.read("ALTER TABLE `orders` DROP COLUMN `net`, DROP COLUMN `gross`", orders);
        var second = StatementReader.read("ALTER TABLE `orders` ADD COLUMN `net` int", first.after());
        assertEquals(
                List.of(Difference.Effect.ADDITION),
                second.differences().stream().map(Difference::effect).toList());
    }
}
