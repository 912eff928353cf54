package io.jenkins.plugins.planetscale.release.deploy;

import static io.jenkins.plugins.planetscale.release.OperationHarness.DATABASE;
import static io.jenkins.plugins.planetscale.release.OperationHarness.MARKER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.release.DeploymentCancelledException;
import io.jenkins.plugins.planetscale.release.GateRefusedException;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.OperationHarness;
import io.jenkins.plugins.planetscale.release.OperationHarness.Crash;
import io.jenkins.plugins.planetscale.release.ReleaseTimeoutException;
import io.jenkins.plugins.planetscale.release.Scenarios;
import io.jenkins.plugins.planetscale.release.check.CheckedDeployRequest;
import io.jenkins.plugins.planetscale.release.gate.Gates;
import io.jenkins.plugins.planetscale.release.gate.ReviewedChange;
import io.jenkins.plugins.planetscale.release.request.DeployResult;
import io.jenkins.plugins.planetscale.release.state.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A deploy request is taken out of the deploy queue, and the step is to check it again: what is queued again has passed the
 * gates as it is now, and was approved as it is now. Judged by what the server did and in which order.
 */
class CheckedAgainTest {
    private static final String HARMLESS = "ALTER TABLE orders ADD COLUMN note varchar(20)";
    private static final String DROP = "ALTER TABLE orders DROP COLUMN legacy_code";

    private OperationHarness rig = new OperationHarness();
    private Map<Integer, ReviewedChange> checked;

    @AfterEach
    void close() {
        rig.close();
    }

    private void check() throws InvalidInputException {
        check(new Gates());
    }

    private void check(Gates gates) throws InvalidInputException {
        rig.devBranch();
        CheckedDeployRequest opened = rig.result(Scenarios.open("dev").gates(gates));
        checked = Map.of(1, opened.reviewed());
        rig.database.timings().queued(Duration.ofMinutes(5));
    }

    private ApplyChange apply() throws InvalidInputException {
        return ApplyChange.of(DATABASE, 1).checked(checked).ifTakenOutOfQueue(IfTakenOutOfQueue.CHECK_AGAIN);
    }

    /** Does it once for each time that the deploy request is queued, when that was seen, up to so many times. */
    private <R> Consumer<Operation<R>> whenQueued(int times, Runnable act) {
        int[] done = {0};
        Instant[] since = {null};
        return running -> {
            boolean queued = rig.database.deployRequest(1).deploymentState().equals("queued");
            since[0] = !queued ? null : since[0] == null ? rig.now() : since[0];
            if (queued && done[0] < times && rig.now().isAfter(since[0].plusSeconds(30))) {
                done[0]++;
                act.run();
            }
        };
    }

    private void dequeue() {
        rig.database.deployRequest(1).actorDequeues();
    }

    private void change(String ddl) {
        rig.database.branch("dev").ddl(ddl);
    }

    private long count(String effect) {
        return rig.database.deployRequest(1).effects().stream()
                .filter(effect::equals)
                .count();
    }

    private long removals() {
        return count("dequeued");
    }

    private String main() {
        return rig.database.branch("main").schema();
    }

    @Test
    void whatAPersonTookOutIsCheckedAndQueuedAgain() throws Exception {
        check();
        Operation<DeployResult> done = rig.run(apply(), whenQueued(1, this::dequeue));
        assertNull(done.failure(), rig.log::toString);
        assertEquals(Outcome.APPLIED, done.result().outcome());
        assertEquals(List.of("created", "deploy", "dequeued", "deploy", "apply-deploy", "schema-applied"), effects());
    }

    private List<String> effects() {
        List<String> effects = new ArrayList<>(rig.database.deployRequest(1).effects());
        effects.removeIf(effect -> effect.startsWith("auto"));
        return effects;
    }

