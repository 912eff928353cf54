package io.jenkins.plugins.planetscale.release;

import static io.jenkins.plugins.planetscale.release.OperationHarness.DATABASE;
import static io.jenkins.plugins.planetscale.release.OperationHarness.MARKER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.client.api.DeployRequestCalls;
import io.jenkins.plugins.planetscale.local.FaultRule;
import io.jenkins.plugins.planetscale.release.deploy.ApplyChange;
import io.jenkins.plugins.planetscale.release.deploy.Deploy;
import io.jenkins.plugins.planetscale.release.deploy.IfUnchecked;
import io.jenkins.plugins.planetscale.release.gate.InstantDdl;
import io.jenkins.plugins.planetscale.release.gate.ReviewedChange;
import io.jenkins.plugins.planetscale.release.request.DeployResult;
import io.jenkins.plugins.planetscale.release.state.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What changes the target between what somebody saw of it and the cutover. */
class SeenTargetTest {
    private final OperationHarness rig = new OperationHarness();

    @AfterEach
    void close() {
        rig.close();
    }

    private ReviewedChange checked() throws InvalidInputException {
        rig.devBranch();
        return rig.result(Scenarios.open("dev")).reviewed();
    }

    private void mainChanges() {
        rig.server.clock().advance(Duration.ofMinutes(5));
        mainChanges("ALTER TABLE customers ADD COLUMN weight int");
        rig.server.clock().advance(Duration.ofMinutes(5));
    }

    private void mainChanges(String ddl) {
        rig.database.branch("main").ddl(ddl);
    }

    private ApplyChange byBranch() throws InvalidInputException {
        return ApplyChange.ofBranch(DATABASE, "dev", null);
    }

    /** Approves at the gate, after what comes in meanwhile. */
    private static Consumer<Operation<DeployResult>> approval(Runnable meanwhile) {
        return running -> {
            if (running instanceof ApplyChange apply && apply.awaitsApproval()) {
                meanwhile.run();
                apply.approved(1, "ainsley", MARKER, null);
            }
        };
    }

    private GateRefusedException refused(Operation<?> done) {
        return assertInstanceOf(GateRefusedException.class, done.failure(), rig.log::toString);
    }

    private String state() {
        return rig.database.deployRequest(1).deploymentState();
    }

    private long lines(String text) {
        return rig.log.stream().filter(line -> line.contains(text)).count();
    }

    @Test
    void byItsBranchTheCheckOfTheBuildHoldsToo() throws Exception {
        Map<Integer, ReviewedChange> checks = Map.of(1, checked());
        mainChanges();
        ReleaseException failure = rig.failure(byBranch().checked(checks));
        assertTrue(
                failure.getMessage().contains("was not deployed: in the schema of \"main\", logistics.customers was"),
                failure::getMessage);
        assertEquals("ready", state());
    }

    @Test
    void theCheckOfAnotherDeployRequestDoesNotCount() throws Exception {
        Map<Integer, ReviewedChange> checks = Map.of(2, checked());
        mainChanges();
        assertEquals(
                Outcome.APPLIED,
                rig.result(ApplyChange.of(DATABASE, 1).checked(checks)).outcome());
    }

    @Test
    void whatWasStagedByTheBuildIsNotCutOverIntoAnotherTarget() throws Exception {
        Map<Integer, ReviewedChange> checks = Map.of(1, checked());
        rig.result(Deploy.stage(DATABASE, 1));
        mainChanges();
        assertInstanceOf(GateRefusedException.class, rig.failure(byBranch().checked(checks)));
        assertEquals("pending_cutover", state());
    }

    @Test
    void nobodyIsAskedToApproveWhatWouldBeRefused() throws Exception {
        Map<Integer, ReviewedChange> checks = Map.of(1, checked());
        rig.result(Deploy.stage(DATABASE, 1));
        mainChanges();
        refused(rig.run(byBranch().approvalNeeded().checked(checks), running -> {
            assertFalse(((ApplyChange) running).awaitsApproval());
        }));
    }

    @Test
    void whatChangedAfterItWasShownIsNotCutOver() throws Exception {
        checked();
        ApplyChange apply = byBranch().ifUnchecked(IfUnchecked.APPLY).approvalNeeded();
        Operation<DeployResult> done = rig.run(apply, approval(this::mainChanges));
        refused(done);
        assertEquals("pending_cutover", state());
    }

    @Test
    void whatIsAsItWasShownIsCutOver() throws Exception {
        checked();
        Operation<DeployResult> done = rig.run(byBranch().approvalNeeded(), approval(() -> {}));
        assertNull(done.failure());
        assertEquals(Outcome.APPLIED, done.result().outcome());
        assertEquals(0, lines("is not compared"));
    }

    @Test
    void whatWasShownBeforeARestartCounts() throws Exception {
        checked();
        ReviewedChange[] seen = new ReviewedChange[1];
        rig.run(byBranch().approvalNeeded(), running -> {
            ApplyChange apply = (ApplyChange) running;
            if (apply.awaitsApproval() && seen[0] == null) {
                seen[0] = apply.staged().reviewed();
                apply.setDeadline(rig.now());
            }
        });
        mainChanges();
        ApplyChange again = byBranch().approvalNeeded();
        again.shown(1, seen[0]);
        again.approved(1, "ainsley", MARKER, null);
        refused(rig.run(again));
        assertEquals("pending_cutover", state());
    }

