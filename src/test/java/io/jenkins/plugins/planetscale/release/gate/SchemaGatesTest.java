package io.jenkins.plugins.planetscale.release.gate;

import static io.jenkins.plugins.planetscale.release.OperationHarness.DATABASE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.planetscale.client.api.DeployRequestCalls;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.local.Branch;
import io.jenkins.plugins.planetscale.local.FaultRule;
import io.jenkins.plugins.planetscale.release.GateRefusedException;
import io.jenkins.plugins.planetscale.release.OperationHarness;
import io.jenkins.plugins.planetscale.release.Scenarios;
import io.jenkins.plugins.planetscale.release.state.Change;
import java.net.HttpURLConnection;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the gates make of two schemas, of statements, and of what others released meanwhile. */
class SchemaGatesTest {
    private final OperationHarness rig = new OperationHarness();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aNarrowerTypeIsALossWithWhatItWasAndWhatItBecomes() throws Exception {
        rig.devBranch().ddl("ALTER TABLE orders MODIFY COLUMN state varchar(5)");
        assertTrue(refusal().contains("dropData: table orders, column state: varchar(20) becomes varchar(5)"));
    }

    @Test
    void aWiderTypeAndWordsInACommentAreNoLoss() throws Exception {
        rig.database.recentlyUsed("orders");
        rig.devBranch().ddl("ALTER TABLE orders MODIFY COLUMN state varchar(50) COMMENT 'drop column state'");
        assertEquals(List.of(), findings("dev"));
    }

    @Test
    void whatOthersChangedDirectlyIsNotTakenBack() throws Exception {
        rig.devBranch();
        rig.server.clock().advance(Duration.ofHours(1));
        rig.database.branch("main").ddl("ALTER TABLE orders MODIFY COLUMN state varchar(200)");
        String refusal = refusal();
        assertTrue(refusal.contains("staleBase: \"main\" was changed at"), refusal);
        assertTrue(refusal.contains("column state: varchar(200) becomes varchar(20)"), refusal);
    }

    @Test
    void whatAnotherBranchReleasedIsNotTakenBackAndItsDeployRequestIsNamed() throws Exception {
        rig.devBranch();
        other("ALTER TABLE orders ADD COLUMN parcel_count int").force("complete");
        String refusal = refusal();
        assertTrue(refusal.contains("by deploy request #1, after \"dev\" was made"), refusal);
        assertTrue(refusal.contains("table orders, column parcel_count is dropped"), refusal);
    }

    @Test
    void whatAnotherBranchReleasedBesidesIsNoFinding() throws Exception {
        Branch dev = rig.devBranch();
        other("ALTER TABLE orders ADD COLUMN parcel_count int").force("complete");
        dev.schema(rig.database.branch("main").schema()).ddl("ALTER TABLE orders MODIFY COLUMN state varchar(80)");
        assertEquals(List.of(), findings("dev"));
    }

    @Test
    void whatWasRevertedIsNotThereToBeTakenBack() throws Exception {
        rig.devBranch().ddl("ALTER TABLE orders MODIFY COLUMN state varchar(80)");
        var other = other("ALTER TABLE orders MODIFY COLUMN state varchar(200)").force("complete_pending_revert");
        other.force("complete_revert");
        assertEquals(List.of(), findings("dev"));
    }

    @Test
    void theBranchesOwnReleaseIsNoFinding() throws Exception {
        Branch dev = rig.devBranch();
        rig.server.clock().advance(Duration.ofHours(1));
        rig.openByHand("dev").force("complete");
        rig.server.clock().advance(Duration.ofHours(1));
        dev.ddl("ALTER TABLE customers MODIFY COLUMN webhook_url varchar(500)");
        dev.ddl("ALTER TABLE orders DROP KEY by_customer, ADD KEY by_customer_state (customer_id, state)");
        assertEquals(List.of(), findings("dev"));
    }

