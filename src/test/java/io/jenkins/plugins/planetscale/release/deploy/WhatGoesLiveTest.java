package io.jenkins.plugins.planetscale.release.deploy;

import static io.jenkins.plugins.planetscale.release.OperationHarness.DATABASE;
import static io.jenkins.plugins.planetscale.release.OperationHarness.MARKER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.client.api.DeployRequestCalls;
import io.jenkins.plugins.planetscale.local.FaultRule;
import io.jenkins.plugins.planetscale.release.GateRefusedException;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.OperationHarness;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.Scenarios;
import io.jenkins.plugins.planetscale.release.check.CheckedDeployRequest;
import io.jenkins.plugins.planetscale.release.decision.DeployRequestDecision;
import io.jenkins.plugins.planetscale.release.decision.ExecuteDecision;
import io.jenkins.plugins.planetscale.release.gate.Gate;
import io.jenkins.plugins.planetscale.release.gate.Gates;
import io.jenkins.plugins.planetscale.release.gate.InstantDdl;
import io.jenkins.plugins.planetscale.release.gate.ReviewedChange;
import io.jenkins.plugins.planetscale.release.request.DeployResult;
import io.jenkins.plugins.planetscale.release.state.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks on invariant I4: the branch is changed between the check and the cutover. Judged by the server's target. */
class WhatGoesLiveTest {
    private static final String DROP = "ALTER TABLE orders DROP COLUMN legacy_code";

    private final OperationHarness rig = new OperationHarness();

    @AfterEach
    void close() {
        rig.close();
    }

    private Map<Integer, ReviewedChange> check() throws InvalidInputException {
        rig.devBranch();
        CheckedDeployRequest checked = rig.result(Scenarios.open("dev"));
        rig.server.clock().advance(Duration.ofMinutes(1));
        return Map.of(checked.number(), checked.reviewed());
    }

    private void drop() {
        rig.database.branch("dev").ddl(DROP);
        rig.server.clock().advance(Duration.ofMinutes(1));
    }

    private void nothingWasLost() {
        assertTrue(rig.database.branch("main").schema().contains("legacy_code"), "main has lost a column");
    }

    private ReleaseException refused(Operation<?> operation) {
        ReleaseException failure = rig.failure(operation);
        assertInstanceOf(GateRefusedException.class, failure, rig.log::toString);
        nothingWasLost();
        return failure;
    }

    private ApplyChange byNumber() throws InvalidInputException {
        return ApplyChange.of(DATABASE, 1);
    }

    private long posted(String call) {
        return rig.server.exchanges().stream()
                .filter(exchange -> exchange.method().equals("POST"))
                .filter(exchange -> exchange.path().endsWith(call))
                .count();
    }

    @ParameterizedTest
    @ValueSource(strings = {"number", "branch"})
    void aBranchThatIsChangedAfterTheCheckIsNotDeployed(String by) throws Exception {
        Map<Integer, ReviewedChange> checks = check();
        drop();
        ApplyChange apply = by.equals("number") ? byNumber() : ApplyChange.ofBranch(DATABASE, "dev", null);
        ReleaseException failure = refused(apply.checked(checks));
        assertTrue(
                failure.getMessage().contains("New in it: logistics.orders: ALTER TABLE `orders` DROP COLUMN"),
                failure::getMessage);
        assertEquals(0, posted("/deploy"));
    }

    @Test
    void whatComesInAndIsGoneAgainIsNoDifference() throws Exception {
        Map<Integer, ReviewedChange> checks = check();
        String before = rig.database.branch("dev").schema();
        drop();
        rig.database.branch("dev").schema(before);
        assertEquals(Outcome.APPLIED, rig.result(byNumber().checked(checks)).outcome());
    }

    @Test
    void instantDdlDeploysNothingUnseen() throws Exception {
        Map<Integer, ReviewedChange> checks = check();
        rig.database.branch("dev").ddl("ALTER TABLE orders ADD COLUMN unseen int");
        refused(byNumber().instant(InstantDdl.REQUIRE).checked(checks));
        assertEquals(0, posted("/deploy"));
    }

    /** Between the last look and the call, where nothing but a look afterwards can help. */
    @Test
    void whatSlipsIntoAnInstantDeploymentIsNotLive() throws Exception {
        for (int turn = 1; turn <= 8; turn++) {
            int changedAt = turn;
            try (OperationHarness other = new OperationHarness()) {
                other.devBranch();
                ReviewedChange seen = other.result(Scenarios.open("dev")).reviewed();
                other.server.clock().advance(Duration.ofMinutes(1));
                other.database.timings().check(Duration.ZERO).validating(Duration.ZERO);
                AtomicInteger turns = new AtomicInteger();
                Deploy apply =
                        Deploy.apply(DATABASE, 1).instant(InstantDdl.REQUIRE).expect(seen);
                Operation<DeployResult> done = other.run(apply, running -> {
                    if (turns.incrementAndGet() == changedAt) {
                        other.database.branch("dev").ddl("ALTER TABLE orders ADD COLUMN unseen int");
                    }
                });
                String main = other.database.branch("main").schema();
                assertFalse(main.contains("unseen"), "changed at turn " + turn + ": " + other.log);
                assertEquals(done.failure() == null, main.contains("webhook_url"), other.log::toString);
            }
        }
    }