    @Test
    void nobodyIsAskedAgainAfterARestartForWhatWouldBeRefused() throws Exception {
        checked();
        byte[][] left = new byte[1][];
        rig.run(byBranch().approvalNeeded(), running -> {
            ApplyChange apply = (ApplyChange) running;
            if (apply.awaitsApproval() && left[0] == null) {
                left[0] = OperationHarness.bytes(apply);
                apply.setDeadline(rig.now());
            }
        });
        mainChanges();
        refused(rig.run(
                OperationHarness.<DeployResult>copy(left[0]),
                running -> assertFalse(((ApplyChange) running).awaitsApproval())));
        assertEquals("pending_cutover", state());
    }

    @Test
    void statementsThatWereNotShownAreNotCutOver() throws Exception {
        checked();
        Operation<DeployResult> done = rig.run(byBranch().approvalNeeded(), approval(() -> rig.server
                .faults()
                .add(FaultRule.on("GET", "/deploy-requests/1$")
                        .body(
                                200,
                                "application/json",
                                "{\"number\":1,\"state\":\"open\",\"branch\":\"dev\",\"into_branch\":\"main\","
                                        + "\"deployment_state\":\"pending_cutover\",\"deployment\":{\"auto_cutover\":false,"
                                        + "\"deploy_operations\":[{\"table_name\":\"orders\",\"ddl_statement\":"
                                        + "\"DROP TABLE orders\"}]}}")
                        .forever())));
        refused(done);
        assertEquals("pending_cutover", state());
    }

    @Test
    void whereNothingIsComparedTheLogSaysSo() throws Exception {
        checked();
        rig.result(byBranch().ifUnchecked(IfUnchecked.APPLY));
        assertEquals(1, lines("The schema of \"main\" is not compared with anything before Deploy request #1"));
    }

    @Test
    void whereTheTargetCannotBeReadTheLogSaysSo() throws Exception {
        checked();
        rig.server
                .faults()
                .add(FaultRule.on("GET", "/branches/main$").status(404).forever());
        Operation<DeployResult> done =
                rig.run(byBranch().approvalNeeded().ifUnchecked(IfUnchecked.APPLY), approval(() -> {}));
        assertEquals(Outcome.APPLIED, done.result().outcome());
        assertEquals(1, lines("It cannot be read when the schema of \"main\" was changed last."));
        assertEquals(0, lines("is not compared with anything"), "its tables are");
    }

    /** Somebody else's, which is deployed first: ours waits for it in the queue. */
    private void ahead(String ddl) throws Exception {
        rig.database.branch("first").schema(OperationHarness.SCHEMA).ddl(ddl);
        rig.openByHand("first");
        rig.client.execute(DeployRequestCalls.autoApply(DATABASE, 2, true));
        rig.client.execute(DeployRequestCalls.deploy(DATABASE, 2, false));
    }

    @Test
    void whatWasAheadInTheQueueCountsToo() throws Exception {
        rig.brisk();
        ReviewedChange seen = checked();
        ahead("ALTER TABLE customers ADD COLUMN weight int");
        String refused = refused(rig.run(byBranch().checked(Map.of(1, seen)))).getMessage();
        assertTrue(refused.contains("while it waited in the deploy queue"), refused);
        assertEquals("pending_cutover", state());
        assertTrue(rig.database.branch("main").schema().contains("weight"));
    }

    @Test
    void whatWasAheadInTheQueueCountsAlsoWhereTablesCannotBeRead() throws Exception {
        rig.brisk();
        rig.server
                .faults()
                .add(FaultRule.on("GET", "/branches/main/schema").status(404).forever());
        ReviewedChange seen = checked();
        ahead("ALTER TABLE customers ADD COLUMN weight int");
        refused(rig.run(byBranch().checked(Map.of(1, seen))));
        assertEquals("pending_cutover", state());
    }

    @Test
    void otherTablesMayBeChangedAheadInTheQueue() throws Exception {
        rig.brisk();
        ReviewedChange seen = checked();
        ahead("ALTER TABLE orders ADD COLUMN weight int");
        assertEquals(
                Outcome.APPLIED, rig.result(byBranch().checked(Map.of(1, seen))).outcome());
        assertEquals(1, lines("but none of the tables that this change touches"));
    }

    @Test
    void instantDdlIsCancelledInTheQueueWhenWhatIsAheadChangesItsTable() throws Exception {
        rig.brisk();
        ReviewedChange seen = checked();
        ahead("ALTER TABLE customers ADD COLUMN weight int");
        String refused = refused(
                        rig.run(byBranch().instant(InstantDdl.IF_ELIGIBLE).checked(Map.of(1, seen))))
                .getMessage();
        assertTrue(refused.contains("would be deployed by instant DDL, which has no gate: in the schema"), refused);
        assertEquals("cancelled", state());
        assertFalse(rig.database.branch("main").schema().contains("webhook"));
    }
}
