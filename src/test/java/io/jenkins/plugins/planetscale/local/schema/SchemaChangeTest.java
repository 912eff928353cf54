package io.jenkins.plugins.planetscale.local.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaChangeTest {
    private static final String BASE = """
        CREATE TABLE `orders` (
          `id` bigint NOT NULL AUTO_INCREMENT,
          `customer_id` bigint NOT NULL,
          `total` decimal(10,2) NOT NULL DEFAULT '0.00',
          `note` varchar(20) COMMENT 'a, b; (c',
          PRIMARY KEY (`id`),
          UNIQUE KEY `by_note` (`note`, `total`),
          CONSTRAINT `fk_customer` FOREIGN KEY (`customer_id`) REFERENCES `customers` (`id`) ON DELETE CASCADE
        ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
        CREATE TABLE customers (id bigint PRIMARY KEY); -- a comment; with a semicolon
        """;

    private static List<SchemaChange> between(Schema base, Schema wanted) {
        Schemas none = new Schemas(List.of());
        return SchemaChange.between(none.with("shop", base), none.with("shop", wanted));
    }

    private static List<SchemaChange> after(String ddl) {
        Schema wanted = Schema.of(BASE);
        wanted.apply(ddl);
        return between(Schema.of(BASE), wanted);
    }

    private static String statement(String ddl) {
        List<SchemaChange> changes = after(ddl);
        assertEquals(1, changes.size(), changes.toString());
        return changes.get(0).statement();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE orders ADD COLUMN paid tinyint NOT NULL DEFAULT 0",
                "ALTER TABLE orders ADD paid tinyint AFTER id, ADD COLUMN zero int FIRST",
                "ALTER TABLE orders ADD COLUMN (a int, b int)",
                "ALTER TABLE orders DROP COLUMN note, DROP INDEX by_note",
                "ALTER TABLE orders MODIFY COLUMN note varchar(50) NOT NULL",
                "ALTER TABLE orders CHANGE note remark varchar(20)",
                "ALTER TABLE orders RENAME COLUMN note TO remark",
                "ALTER TABLE orders DROP FOREIGN KEY fk_customer",
                "ALTER TABLE orders DROP PRIMARY KEY, ADD PRIMARY KEY (id, customer_id)",
                "CREATE UNIQUE INDEX by_total ON orders (total)",
                "DROP INDEX by_note ON orders",
                "CREATE TABLE IF NOT EXISTS `log` (`id` int NOT NULL, PRIMARY KEY (`id`))",
                "DROP TABLE IF EXISTS customers",
                "ALTER TABLE customers RENAME TO clients"
            })
    void theStatementsOfADiffLeadWhereItWasTakenFrom(String ddl) {
        Schema wanted = Schema.of(BASE);
        wanted.apply(ddl);
        Schema reached = Schema.of(BASE);
        List<SchemaChange> changes = between(reached, wanted);
        assertFalse(changes.isEmpty());
        changes.forEach(change -> reached.apply(change.statement()));
        assertEquals(List.of(), between(reached, wanted));
    }

    @Test
    void theCanonicalTextReadsAsTheSameSchema() {
        String ddl = Schema.of(BASE).ddl();
        assertEquals(ddl, Schema.of(ddl).ddl());
        assertTrue(ddl.contains("`note` varchar(20) COMMENT 'a, b; (c'"), ddl);
    }

    @Test
    void caseQuotesAndSpacesAreNoChange() {
        assertEquals(List.of(), after("ALTER TABLE orders MODIFY note  VARCHAR( 20 ) comment 'a, b; (c'"));
    }

    @Test
    void whatIsLostIsTold() {
        SchemaChange change = after("ALTER TABLE orders DROP COLUMN total, DROP FOREIGN KEY fk_customer")
                .get(0);
        assertTrue(change.dropsData());
        assertEquals(List.of("fk_customer"), change.removedForeignKeys());
        assertTrue(after("DROP TABLE orders").get(0).dropsData());
        assertEquals(List.of("fk_customer"), after("DROP TABLE orders").get(0).removedForeignKeys());
        assertFalse(after("DROP INDEX by_note ON orders").get(0).dropsData());
    }

    @Test
    void onlyAddedColumnsAreInstant() {
        assertTrue(after("ALTER TABLE orders ADD COLUMN paid tinyint").get(0).instant());
        assertFalse(after("ALTER TABLE orders ADD COLUMN paid tinyint, ADD INDEX i (paid)")
                .get(0)
                .instant());
        assertFalse(after("CREATE TABLE x (id int PRIMARY KEY)").get(0).instant());
    }

    @Test
    void anAddedColumnKeepsItsPlace() {
        assertEquals(
                "ALTER TABLE `orders` ADD COLUMN `paid` tinyint AFTER `id`",
                statement("ALTER TABLE orders ADD paid tinyint AFTER id"));
    }

    @Test
    void createsComeBeforeAltersAndDropsLast() {
        List<SchemaChange> changes = after(
                "DROP TABLE customers; ALTER TABLE orders DROP COLUMN note; CREATE TABLE zebra (id int PRIMARY KEY)");
        assertEquals(
                List.of("CREATE zebra", "ALTER orders", "DROP customers"),
                changes.stream()
                        .map(change -> change.operation() + " " + change.table())
                        .toList());
    }

    @Test
    void whatCannotBeReadIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Schema.of("SELECT 1"));
        assertThrows(IllegalArgumentException.class, () -> Schema.of("ALTER TABLE none ADD COLUMN a int"));
        assertThrows(IllegalArgumentException.class, () -> Schema.of("CREATE TABLE t (id int"));
    }

    @Test
    void aLineDiffShowsBothSides() {
        assertEquals(" a\n-b\n+x\n c\n", LineDiff.of("a\nb\nc\n", "a\nx\nc\n"));
    }
}
