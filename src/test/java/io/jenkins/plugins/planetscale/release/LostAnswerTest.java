package io.jenkins.plugins.planetscale.release;

import static io.jenkins.plugins.planetscale.release.OperationHarness.DATABASE;
import static io.jenkins.plugins.planetscale.release.OperationHarness.MARKER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.client.ApiCall;
import io.jenkins.plugins.planetscale.client.api.NewBranch;
import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import io.jenkins.plugins.planetscale.client.error.UnavailableException;
import io.jenkins.plugins.planetscale.local.FaultRule;
import io.jenkins.plugins.planetscale.release.branch.DeleteBranch;
import io.jenkins.plugins.planetscale.release.branch.EnsureBranch;
import io.jenkins.plugins.planetscale.release.branch.IfExists;
import io.jenkins.plugins.planetscale.release.branch.ReadyBranch;
import io.jenkins.plugins.planetscale.release.branch.TakeBackup;
import io.jenkins.plugins.planetscale.release.check.OpenDeployRequest;
import io.jenkins.plugins.planetscale.release.deploy.AbortDeployRequest;
import io.jenkins.plugins.planetscale.release.deploy.ApplyChange;
import io.jenkins.plugins.planetscale.release.deploy.OpenAndStage;
import io.jenkins.plugins.planetscale.release.deploy.PostReview;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A call that makes something waits for its turn, then takes its time, then its answer is lost: what counts is when that
 * was, not when the call was decided on.
 */
class LostAnswerTest {
    private final OperationHarness rig = new OperationHarness();

    @AfterEach
    void close() {
        rig.close();
    }

    private static EnsureBranch ensure(String name) throws InvalidInputException {
        return new EnsureBranch(DATABASE, new NewBranch(name, "main", false, null, null, null), IfExists.FAIL)
                .marker(MARKER);
    }

    private void pass(Duration time) {
        rig.server.clock().advance(time);
    }

    /** Drives up to the call that makes it, which is taken and not sent. */
    private ApiRequest<?> taken(Operation<?> operation) throws PlanetScaleException {
        while (true) {
            Command turn = operation.next(rig.now());
            if (turn instanceof Command.Wait wait) {
                pass(Duration.between(rig.now(), wait.until()));
            } else if (turn instanceof ApiRequest<?> exchange) {
                if (!exchange.call().method().equals("GET")) {
                    return exchange;
                }
                operation.answered(exchange, rig.client.execute(exchange.call()), rig.now());
            } else {
                throw new AssertionError("ended: " + operation.failure());
            }
        }
    }

    /** It has its effect, and no answer comes; {@code after} that the caller learns so. */
    private void lose(Operation<?> operation, ApiRequest<?> exchange, Duration after) {
        rig.server.faults().add(FaultRule.on("POST", null).resetAfter());
        ApiCall<?> call = exchange.call();
        UnavailableException lost = assertThrows(UnavailableException.class, () -> rig.client.execute(call));
        pass(after);
        operation.failed(exchange, lost, rig.now());
    }

    private void listLags(String path, int looks) {
        rig.server
                .faults()
                .add(FaultRule.on("GET", path)
                        .body(200, "application/json", "{\"current_page\":1,\"next_page\":null,\"data\":[]}")
                        .times(looks));
    }

    private long made(String path) {
        return rig.server.exchanges().stream()
                .filter(exchange ->
                        exchange.method().equals("POST") && exchange.path().endsWith(path))
                .count();
    }

    @Test
    void aBranchWhoseCreationWaitedLongForItsTurnIsOurs() throws Exception {
        EnsureBranch ensure = ensure("feature");
        ApiRequest<?> create = taken(ensure);
        pass(Duration.ofMinutes(4));
        lose(ensure, create, Duration.ofSeconds(1));
        assertTrue(rig.result(ensure).created());
    }

