package io.jenkins.plugins.planetscale.release.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.testing.TestLimits;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the reader of CREATE statements understands, and that it never passes over what it does not. */
class SchemaReaderTest {
    private static final String WHOLE = """
            CREATE TABLE `ord``ers` (
              `id` bigint unsigned NOT NULL AUTO_INCREMENT,
              `key` varchar(20) CHARACTER SET latin1 COLLATE latin1_bin NOT NULL DEFAULT 'it''s, (a) `b` -- c /* d */ # e',
              `state` enum('a,b','c)d','e''f','g\\\\h') COLLATE utf8mb4_bin DEFAULT 'a,b' COMMENT 'PRIMARY KEY (`x`), DROP',
              `tags` set('x','y') DEFAULT NULL,
              `price` decimal(10,2) unsigned zerofill NOT NULL DEFAULT '00000000.00',
              `made` datetime(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
              `uid` binary(16) DEFAULT (uuid_to_bin(uuid())),
              `flag` bit(1) NOT NULL DEFAULT b'0',
              `doc` json DEFAULT NULL,
              `name` varchar(9) GENERATED ALWAYS AS (json_unquote(json_extract(`doc`,_utf8mb4'$.name'))) STORED,
              `place` point NOT NULL /*!80003 SRID 4326 */,
              `hidden` int DEFAULT NULL /*!80023 INVISIBLE */,
              PRIMARY KEY (`id`),
              UNIQUE KEY `by key` (`key`(10),`state` DESC) USING BTREE COMMENT 'a ) b',
              KEY `f` ((lower(`name`)),(cast(json_extract(`doc`,_utf8mb4'$.n') as unsigned))),
              FULLTEXT KEY `ft` (`name`) /*!50100 WITH PARSER `ngram` */ ,
              SPATIAL KEY `sp` (`place`),
              KEY `inv` (`tags`) /*!80000 INVISIBLE */,
              CONSTRAINT `fk` FOREIGN KEY (`id`) REFERENCES `other``s` (`a`, `b`) ON DELETE CASCADE ON UPDATE SET NULL,
              CONSTRAINT `ch` CHECK (((`price` >= 0) and (`key` <> _utf8mb4'x)'))) /*!80016 NOT ENFORCED */
            ) ENGINE=InnoDB AUTO_INCREMENT=31 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci COMMENT='t''s; DROP TABLE x'
            /*!50100 PARTITION BY RANGE (year(`made`))
            (PARTITION p0 VALUES LESS THAN (2020) ENGINE = InnoDB,
             PARTITION `p 1` VALUES LESS THAN MAXVALUE ENGINE = InnoDB) */""";

    @Test
    void everythingThatShowCreateTableSays() throws Exception {
        TableDefinition table = SchemaReader.read(WHOLE);
        assertEquals("ord`ers", table.name());
        assertEquals(
                List.of("id", "key", "state", "tags", "price", "made", "uid", "flag", "doc", "name", "place", "hidden"),
                table.columns().stream().map(ColumnDefinition::name).toList());
        assertEquals("'it''s, (a) `b` -- c /* d */ # e'", table.column("KEY").defaultValue());
        assertEquals("latin1_bin", table.column("key").collation());
        assertEquals(
                List.of("a,b", "c)d", "e'f", "g\\h"),
                table.column("state").type().values());
        assertEquals("utf8mb4_0900_ai_ci", table.column("tags").collation());
        assertEquals(
                "decimal(10,2) unsigned zerofill", table.column("price").type().toString());
        assertEquals("current_timestamp(6)", table.column("made").onUpdate());
        assertEquals("(uuid_to_bin(uuid()))", table.column("uid").defaultValue());
        assertEquals("b'0'", table.column("flag").defaultValue());
        assertTrue(table.column("name").stored());
        assertEquals(4326, table.column("place").srid());
        assertTrue(table.column("hidden").invisible());
        assertNull(table.column("doc").charset());
        assertEquals("(`id`)", table.primaryKey().columns());
        assertEquals(
                List.of("by key", "f", "ft", "sp", "inv"),
                table.keys().stream().map(KeyDefinition::name).toList());
        assertEquals("(`key`(10),`state` DESC)", table.key("by KEY").columns());
        assertEquals(2, table.key("f").parts().size());
        assertEquals(2, table.constraints().size());
        assertEquals(List.of("p0", "p 1"), table.partitioning().names());
        assertEquals("'t''s; DROP TABLE x'", table.options().get("comment"));
        assertEquals(table, SchemaReader.read(table.ddl()));
        assertEquals(List.of(), SchemaComparison.of(table, SchemaReader.read(table.ddl())));
    }