    @Test
    void aHarmlessChangeGoesLiveAfterItsCheck() throws Exception {
        check();
        ApplyChange apply = apply();
        Operation<DeployResult> done = rig.run(apply, whenQueued(1, () -> change(HARMLESS)));
        assertNull(done.failure(), rig.log::toString);
        assertTrue(main().contains("note"), this::main);
        assertTrue(apply.passed().changes().stream()
                .anyMatch(change -> change.statement().contains("note")));
    }

    @Test
    void whatTheGatesRefuseIsNotQueuedAgain() throws Exception {
        check();
        Operation<DeployResult> done = rig.run(apply(), whenQueued(1, () -> change(DROP)));
        assertInstanceOf(GateRefusedException.class, done.failure(), rig.log::toString);
        assertTrue(done.failure().getMessage().contains("legacy_code"), done.failure()::getMessage);
        assertEquals(1, count("deploy"));
        assertEquals("ready", rig.database.deployRequest(1).deploymentState());
        assertTrue(main().contains("legacy_code"));
    }

    @Test
    void theGatesOfTheBuildsCheckCountAgain() throws Exception {
        check(new Gates().onlyTables(Set.of("customers")));
        Operation<DeployResult> done = rig.run(apply(), whenQueued(1, () -> change(HARMLESS)));
        assertInstanceOf(GateRefusedException.class, done.failure(), rig.log::toString);
        assertEquals(1, count("deploy"));
        assertFalse(main().contains("note"));
    }

    @Test
    void theStepsOwnGatesCountBeforeThose() throws Exception {
        check();
        ApplyChange apply = apply().gates(new Gates().onlyTables(Set.of("customers")));
        assertInstanceOf(
                GateRefusedException.class,
                rig.run(apply, whenQueued(1, () -> change(HARMLESS))).failure());
    }

    @Test
    void anApprovalIsAskedForBeforeItIsQueuedAgain() throws Exception {
        check();
        ApplyChange apply = apply().approvalNeeded();
        List<String> shown = new ArrayList<>();
        Consumer<Operation<DeployResult>> person = whenQueued(1, () -> change(HARMLESS));
        Operation<DeployResult> done = rig.run(apply, running -> {
            person.accept(running);
            if (apply.awaitsApproval() && shown.isEmpty()) {
                assertEquals("ready", rig.database.deployRequest(1).deploymentState());
                assertEquals(1, count("deploy"));
                apply.staged().reviewed().changes().forEach(change -> shown.add(change.statement()));
                assertEquals(2, shown.size(), shown::toString);
                rig.server.clock().advance(Duration.ofHours(2));
                assertEquals(1, count("deploy"));
                apply.approved(1, "ainsley", MARKER, "approved");
            }
        });
        assertNull(done.failure(), rig.log::toString);
        assertEquals("ainsley", done.result().approvedBy());
        assertTrue(main().contains("note"));
    }

    @Test
    void anApprovalFromBeforeDoesNotCount() throws Exception {
        check();
        ApplyChange apply = apply().approvalNeeded().approvalTimeout(Duration.ofHours(1));
        apply.approved(1, "somebody", MARKER, "approved too early");
        Operation<DeployResult> done = rig.run(apply, whenQueued(1, this::dequeue));
        assertInstanceOf(ReleaseTimeoutException.class, done.failure(), rig.log::toString);
        assertEquals(1, count("deploy"));
        assertEquals("ready", rig.database.deployRequest(1).deploymentState());
    }

    @Test
    void itIsCheckedAgainThreeTimesAtMost() throws Exception {
        check();
        Operation<DeployResult> done = rig.run(apply(), whenQueued(9, this::dequeue));
        assertInstanceOf(DeploymentCancelledException.class, done.failure(), rig.log::toString);
        assertTrue(done.failure().getMessage().contains("queued again 3 times before"), done.failure()::getMessage);
        assertEquals(4, count("deploy"));
        assertEquals(4, removals());
        assertEquals("ready", rig.database.deployRequest(1).deploymentState());
    }