    @Test
    void autoApplyIsSwitchedOffWhereSomethingIsToBeCompared() throws Exception {
        Map<Integer, ReviewedChange> checks = check();
        rig.client.execute(DeployRequestCalls.autoApply(DATABASE, 1, true));
        assertEquals(Outcome.APPLIED, rig.result(byNumber().checked(checks)).outcome());
        assertTrue(rig.database.deployRequest(1).effects().contains("auto-apply false"));
        assertTrue(rig.database.deployRequest(1).effects().contains("apply-deploy"));
    }

    @Test
    void anotherOneOfTheBranchThatWasNotCheckedIsRefused() throws Exception {
        Map<Integer, ReviewedChange> checks = check();
        rig.database.deployRequest(1).actorCloses();
        rig.openByHand("dev");
        ReleaseException failure =
                refused(ApplyChange.ofBranch(DATABASE, "dev", null).checked(checks));
        assertTrue(failure.getMessage().contains("this build checked deploy request #1"), failure::getMessage);
        assertEquals(0, posted("/deploy"));
    }

    @Test
    void whatThisBuildHasNotCheckedPassesTheGatesFirst() throws Exception {
        check();
        drop();
        ReleaseException failure = refused(byNumber());
        assertTrue(failure.getMessage().contains("dropData"), failure::getMessage);
        assertEquals(0, posted("/deploy"));
        assertTrue(rig.log.toString().contains("was not checked by planetscaleDeployRequest in this build"));
    }

    @Test
    void theGatesOfTheApplyingStepCountWhereNothingWasChecked() throws Exception {
        check();
        drop();
        rig.database.storage(false);
        Gates gates = new Gates().set(Gate.DROP_DATA, Gate.Level.WARN);
        ReleaseException failure = rig.failure(byNumber().gates(gates));
        assertTrue(failure.getMessage().contains("storage"), failure::getMessage);
    }

    @Test
    void whatTheGatesOfTheApplyingStepLetPassIsComparedToo() throws Exception {
        check();
        AtomicInteger changes = new AtomicInteger();
        ApplyChange apply = byNumber();
        Operation<DeployResult> done = rig.run(apply, running -> {
            if (apply.passed() != null && changes.getAndIncrement() == 0) {
                drop();
            }
        });
        assertInstanceOf(GateRefusedException.class, done.failure(), rig.log::toString);
        nothingWasLost();
    }

    @Test
    void unseenIsAppliedOnlyWhereThatIsAskedFor() throws Exception {
        check();
        drop();
        refused(byNumber().ifUnchecked(IfUnchecked.FAIL));
        assertEquals(
                Outcome.APPLIED,
                rig.result(byNumber().ifUnchecked(IfUnchecked.APPLY)).outcome());
    }

    @Test
    void oneThatIsLiveAlreadyNeedsNoGates() throws Exception {
        rig.deployRequest("complete_pending_revert");
        assertEquals(Outcome.APPLIED, rig.result(byNumber()).outcome());
    }

    @Test
    void whatSomebodyElsePutLiveIsNoSuccessWhenItIsNotWhatWasChecked() throws Exception {
        Map<Integer, ReviewedChange> checks = check();
        drop();
        rig.database.deployRequest(1).force("complete_pending_revert");
        ReleaseException failure = rig.failure(byNumber().checked(checks));
        assertInstanceOf(GateRefusedException.class, failure);
        assertTrue(failure.getMessage().contains("It is live nevertheless"), failure::getMessage);
    }

    @Test
    void aDeploymentThatCannotBeSeenIsNotCutOver() throws Exception {
        Map<Integer, ReviewedChange> checks = check();
        rig.result(Deploy.stage(DATABASE, 1));
        rig.database.deployRequest(1).nullDeployment(true);
        refused(byNumber().checked(checks));
        assertEquals(0, posted("/apply-deploy"));
    }

    @Test
    void aDeploymentThatIsHiddenForAMomentIsWaitedFor() throws Exception {
        Map<Integer, ReviewedChange> checks = check();
        rig.result(Deploy.stage(DATABASE, 1));
        rig.database.deployRequest(1).nullDeployment(true);
        int[] turns = {0};
        Operation<DeployResult> done = rig.run(byNumber().checked(checks), running -> {
            if (++turns[0] == 8) {
                rig.database.deployRequest(1).nullDeployment(false);
            }
        });
        assertNull(done.failure(), rig.log::toString);
    }