    @Test
    void aBranchWhoseCreationWaitedLongBeforeTheControllerWasKilledIsOurs() throws Exception {
        EnsureBranch ensure = ensure("feature");
        ApiRequest<?> create = taken(ensure);
        byte[] persisted = OperationHarness.bytes(ensure);
        pass(Duration.ofMinutes(5));
        rig.client.execute(create.call());
        pass(Duration.ofMinutes(30));
        assertTrue(rig.result(OperationHarness.<ReadyBranch>copy(persisted)).created());
    }

    @Test
    void aBranchThatBearsAMarkerIsOursHoweverLongItsCreationTook() throws Exception {
        EnsureBranch ensure = ensure("feature-" + MARKER.token());
        ApiRequest<?> create = taken(ensure);
        byte[] persisted = OperationHarness.bytes(ensure);
        pass(Duration.ofHours(1));
        rig.client.execute(create.call());
        pass(Duration.ofMinutes(1));
        assertTrue(rig.result(OperationHarness.<ReadyBranch>copy(persisted)).created());
    }

    @Test
    void aBranchThatBearsTheMarkerOfAnotherBuildIsNotOurs() throws Exception {
        String name = "feature-"
                + Marker.of("controller", "release/main#13/7", "release/main #13")
                        .token();
        EnsureBranch ensure = ensure(name);
        taken(ensure);
        byte[] persisted = OperationHarness.bytes(ensure);
        pass(Duration.ofHours(1));
        rig.database.branch(name).schema(OperationHarness.SCHEMA);
        rig.run(DeleteBranch.madeBy((EnsureBranch) OperationHarness.<ReadyBranch>copy(persisted)));
        assertTrue(rig.database.hasBranch(name));
    }

    @Test
    void aBranchThatBearsAMarkerAndWasThereBeforeIsNotOurs() throws Exception {
        EnsureBranch ensure = ensure("feature-" + MARKER.token());
        rig.database.branch("feature-" + MARKER.token()).schema(OperationHarness.SCHEMA);
        rig.failure(ensure);
        assertFalse(ensure.mayHaveCreated());
    }

    @Test
    void aBranchWhoseCreationIsStillUnderWayWhenItIsGivenUpIsDeleted() throws Exception {
        EnsureBranch ensure = ensure("feature");
        ApiRequest<?> create = taken(ensure);
        pass(Duration.ofMinutes(2));
        Instant givenUp = rig.now();
        boolean[] made = {false};
        rig.run(DeleteBranch.madeBy(ensure), running -> {
            if (!made[0] && rig.now().isAfter(givenUp)) {
                made[0] = true;
                send(create);
            }
        });
        assertTrue(made[0]);
        assertFalse(rig.database.hasBranch("feature"));
    }