    @Test
    void anotherReleaseAfterTheBranchesOwnIsAFinding() throws Exception {
        Branch dev = rig.devBranch();
        rig.server.clock().advance(Duration.ofHours(1));
        rig.openByHand("dev").force("complete");
        rig.server.clock().advance(Duration.ofHours(1));
        other("ALTER TABLE orders MODIFY COLUMN state varchar(200)").force("complete");
        dev.ddl("ALTER TABLE customers ADD COLUMN note text");
        String refusal = refusal();
        assertTrue(refusal.contains("by deploy request #2, after \"dev\" was last released at"), refusal);
    }

    @Test
    void aListThatCannotBeReadIsNoLeave() throws Exception {
        rig.devBranch().ddl("ALTER TABLE orders DROP KEY by_customer");
        rig.server.clock().advance(Duration.ofHours(1));
        rig.database.branch("main").ddl("ALTER TABLE customers ADD COLUMN vat int");
        rig.server
                .faults()
                .add(FaultRule.on("GET", "/deploy-requests$")
                        .skip(1)
                        .status(404)
                        .forever());
        assertTrue(refusal().contains("staleBase: "));
    }

    @Test
    void withoutSchemasTheStatementsAreJudgedAndThatIsSaid() throws Exception {
        rig.devBranch();
        rig.server.faults().add(FaultRule.on("GET", "/schema$").status(404).forever());
        List<String> findings = findings("dev");
        assertEquals(1, findings.size(), findings::toString);
        assertTrue(findings.get(0).startsWith("WARN unreadable: the schema of \"main\""), findings::toString);
    }

    @Test
    void withoutSchemasAChangeOfTypeIsNotTakenForHarmless() throws Exception {
        rig.devBranch().ddl("ALTER TABLE orders MODIFY COLUMN state varchar(5)");
        rig.server.faults().add(FaultRule.on("GET", "/schema$").status(404).forever());
        String refusal = refusal();
        assertTrue(refusal.contains("unreadable: table orders: column state becomes varchar(5)"), refusal);
    }

    @Test
    void aDefinitionThatCannotBeReadIsAFindingOfItsOwn() throws Exception {
        rig.devBranch();
        rig.server
                .faults()
                .add(FaultRule.on("GET", "/branches/main/schema$")
                        .body(
                                200,
                                "application/json",
                                "{\"data\":[{\"name\":\"customers\",\"raw\":\"CREATE TABLE `customers\"}]}")
                        .forever());
        assertTrue(refusal().contains("unreadable: table customers: its definition cannot be read"));
    }

    @Test
    void tablesOfTwoKeyspacesAreToldApart() throws Exception {
        rig.devBranch().ddl("ALTER TABLE orders ADD COLUMN carrier varchar(20)");
        rig.openByHand("dev");
        twoKeyspaces();
        String refusal = refusal(new Gates().onlyTables(Set.of("orders", "eu.customers", "us.customers")));
        assertTrue(refusal.contains("tables: table eu.orders is not named with its keyspace"), refusal);
        assertTrue(refusal.contains("tables: table us.orders is not named with its keyspace"), refusal);
        assertTrue(refusal.contains("dropData: table us.orders would lose data by:"), refusal);
        String named = refusal(new Gates().onlyTables(Set.of("eu.orders", "eu.customers", "us.customers")));
        assertTrue(named.contains("tables: table us.orders is not one of"), named);
        assertTrue(!named.contains("table eu.orders"), named);
    }

    /** Each statement once in keyspace eu for two shards, and once in us, where a column goes as well. */
    private void twoKeyspaces() throws Exception {
        ObjectNode json = shown();
        var operations = (ArrayNode) json.get("deployment").get("deploy_operations");
        int many = operations.size();
        for (int i = 0; i < many; i++) {
            var eu = (ObjectNode) operations.get(i);
            eu.put("keyspace_name", "eu");
            operations.add(eu.deepCopy().put("id", "shard" + i));
            operations.add(eu.deepCopy()
                    .put("id", "us" + i)
                    .put("keyspace_name", "us")
                    .put("ddl_statement", eu.get("ddl_statement").asText() + ", DROP COLUMN `id`"));
        }
        ((ObjectNode) json.get("deployment")).putArray("deploy_operation_summaries");
        show(json);
        DeployRequest request = rig.client.execute(DeployRequestCalls.get(DATABASE, 1));
        assertEquals(2 * many, Change.of(request).size(), "once over all shards");
    }

