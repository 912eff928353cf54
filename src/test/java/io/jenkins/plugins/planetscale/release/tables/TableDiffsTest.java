package io.jenkins.plugins.planetscale.release.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.planetscale.client.model.DeployOperation;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.client.model.Deployment;
import io.jenkins.plugins.planetscale.client.model.SchemaDocument;
import io.jenkins.plugins.planetscale.client.model.TableSchema;
import io.jenkins.plugins.planetscale.release.state.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The approver sees every diff, and of which table it is. */
class TableDiffsTest {
    private static final String ADDS = " CREATE TABLE `orders` (\n+  `carrier` varchar(20),\n   PRIMARY KEY (`id`)\n )";
    private static final String KEYS =
            " CREATE TABLE `orders` (\n-  PRIMARY KEY (`id`)\n+  PRIMARY KEY (`customer_id`,`id`)\n )";

    private static List<Change> changes(String... statements) {
        List<DeployOperation> operations = new ArrayList<>();
        for (String statement : statements) {
            String[] parts = statement.split(": ", 3);
            operations.add(new DeployOperation(
                    null,
                    null,
                    parts[0].isEmpty() ? null : parts[0],
                    parts[1],
                    "ALTER",
                    null,
                    null,
                    parts[2],
                    false,
                    false,
                    null,
                    null,
                    false,
                    null,
                    null,
                    null));
        }
        Deployment deployment = new Deployment(
                null,
                null,
                true,
                false,
                false,
                false,
                false,
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                null,
                null,
                null,
                null,
                null,
                false,
                null,
                false,
                null,
                null,
                operations,
                null,
                null,
                null,
                null,
                null);
        return Change.of(new DeployRequest(
                null,
                1,
                "dev",
                null,
                "main",
                true,
                "open",
                "ready",
                deployment,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                null));
    }

    private static List<String> of(List<Change> changes, TableSchema... diffs) {
        return new TableDiffs(new SchemaDocument(List.of(diffs)))
                .byTable(changes).entrySet().stream()
                        .map(diff -> diff.getKey() + (diff.getValue().equals(ADDS) ? " ADDS" : " KEYS"))
                        .toList();
    }

    private static final TableSchema A = new TableSchema("orders", ADDS);
    private static final TableSchema K = new TableSchema("orders", KEYS);
    private static final String EU = "eu: orders: ALTER TABLE `orders` ADD COLUMN `carrier` varchar(20)";
    private static final String US =
            "us: orders: ALTER TABLE `orders` DROP PRIMARY KEY, ADD PRIMARY KEY (`customer_id`)";

    @Test
    void eachKeyspaceHasItsOwnInWhateverOrderTheyCome() {
        assertEquals(List.of("us.orders KEYS", "eu.orders ADDS"), of(changes(EU, US), K, A));
        assertEquals(List.of("eu.orders ADDS", "us.orders KEYS"), of(changes(US, EU), A, K));
    }

    @Test
    void theKeyspaceIsNotSaidWhereThereIsOne() {
        assertEquals(List.of("orders ADDS"), of(changes(EU), A));
        assertEquals(List.of("orders ADDS"), of(List.of(), A));
    }

    @Test
    void aTableOfOneKeyspaceIsSaidWithItWhereOthersAreChangedToo() {
        assertEquals(
                List.of("eu.orders ADDS"),
                of(changes(EU, "us: customers: ALTER TABLE `customers` ADD COLUMN `x` int"), A));
    }

    @Test
    void whatCannotBeToldApartIsNumberedAndNothingIsLeftOut() {
        assertEquals(List.of("orders (1 of 2) ADDS", "orders (2 of 2) KEYS"), of(changes(EU), A, K));
        assertEquals(List.of("orders (1 of 2) ADDS", "orders (2 of 2) ADDS"), of(changes(EU, US), A, A));
        assertEquals(
                List.of("orders (1 of 2) ADDS", "orders (2 of 2) KEYS"),
                of(changes(EU, "us: orders: ALTER TABLE `orders` ADD KEY (`customer_id`, `carrier`)"), A, K));
        assertEquals(
                3,
                new TableDiffs(new SchemaDocument(Stream.of(A, K, A).toList()))
                        .byTable(changes(EU, US))
                        .size());
    }
}