    @Test
    void aBranchThatBringsNothingAnyMoreEndsSo() throws Exception {
        check();
        Operation<DeployResult> done =
                rig.run(apply(), whenQueued(1, () -> change("ALTER TABLE customers DROP COLUMN webhook_url")));
        assertNull(done.failure(), rig.log::toString);
        assertEquals(Outcome.NO_CHANGES, done.result().outcome());
        assertEquals(1, count("deploy"));
    }

    @Test
    void aReviewIsWaitedForAgain() throws Exception {
        rig.database.requireApproval(true);
        rig.devBranch();
        OpenAndStage stage = new OpenAndStage(Scenarios.open("dev").waitForReview(true))
                .ifTakenOutOfQueue(IfTakenOutOfQueue.CHECK_AGAIN);
        rig.database.timings().queued(Duration.ofMinutes(5));
        int[] reviews = {0};
        boolean[] removed = {false};
        Operation<CheckedDeployRequest> done = rig.run(stage, running -> {
            if (stage.deployRequest() == 0) {
                return;
            }
            String state = rig.database.deployRequest(1).deploymentState();
            if (state.equals("queued") && !removed[0]) {
                removed[0] = true;
                dequeue();
            } else if (stage.status(rig.now()).contains("review") && reviews[0] == (removed[0] ? 1 : 0)) {
                reviews[0]++;
                rig.database.deployRequest(1).actorApproves();
            }
        });
        assertNull(done.failure(), rig.log::toString);
        assertEquals(2, reviews[0]);
        assertEquals(Outcome.STAGED, done.result().outcome());
    }

    @Test
    void stagingChecksAgainToo() throws Exception {
        rig.devBranch();
        rig.database.timings().queued(Duration.ofMinutes(5));
        OpenAndStage stage = new OpenAndStage(Scenarios.open("dev")).ifTakenOutOfQueue(IfTakenOutOfQueue.CHECK_AGAIN);
        Operation<CheckedDeployRequest> done = rig.run(stage, whenQueuedOnce(() -> change(HARMLESS)));
        assertNull(done.failure(), rig.log::toString);
        assertEquals(Outcome.STAGED, done.result().outcome());
        assertEquals(2, done.result().changes().size());
        assertEquals(2, done.result().reviewed().changes().size());
        assertEquals("pending_cutover", rig.database.deployRequest(1).deploymentState());
    }

    @Test
    void stagingRefusesWhatTheGatesRefuse() throws Exception {
        rig.devBranch();
        rig.database.timings().queued(Duration.ofMinutes(5));
        OpenAndStage stage = new OpenAndStage(Scenarios.open("dev")).ifTakenOutOfQueue(IfTakenOutOfQueue.CHECK_AGAIN);
        Operation<CheckedDeployRequest> done = rig.run(stage, whenQueuedOnce(() -> change(DROP)));
        assertInstanceOf(GateRefusedException.class, done.failure(), rig.log::toString);
        assertEquals(1, count("deploy"));
        assertNotNull(stage.examined());
        assertEquals(2, stage.examined().changes().size());
    }

    /** The deploy request may not be there yet. */
    private <R> Consumer<Operation<R>> whenQueuedOnce(Runnable act) {
        Consumer<Operation<R>> queued = whenQueued(1, act);
        return running -> {
            if (running.deployRequest() == 1) {
                queued.accept(running);
            }
        };
    }

    @Test
    void aCrashAtAnyExchangeChangesNothingOfIt() throws Exception {
        check();
        rig.run(apply(), whenQueued(1, () -> change(HARMLESS)));
        List<String> calm = effects();
        int exchanges = rig.exchanges();
        for (Crash.Place place : Crash.Place.values()) {
            for (int exchange = 0; exchange < exchanges; exchange++) {
                rig.close();
                rig = new OperationHarness(new Crash(exchange, place));
                check();
                Operation<DeployResult> done = rig.run(apply(), whenQueued(1, () -> change(HARMLESS)));
                String where = place + " " + exchange + "\n" + String.join("\n", rig.log);
                assertNull(done.failure(), where);
                assertEquals(calm, effects(), where);
                assertTrue(main().contains("note"), where);
            }
        }
    }
}