    private ObjectNode shown() throws Exception {
        String base = "/organizations/mechanica/databases/logistics/deploy-requests/1";
        var connection = (HttpURLConnection) new URL(rig.server.url() + base).openConnection();
        connection.setRequestProperty("Authorization", "tkn:" + OperationHarness.SECRET);
        return (ObjectNode) new ObjectMapper().readTree(connection.getInputStream());
    }

    private void show(ObjectNode json) throws Exception {
        rig.server
                .faults()
                .add(FaultRule.on("GET", "/deploy-requests/1$")
                        .body(200, "application/json", new ObjectMapper().writeValueAsString(json))
                        .forever());
    }

    private ObjectNode opened(String ddl) throws Exception {
        rig.devBranch().schema(rig.database.branch("main").schema()).ddl(ddl);
        rig.openByHand("dev");
        return shown();
    }

    private static ObjectNode operation(ObjectNode json, int index) {
        return (ObjectNode) json.get("deployment").get("deploy_operations").get(index);
    }

    private static ObjectNode again(ObjectNode json, String table, String statement) {
        ObjectNode copy = operation(json, 0).deepCopy();
        return copy.put("table_name", table).put("ddl_statement", statement).put("can_drop_data", false);
    }

    @Test
    void aColumnDroppedAndAddedLosesItsValues() throws Exception {
        ObjectNode json = opened("ALTER TABLE orders ADD COLUMN carrier varchar(20)");
        operation(json, 0)
                .put("ddl_statement", "ALTER TABLE `orders` DROP COLUMN `state`, ADD COLUMN `state` varchar(20)")
                .put("can_drop_data", false);
        show(json);
        assertTrue(refusal().contains("dropData: table orders would lose data by:"));
    }

    @Test
    void twoStatementsOfATableAreOneChange() throws Exception {
        ObjectNode json = opened("ALTER TABLE orders DROP COLUMN state, ADD COLUMN a text, ADD COLUMN b text,"
                + " ADD FULLTEXT KEY f (a), ADD FULLTEXT KEY g (b)");
        operation(json, 0)
                .put(
                        "ddl_statement",
                        "ALTER TABLE `orders` DROP COLUMN `state`, ADD COLUMN `a` text, ADD COLUMN `b` text,"
                                + " ADD FULLTEXT KEY `f` (`a`)");
        ((ArrayNode) json.get("deployment").get("deploy_operations"))
                .add(again(json, "orders", "ALTER TABLE `orders` ADD FULLTEXT KEY `g` (`b`)"));
        show(json);
        List<String> findings = rig
                .result(Scenarios.open("dev").gates(new Gates().set(Gate.DROP_DATA, Gate.Level.WARN)))
                .findings()
                .stream()
                .map(GateFinding::toString)
                .toList();
        assertEquals(1, findings.size(), findings::toString);
        assertTrue(findings.get(0).contains("column state is dropped"), findings::toString);
    }

    @Test
    void aTableThatOnlyASummaryHasIsSeen() throws Exception {
        ObjectNode json = opened("ALTER TABLE orders ADD COLUMN carrier varchar(20)");
        ((ArrayNode) json.get("deployment").get("deploy_operation_summaries"))
                .add(again(json, "customers", "DROP TABLE `customers`"));
        show(json);
        assertTrue(refusal(new Gates().onlyTables(Set.of("orders"))).contains("tables: table customers is not one of"));
    }

    @Test
    void aDangerThatOnlyASummaryTellsIsSeen() throws Exception {
        ObjectNode json = opened("ALTER TABLE orders ADD COLUMN carrier varchar(20)");
        ((ObjectNode) json.get("deployment").get("deploy_operation_summaries").get(0)).put("can_drop_data", true);
        show(json);
        assertTrue(refusal().contains("PlanetScale says that the statement can drop data"));
    }

