package io.jenkins.plugins.planetscale.release;

import static io.jenkins.plugins.planetscale.release.Rig.DATABASE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.planetscale.client.DeployRequestCalls;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.local.Branch;
import io.jenkins.plugins.planetscale.local.FaultRule;
import java.net.HttpURLConnection;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the gates make of two schemas, of statements, and of what others released meanwhile. */
class SchemaGatesTest {
    private final Rig rig = new Rig();

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
        String base = "/organizations/mechanica/databases/logistics/deploy-requests/1";
        var connection = (HttpURLConnection) new URL(rig.server.url() + base).openConnection();
        connection.setRequestProperty("Authorization", "tkn:" + Rig.SECRET);
        var mapper = new ObjectMapper();
        var json = (ObjectNode) mapper.readTree(connection.getInputStream());
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
        rig.server
                .faults()
                .add(FaultRule.on("GET", "/deploy-requests/1$")
                        .body(200, "application/json", mapper.writeValueAsString(json))
                        .forever());
        DeployRequest request = rig.client.execute(DeployRequestCalls.get(DATABASE, 1));
        assertEquals(2 * many, Change.of(request).size(), "once over all shards");
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
                .map(Finding::toString)
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
