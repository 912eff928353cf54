package io.jenkins.plugins.planetscale.release.gate;

import static io.jenkins.plugins.planetscale.release.OperationHarness.DATABASE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.client.api.DeployRequestCalls;
import io.jenkins.plugins.planetscale.release.DeploymentFailedException;
import io.jenkins.plugins.planetscale.release.GateRefusedException;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.OperationHarness;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.Scenarios;
import io.jenkins.plugins.planetscale.release.check.CheckedDeployRequest;
import io.jenkins.plugins.planetscale.release.deploy.Deploy;
import io.jenkins.plugins.planetscale.release.request.DeployResult;
import io.jenkins.plugins.planetscale.release.state.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The gates, each with the change that it is there to catch. */
class GatesTest {
    private final OperationHarness rig = new OperationHarness();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void dropOfAColumnIsRefusedAndNothingIsDeployed() throws Exception {
        rig.devBranch().ddl("ALTER TABLE orders DROP COLUMN legacy_code");
        GateRefusedException refusal = refused(new Gates());
        assertTrue(
                refusal.getMessage().contains("dropData: table orders would lose data by: ALTER TABLE"),
                refusal::getMessage);
        assertEquals("ready", rig.database.deployRequest(1).deploymentState());
    }

    @Test
    void allFindingsAreReportedBeforeTheRefusal() throws Exception {
        rig.database.storage(false).recentlyUsed("orders");
        rig.devBranch().ddl("ALTER TABLE orders DROP COLUMN legacy_code");
        GateRefusedException refusal = refused(new Gates().onlyTables(Set.of("customers")));
        String log = String.join("\n", rig.log);
        for (String gate : List.of("ERROR dropData", "ERROR storage", "ERROR tables", "WARN recentlyUsed")) {
            assertTrue(log.contains(gate), gate + " in\n" + log);
        }
        assertTrue(refusal.getMessage().contains("3 findings"), refusal::getMessage);
        assertFalse(refusal.getMessage().contains("recentlyUsed"), "a warning refuses nothing");
    }

    @Test
    void aWarningIsReportedAndPasses() throws Exception {
        rig.devBranch().ddl("ALTER TABLE orders DROP COLUMN legacy_code");
        CheckedDeployRequest checked =
                rig.result(Scenarios.open("dev").gates(new Gates().set(Gate.DROP_DATA, Gate.Level.WARN)));
        assertEquals(Outcome.READY, checked.outcome());
        assertEquals(
                List.of(Gate.DROP_DATA),
                checked.findings().stream().map(GateFinding::gate).toList());
    }

    @Test
    void aGateThatIsOffSaysNothing() throws Exception {
        rig.devBranch().ddl("ALTER TABLE orders DROP COLUMN legacy_code");
        CheckedDeployRequest checked =
                rig.result(Scenarios.open("dev").gates(new Gates().set(Gate.DROP_DATA, Gate.Level.OFF)));
        assertEquals(List.of(), checked.findings());
    }

    @Test
    void removedForeignKeysAreNamed() throws Exception {
        rig.database
                .branch("main")
                .schema(OperationHarness.SCHEMA
                        + "CREATE TABLE parcels (id bigint NOT NULL, order_id bigint, PRIMARY KEY (id),"
                        + " CONSTRAINT parcel_order FOREIGN KEY (order_id) REFERENCES orders (id));");
        rig.database
                .branch("dev")
                .schema(OperationHarness.SCHEMA
                        + "CREATE TABLE parcels (id bigint NOT NULL, order_id bigint, PRIMARY KEY (id));");
        CheckedDeployRequest checked = rig.result(Scenarios.open("dev"));
        assertTrue(
                checked.findings().stream()
                        .anyMatch(finding -> finding.gate() == Gate.FOREIGN_KEYS
                                && finding.text().contains("parcel_order")),
                checked.findings()::toString);
    }

