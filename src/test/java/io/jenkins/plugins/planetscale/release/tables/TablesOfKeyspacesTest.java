package io.jenkins.plugins.planetscale.release.tables;

import static io.jenkins.plugins.planetscale.release.OperationHarness.DATABASE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.planetscale.client.api.DeployRequestCalls;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.local.FaultRule;
import io.jenkins.plugins.planetscale.release.OperationHarness;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.Scenarios;
import io.jenkins.plugins.planetscale.release.check.CheckedDeployRequest;
import io.jenkins.plugins.planetscale.release.check.OpenDeployRequest;
import io.jenkins.plugins.planetscale.release.deploy.Deploy;
import io.jenkins.plugins.planetscale.release.gate.Gate;
import io.jenkins.plugins.planetscale.release.gate.Gates;
import io.jenkins.plugins.planetscale.release.state.Change;
import io.jenkins.plugins.planetscale.release.state.CopyProgress;
import io.jenkins.plugins.planetscale.release.state.Progress;
import io.jenkins.plugins.planetscale.release.window.RevertWindow;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A table is called with its keyspace wherever there is more than one; its shards are not told apart (facts §1.6). */
class TablesOfKeyspacesTest {
    private static final String ORDERS =
            "CREATE TABLE orders (id bigint NOT NULL, status varchar(20), PRIMARY KEY (id));";

    private final OperationHarness rig = new OperationHarness();

    @BeforeEach
    void sameTableInTwoKeyspaces() {
        rig.database.keyspaces("eu", "us").shards("us", 4);
        for (String branch : List.of("main", "dev")) {
            rig.database.branch(branch).schema("eu", ORDERS).schema("us", ORDERS);
        }
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private static final String DROP = "ALTER TABLE orders DROP COLUMN status";

    private String log() {
        return String.join("\n", rig.log);
    }

    private Progress look() throws Exception {
        return Progress.of(rig.client.execute(DeployRequestCalls.get(DATABASE, 1)), rig.now());
    }

    @Test
    void aTableOnFourShardsIsOneChangeOneFindingAndOnePartOfALine() throws Exception {
        rig.database.branch("dev").ddl("us", DROP);
        CheckedDeployRequest checked = rig.result(open(new Gates().set(Gate.DROP_DATA, Gate.Level.WARN)));
        assertEquals(
                List.of("us.orders"),
                checked.changes().stream().map(Change::name).toList());
        assertEquals(1, checked.findings().size(), checked.findings()::toString);
        rig.database.timings().copy(Duration.ofMinutes(12));
        rig.result(Deploy.stage(DATABASE, 1));
        String line = rig.log.stream()
                .filter(one -> one.contains("still copying rows"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(log()));
        assertTrue(
                line.matches("Deploy request #1 is still copying rows: us\\.orders \\d+ % \\(about .* left\\)\\."),
                line);
    }

    @Test
    void withoutSummariesTheRowsOfTheShardsAreOneTable() throws Exception {
        rig.database.branch("dev").ddl("us", DROP);
        rig.openByHand("dev").force("in_progress");
        DeployRequest seen = rig.client.execute(DeployRequestCalls.get(DATABASE, 1));
        assertEquals(4, seen.deployment().deployOperations().size(), "the server's own words");
        JsonNode json = new ObjectMapper()
                .readTree(rig.server.exchanges().stream()
                        .reduce((first, second) -> second)
                        .orElseThrow()
                        .body());
        ((ObjectNode) json.path("deployment")).putArray("deploy_operation_summaries");
        rig.server
                .faults()
                .add(FaultRule.on("GET", "/deploy-requests/1$")
                        .forever()
                        .body(200, "application/json", json.toString()));
        assertEquals(
                List.of("orders"),
                look().tables().stream().map(CopyProgress::name).toList());
    }

    @Test
    void aFailureNamesTheKeyspace() throws Exception {
        rig.database.branch("dev").ddl("eu", DROP);
        rig.openByHand("dev").failDeploy("disk full");
        ReleaseException failure = rig.failure(Deploy.stage(DATABASE, 1));
        assertTrue(failure.getMessage().contains("table eu.orders: disk full"), failure.getMessage());
    }

    @Test
    void aRefusalOfTheLinterNamesTheKeyspace() throws Exception {
        rig.database.branch("dev").schema("us", "CREATE TABLE orders (id bigint NOT NULL)");
        ReleaseException failure = rig.failure(open(new Gates()));
        assertTrue(failure.getMessage().contains("table us.orders: NO_UNIQUE_KEY"), failure.getMessage());
        assertFalse(failure.getMessage().contains("eu.orders"), failure.getMessage());
        assertEquals("us.orders", look().lint().get(0).table());
    }

    @Test
    void theLockedTableIsToldWithItsKeyspaceWhereOnlyOneCanBeMeant() throws Exception {
        rig.database.branch("dev").ddl("us", DROP);
        rig.openByHand("dev").force("in_progress_cutover");
        assertEquals("us.orders", look().lockedTable());
    }

    @Test
    void theLockedTableStaysAsPlanetScaleNamesItWhereTwoCanBeMeant() throws Exception {
        rig.database.branch("dev").ddl("us", DROP).ddl("eu", DROP);
        rig.openByHand("dev").force("in_progress_cutover");
        assertEquals("orders", look().lockedTable());
    }

    /** The table of the same name in the other keyspace never changes, and is no sign of a revert that failed. */
    @Test
    void aRevertIsProvedInTheKeyspaceOfTheTable() throws Exception {
        rig.database.branch("dev").ddl("eu", DROP);
        rig.openByHand("dev").force("complete_pending_revert");
        rig.result(RevertWindow.revertNow(DATABASE, 1, "a check failed"));
        assertTrue(rig.database.branch("main").schemaOf("eu").contains("status"));
    }

    @Test
    void aRevertThatTheSchemaDoesNotShowNamesTheKeyspace() throws Exception {
        rig.database.branch("dev").ddl("eu", DROP);
        rig.openByHand("dev").force("complete_pending_revert");
        String stuck = "{\"data\":[{\"name\":\"orders\",\"raw\":\"CREATE TABLE orders (id bigint)\"}]}";
        rig.server
                .faults()
                .add(FaultRule.on("GET", "/branches/main/schema$")
                        .body(200, "application/json", stuck)
                        .forever());
        ReleaseException failure = rig.failure(RevertWindow.revertNow(DATABASE, 1, "a check failed"));
        assertTrue(
                failure.getMessage().contains("but eu.orders of \"main\" still looks as before"), failure.getMessage());
    }

    @Test
    void whatFailedInARevertNamesTheKeyspace() throws Exception {
        rig.database.branch("dev").ddl("eu", DROP);
        rig.openByHand("dev").failRevert("out of range").force("complete_pending_revert");
        ReleaseException failure = rig.failure(RevertWindow.revertNow(DATABASE, 1, "a check failed"));
        assertTrue(failure.getMessage().contains("table eu.orders: out of range"), failure.getMessage());
    }

    @Test
    void withOneKeyspaceATableIsCalledByItsNameAlone() throws Exception {
        rig.database.keyspaces("logistics");
        rig.database.branch("main").schema(ORDERS);
        rig.database.branch("dev").schema(ORDERS).ddl(DROP);
        rig.openByHand("dev").failDeploy("disk full");
        ReleaseException failure = rig.failure(Deploy.stage(DATABASE, 1));
        assertTrue(failure.getMessage().contains("table orders: disk full"), failure.getMessage());
    }

    private static OpenDeployRequest open(Gates gates) throws Exception {
        return Scenarios.open("dev").gates(gates);
    }
}