    @Test
    void aReadyDeployRequestWithoutStatementsPassesNoGate() throws Exception {
        rig.devBranch();
        rig.openByHand("dev");
        rig.server
                .faults()
                .add(FaultRule.on("GET", "/deploy-requests/1$")
                        .body(
                                200,
                                "application/json",
                                "{\"number\":1,\"state\":\"open\",\"branch\":\"dev\",\"into_branch\":\"main\","
                                        + "\"deployment_state\":\"ready\",\"deployment\":{\"deployable\":true,"
                                        + "\"auto_cutover\":false,\"deploy_operations\":[]}}")
                        .forever());
        refused(Scenarios.open("dev"));
        refused(byNumber());
    }

    /** Silence is no "no". */
    @Test
    void whatPlanetScaleDoesNotSayIsAFinding() throws Exception {
        rig.devBranch();
        rig.openByHand("dev");
        rig.server
                .faults()
                .add(FaultRule.on("GET", "/deploy-requests/1$")
                        .body(
                                200,
                                "application/json",
                                "{\"number\":1,\"state\":\"open\",\"branch\":\"dev\",\"into_branch\":\"main\","
                                        + "\"deployment_state\":\"ready\",\"deployment\":{\"deployable\":true,"
                                        + "\"auto_cutover\":false,\"deploy_operations\":[{\"table_name\":\"orders\","
                                        + "\"operation_name\":\"ALTER\",\"ddl_statement\":\"ALTER TABLE orders X\"}]}}")
                        .forever());
        ReleaseException failure = refused(byNumber());
        assertTrue(failure.getMessage().contains("dropData"), failure::getMessage);
    }

    @Test
    void whatAPersonWasShownCountsBesidesWhatWasChecked() throws Exception {
        Map<Integer, ReviewedChange> checks = check();
        Operation<DeployResult> done = rig.run(byNumber().approvalNeeded().checked(checks), running -> {
            if (running instanceof ApplyChange apply && apply.awaitsApproval()) {
                drop(); // too late for what is staged
                apply.approved(1, "ainsley", MARKER, null);
            }
        });
        assertNull(done.failure(), rig.log::toString);
        nothingWasLost();
    }

    @Test
    void otherTablesOfTheTargetMayChangeMeanwhile() throws Exception {
        Map<Integer, ReviewedChange> checks = check();
        rig.result(Deploy.stage(DATABASE, 1));
        rig.server.clock().advance(Duration.ofMinutes(5));
        rig.database.branch("main").ddl("ALTER TABLE orders ADD COLUMN weight int");
        rig.server.clock().advance(Duration.ofMinutes(5));
        assertEquals(Outcome.APPLIED, rig.result(byNumber().checked(checks)).outcome());
    }

    /** A schema shows late: what is read directly after a change may be what was there before. */
    @Test
    void theTablesOfATargetThatWasChangedAMomentAgoAreNotBelievedAtOnce() throws Exception {
        Map<Integer, ReviewedChange> checks = check();
        rig.result(Deploy.stage(DATABASE, 1));
        rig.server.clock().advance(Duration.ofMinutes(5));
        rig.database.branch("main").ddl("ALTER TABLE orders ADD COLUMN weight int");
        Instant changed = rig.now();
        int before = rig.server.exchanges().size();
        Operation<DeployResult> done = rig.run(byNumber().checked(checks), running -> {
            boolean read = rig.server.exchanges().stream().skip(before).anyMatch(exchange -> exchange.path()
                    .endsWith("/branches/main/schema"));
            assertFalse(read && rig.now().isBefore(changed.plusSeconds(15)), "read too early");
        });
        assertNull(done.failure(), rig.log::toString);
    }

    @Test
    void aMovedTargetWhoseTablesCannotBeReadIsRefused() throws Exception {
        Map<Integer, ReviewedChange> checks = check();
        rig.server.clock().advance(Duration.ofMinutes(5));
        rig.database.branch("main").ddl("ALTER TABLE orders ADD COLUMN weight int");
        rig.server
                .faults()
                .add(FaultRule.on("GET", "/branches/main/schema").status(404).forever());
        refused(byNumber().checked(checks));
    }

    @Test
    void aTableThatAppearsInTheTargetMeanwhileIsNoticed() throws Exception {
        rig.devBranch().ddl("CREATE TABLE webhooks (id bigint NOT NULL, PRIMARY KEY (id))");
        CheckedDeployRequest checked = rig.result(Scenarios.open("dev"));
        rig.server.clock().advance(Duration.ofMinutes(5));
        rig.database.branch("main").ddl("CREATE TABLE webhooks (id int NOT NULL, PRIMARY KEY (id))");
        refused(byNumber().checked(Map.of(1, checked.reviewed())));
        assertEquals(0, posted("/deploy"));
    }

    @Test
    void aPersonsDecisionIsComparedAsWell() throws Exception {
        Map<Integer, ReviewedChange> checks = check();
        drop();
        rig.database.deployRequest(1).force("pending_cutover");
        refused(new ExecuteDecision(DATABASE, 1, DeployRequestDecision.APPLY, "Ainsley decided.", MARKER)
                .expect(checks.get(1)));
        assertEquals(0, posted("/apply-deploy"));
    }
}