    @Test
    void aTargetThatChangedAfterTheBranchWasMadeIsRefusedWhereSomethingWouldBeTakenBack() throws Exception {
        rig.devBranch();
        rig.server.clock().advance(Duration.ofHours(1));
        rig.database.branch("main").ddl("ALTER TABLE orders ADD COLUMN parcel_count int");
        GateRefusedException refusal = refused(new Gates().set(Gate.DROP_DATA, Gate.Level.OFF));
        assertTrue(
                refusal.getMessage().contains("staleBase: \"main\" was changed at 2026-11-02 09:"),
                refusal::getMessage);
        assertTrue(refusal.getMessage().contains("parcel_count"), refusal::getMessage);
    }

    @Test
    void aTargetThatChangedIsNoDangerWhereNothingIsTakenAway() throws Exception {
        rig.devBranch();
        rig.server.clock().advance(Duration.ofHours(1));
        rig.database.branch("main").ddl("ALTER TABLE orders ADD COLUMN parcel_count int");
        rig.database.branch("dev").ddl("ALTER TABLE orders ADD COLUMN parcel_count int");
        assertEquals(Outcome.READY, rig.result(Scenarios.open("dev")).outcome());
    }

    @Test
    void lintErrorsNameTableRuleAndLink() throws Exception {
        rig.devBranch().ddl("CREATE TABLE loose (id bigint)");
        ReleaseException failure = rig.failure(Scenarios.open("dev"));
        assertInstanceOf(DeploymentFailedException.class, failure);
        assertTrue(failure.getMessage().contains("table loose: NO_UNIQUE_KEY"), failure::getMessage);
        assertTrue(failure.getMessage().contains("http"), failure::getMessage);
    }

    @Test
    void instantDdlIsRefusedWhereItsGateSaysSo() throws Exception {
        rig.devBranch();
        Operation<?> open = Scenarios.open("dev")
                .instant(InstantDdl.REQUIRE)
                .gates(new Gates().set(Gate.INSTANT, Gate.Level.ERROR));
        GateRefusedException refusal = assertInstanceOf(GateRefusedException.class, rig.failure(open));
        assertTrue(refusal.getMessage().contains("instant:"), refusal::getMessage);
    }

    @Test
    void instantDdlThatWasAskedForIsOnlyToldByDefault() throws Exception {
        rig.devBranch();
        CheckedDeployRequest checked = rig.result(Scenarios.open("dev").instant(InstantDdl.REQUIRE));
        assertEquals(
                List.of(Gate.INSTANT),
                checked.findings().stream().map(GateFinding::gate).toList());
        assertFalse(checked.revertible());
    }

    @Test
    void instantDdlTogetherWithAGateIsRefusedBeforeAnything() {
        assertThrows(
                InvalidInputException.class, () -> Deploy.stage(DATABASE, 1).instant(InstantDdl.REQUIRE));
        assertThrows(
                InvalidInputException.class,
                () -> Deploy.apply(DATABASE, 1).instant(InstantDdl.REQUIRE).approvalNeeded());
    }

    @Test
    void somebodyElsesCutoverIsToldAndNotTakenForAnApproval() throws Exception {
        rig.deployRequest("ready");
        Operation<DeployResult> done = rig.run(Deploy.apply(DATABASE, 1).approvalNeeded(), operation -> {
            if (rig.database.deployRequest(1).deploymentState().equals("pending_cutover")) {
                rig.database.deployRequest(1).actorApplies();
            }
        });
        GateRefusedException refusal = assertInstanceOf(GateRefusedException.class, done.failure());
        assertTrue(refusal.getMessage().contains("somebody else cut it over"), refusal::getMessage);
        assertTrue(refusal.getMessage().contains("can be reverted until"), refusal::getMessage);
    }

    @Test
    void autoApplyThatIsSwitchedOnAtTheGateIsSwitchedOffAgain() throws Exception {
        rig.deployRequest("in_progress");
        rig.client.execute(DeployRequestCalls.autoApply(DATABASE, 1, true));
        assertEquals(Outcome.STAGED, rig.result(Deploy.stage(DATABASE, 1)).outcome());
        rig.server.clock().advance(Duration.ofHours(1));
        assertEquals("pending_cutover", rig.database.deployRequest(1).deploymentState());
    }

    private GateRefusedException refused(Gates gates) throws Exception {
        return assertInstanceOf(
                GateRefusedException.class, rig.failure(Scenarios.open("dev").gates(gates)));
    }
}