    @Test
    void aLookupVindexIsNotPassedOver() throws Exception {
        ObjectNode json = opened("ALTER TABLE orders ADD COLUMN carrier varchar(20)");
        ((ArrayNode) json.get("deployment").get("lookup_vindex_operations"))
                .addObject()
                .put("keyspace_name", "logistics")
                .put("table_name", "orders")
                .put("state", "pending")
                .put("vindex", "by_\nFinished: SUCCESS");
        show(json);
        String refusal = refusal();
        assertTrue(refusal.contains("unreadable: table orders: its statement cannot be read"), refusal);
        assertTrue(refusal.contains("LOOKUP VINDEX"), refusal);
        assertTrue(refusal.lines().noneMatch(line -> line.startsWith("Finished")), refusal);
    }

    @Test
    void aStatementAboutAnotherKeyspaceIsNotOneOfTheTables() throws Exception {
        ObjectNode json = opened("ALTER TABLE orders ADD COLUMN carrier varchar(20)");
        operation(json, 0).put("ddl_statement", "ALTER TABLE `billing`.`orders` ADD COLUMN `carrier` varchar(20)");
        show(json);
        String refusal = refusal(new Gates().onlyTables(Set.of("logistics.orders")));
        assertTrue(refusal.contains("tables: table orders: its statement names billing.orders"), refusal);
        assertTrue(refusal.contains("unreadable: table orders: its statement changes billing.orders"), refusal);
    }

    @Test
    void whereTheNumberOfKeyspacesIsNotSaidAPlainNameIsNotEnough() throws Exception {
        ObjectNode json = opened("ALTER TABLE orders ADD COLUMN carrier varchar(20)");
        operation(json, 0).put("keyspace_name", "us");
        json.remove("into_branch_keyspace_count");
        show(json);
        assertTrue(refusal(new Gates().onlyTables(Set.of("orders"))).contains("name \"us.orders\""));
    }

    @Test
    void aViewThatTheSchemaDoesNotListIsNoFinding() throws Exception {
        ObjectNode json = opened("ALTER TABLE orders ADD COLUMN carrier varchar(20)");
        ((ArrayNode) json.get("deployment").get("deploy_operations"))
                .add(again(json, "late", "CREATE VIEW `late` AS select `id` from `orders`"));
        show(json);
        assertEquals(List.of(), findings("dev"));
    }

    @Test
    void noLineOfAStatementStandsAlone() throws Exception {
        ObjectNode json = opened("ALTER TABLE orders ADD COLUMN carrier varchar(20)");
        operation(json, 0).put("ddl_statement", "ALTER TABLE `orders`\nFinished: SUCCESS");
        show(json);
        String refusal = refusal(new Gates().onlyTables(Set.of("customers")));
        assertTrue(refusal.lines().noneMatch(line -> line.startsWith("Finished")), refusal);
    }

    @Test
    void longTextsAreCutAndTheAdviceStays() throws Exception {
        ObjectNode json = opened("ALTER TABLE orders ADD COLUMN carrier varchar(20)");
        String name = "t".repeat(300_000);
        ((ArrayNode) json.get("deployment").get("deploy_operations"))
                .add(again(json, name, "ALTER TABLE `orders` DROP COLUMN `" + "x".repeat(300_000) + "`"));
        show(json);
        String refusal = refusal(new Gates().onlyTables(Set.of("customers")));
        assertTrue(refusal.length() < 20_000, () -> "characters: " + refusal.length());
        assertTrue(refusal.contains("Look at it yourself"), refusal);
    }

    private io.jenkins.plugins.planetscale.local.DeployRequest other(String ddl) {
        rig.server.clock().advance(Duration.ofHours(1));
        rig.database
                .branch("other")
                .schema(rig.database.branch("main").schema())
                .ddl(ddl);
        return rig.openByHand("other");
    }

    private List<String> findings(String branch) throws Exception {
        return rig.result(Scenarios.open(branch)).findings().stream()
                .map(GateFinding::toString)
                .toList();
    }

    private String refusal() throws Exception {
        return refusal(new Gates());
    }

    private String refusal(Gates gates) throws Exception {
        return assertInstanceOf(
                        GateRefusedException.class,
                        rig.failure(Scenarios.open("dev").gates(gates)))
                .getMessage();
    }
}