    @Test
    void commentsAreNoCode() throws Exception {
        TableDefinition table =
                SchemaReader.read("/* a */ CREATE TABLE t ( -- `x` int,\n # y int,\n a int /* , b int */)");
        assertEquals(1, table.columns().size());
        assertNotNull(table.column("a"));
    }

    @Test
    void twoDashesWithoutASpaceAreNoComment() throws Exception {
        assertEquals(
                "`b`--1",
                SchemaReader.read("CREATE TABLE t (a int AS (`b`--1), b int)")
                        .column("a")
                        .generated()
                        .replace(" ", ""));
    }

    /** A table is not half read: whatever is not understood is refused, with the place. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";",
                "SELECT 1",
                "CREATE TABLE",
                "CREATE TABLE t",
                "CREATE TABLE t ()",
                "CREATE TABLE t (a)",
                "CREATE TABLE t (a int",
                "CREATE TABLE t (a int,)",
                "CREATE TABLE t (a int b)",
                "CREATE TABLE t (a int) SELECT 1",
                "CREATE TABLE t LIKE u",
                "CREATE TABLE t (a int FROBNICATED 3)",
                "CREATE TABLE t (a enum('x)",
                "CREATE TABLE t (`a int)",
                "CREATE TABLE t (a int) /* open",
                "CREATE TABLE t (a int) /*!50100 PARTITION BY RANGE (a) (PARTITION p0 VALUES LESS THAN (1))",
                "CREATE TABLE t (a int, KEY k)",
                "CREATE TABLE t (a int, KEY k (a) SIDEWAYS)",
                "CREATE TABLE t (a varchar(99999999999999))",
                "CREATE TABLE t (a int DEFAULT)",
                "CREATE TABLE t (a int DEFAULT x.y)",
                "CREATE TABLE t (a int) garbage",
                "CREATE TABLE t (a int)); DROP TABLE u",
                "CREATE TABLE t (a int) \\ x",
                "CREATE VIEW v"
            })
    void whatIsNotUnderstoodIsRefused(String text) {
        UnreadableSqlException refusal = assertThrows(UnreadableSqlException.class, () -> SchemaReader.read(text));
        assertTrue(refusal.getMessage().length() > 10, refusal::getMessage);
    }

    @Test
    void noTextAndAnEndlessOneAreRefused() {
        assertThrows(UnreadableSqlException.class, () -> SchemaReader.read(null));
        assertThrows(UnreadableSqlException.class, () -> SchemaReader.read(" ".repeat(SqlLexer.LONGEST + 1)));
    }

    /** A schema comes from the network: depth and size must neither exhaust the stack nor the time. */
    @Test
    void deepAndLongTextsEnd() {
        String deep = "CREATE TABLE t (a int CHECK (" + "(".repeat(100_000) + "1" + ")".repeat(100_000) + "))";
        String wide = "CREATE TABLE t ("
                + IntStream.range(0, 20_000).mapToObj(i -> "c" + i + " int").collect(Collectors.joining(",")) + ")";
        Assertions.assertTimeoutPreemptively(TestLimits.HANGING, () -> {
            SchemaReader.read(deep);
            assertEquals(20_000, SchemaReader.read(wide).columns().size());
        });
    }

    /** Cut, doubled and stirred texts are either read or refused; nothing else is ever thrown. */
    @Test
    void garbageIsRefusedAndNothingElse() {
        Random random = new Random(10);
        int refused = 0;
        for (int round = 0; round < 4000; round++) {
            StringBuilder text = new StringBuilder(WHOLE);
            for (int i = random.nextInt(6); i >= 0; i--) {
                int at = random.nextInt(Math.max(1, text.length()));
                int to = Math.min(text.length(), at + random.nextInt(30));
                switch (random.nextInt(4)) {
                    case 0 -> text.delete(at, to);
                    case 1 -> text.insert(at, "`'\"(),;/*-#\\\0\u202e".charAt(random.nextInt(14)));
                    case 2 -> text.insert(at, text.substring(Math.min(at, to), to));
                    default -> text.setLength(Math.max(1, at));
                }
            }
            try {
                TableDefinition read = SchemaReader.read(text.toString());
                assertEquals(read, SchemaReader.read(read.ddl()), text::toString);
            } catch (UnreadableSqlException e) {
                refused++;
            }
            try {
                StatementReader.read("ALTER TABLE t ADD " + text, null);
            } catch (UnreadableSqlException e) {
                refused++;
            }
        }
        assertTrue(refused > 4000, "refused " + refused);
    }
}