    private void send(ApiRequest<?> exchange) {
        try {
            rig.client.execute(exchange.call());
        } catch (PlanetScaleException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aDeployRequestWhoseOpeningIsStillUnderWayWhenItIsGivenUpIsClosed() throws Exception {
        rig.devBranch();
        OpenDeployRequest open = Scenarios.open("dev");
        ApiRequest<?> create = taken(open);
        pass(Duration.ofMinutes(2));
        Instant givenUp = rig.now();
        boolean[] made = {false};
        rig.run(AbortDeployRequest.opened(open, AbortDeployRequest.AbortPolicy.CLOSE), running -> {
            if (!made[0] && rig.now().isAfter(givenUp)) {
                made[0] = true;
                send(create);
            }
        });
        assertTrue(made[0]);
        assertEquals("closed", rig.database.deployRequest(1).state());
    }

    private Operation<?> deploying() throws Exception {
        rig.deployRequest("ready");
        return ApplyChange.of(DATABASE, 1);
    }

    private Operation<?> staging() throws Exception {
        rig.devBranch();
        OpenAndStage stage = new OpenAndStage(Scenarios.open("dev"));
        ApiRequest<?> create = taken(stage);
        stage.answered(create, rig.client.execute(create.call()), rig.now());
        return stage;
    }

    private static Operation<String> abandoned(Operation<?> left) throws InvalidInputException {
        return left instanceof ApplyChange apply
                ? apply.abandon(AbortDeployRequest.AbortPolicy.CANCEL)
                : ((OpenAndStage) left).abandon(AbortDeployRequest.AbortPolicy.CANCEL);
    }

    @ParameterizedTest
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    void aDeploymentThatIsStillUnderWayWhenItIsGivenUpIsCancelled(boolean staged, boolean restart) throws Exception {
        Operation<?> left = staged ? staging() : deploying();
        rig.database.timings().validating(Duration.ZERO);
        ApiRequest<?> deploy = taken(left);
        pass(Duration.ofMinutes(2));
        Operation<String> abandon = abandoned(restart ? OperationHarness.copy(OperationHarness.bytes(left)) : left);
        Instant givenUp = rig.now();
        boolean[] arrived = {false};
        String said = rig.run(abandon, running -> {
                    if (!arrived[0] && !rig.now().isBefore(givenUp.plusSeconds(30))) {
                        arrived[0] = true;
                        send(deploy);
                    }
                })
                .result();
        assertTrue(arrived[0], said);
        assertEquals("closed", rig.database.deployRequest(1).state(), said);
    }

    @Test
    void aDeploymentThatNeverComesIsNotAwaitedForEver() throws Exception {
        Operation<?> left = deploying();
        taken(left);
        Operation<String> abandon = abandoned(left);
        Instant givenUp = rig.now();
        assertTrue(rig.result(abandon).contains("was left checked and ready"));
        assertTrue(rig.now().isBefore(givenUp.plus(Duration.ofMinutes(2))));
    }

    @Test
    void oneThatNobodyWasAboutToDeployIsLeftAtOnce() throws Exception {
        rig.deployRequest("ready");
        ApplyChange apply = ApplyChange.of(DATABASE, 1);
        Instant givenUp = rig.now();
        rig.result(abandoned(apply));
        assertEquals(givenUp, rig.now());
    }

    @Test
    void aBackupThatIsListedLateIsNotTakenTwice() throws Exception {
        TakeBackup backup = new TakeBackup(DATABASE, "main", "before-release", true);
        lose(backup, taken(backup), Duration.ofSeconds(60));
        listLags("/backups$", 2);
        assertEquals("success", rig.result(backup).state());
        assertEquals(1, made("/backups"));
    }

    @Test
    void aDeployRequestThatIsListedLateIsNotOpenedTwice() throws Exception {
        rig.devBranch();
        OpenDeployRequest open = Scenarios.open("dev");
        lose(open, taken(open), Duration.ofSeconds(60));
        listLags("/deploy-requests$", 2);
        assertEquals(1, rig.result(open).number());
        assertEquals(1, rig.database.lastDeployRequest());
    }

    @Test
    void aCommentThatIsListedLateIsNotWrittenTwice() throws Exception {
        rig.deployRequest("ready");
        PostReview comment = PostReview.comment(DATABASE, 1, "The tests are green.", MARKER);
        lose(comment, taken(comment), Duration.ofSeconds(60));
        listLags("/reviews$", 2);
        rig.result(comment);
        assertEquals(1, made("/reviews"));
    }

    @Test
    void aCourteousCommentThatIsListedLateIsNotWrittenTwice() throws Exception {
        rig.deployRequest("ready");
        BestEffort comment =
                new BestEffort(PostReview.comment(DATABASE, 1, "The tests are green.", MARKER), "It is not noted.");
        lose(comment, taken(comment), Duration.ofSeconds(60));
        listLags("/reviews$", 2);
        rig.result(comment);
        assertEquals(1, made("/reviews"));
    }

    @Test
    void whatWasPersistedBeforeACallThatIsListedLateIsTakenUpWithoutASecondOne() throws Exception {
        TakeBackup backup = new TakeBackup(DATABASE, "main", "before-release", true);
        ApiRequest<?> create = taken(backup);
        byte[] persisted = OperationHarness.bytes(backup);
        pass(Duration.ofSeconds(60));
        rig.client.execute(create.call());
        listLags("/backups$", 2);
        assertEquals(
                "success",
                rig.result(OperationHarness.<TakeBackup.Result>copy(persisted)).state());
        assertEquals(1, made("/backups"));
    }
}
