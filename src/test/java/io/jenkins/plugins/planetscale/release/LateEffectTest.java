package io.jenkins.plugins.planetscale.release;

import static io.jenkins.plugins.planetscale.release.OperationHarness.DATABASE;
import static io.jenkins.plugins.planetscale.release.OperationHarness.MARKER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.client.api.BranchCalls;
import io.jenkins.plugins.planetscale.client.api.NewBranch;
import io.jenkins.plugins.planetscale.client.api.PasswordCalls;
import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import io.jenkins.plugins.planetscale.client.error.UnavailableException;
import io.jenkins.plugins.planetscale.local.FaultRule;
import io.jenkins.plugins.planetscale.release.branch.DeleteBranch;
import io.jenkins.plugins.planetscale.release.branch.EnsureBranch;
import io.jenkins.plugins.planetscale.release.branch.IfExists;
import io.jenkins.plugins.planetscale.release.branch.ReadyBranch;
import io.jenkins.plugins.planetscale.release.branch.TakeBackup;
import io.jenkins.plugins.planetscale.release.password.Credentials;
import io.jenkins.plugins.planetscale.release.password.MintPassword;
import io.jenkins.plugins.planetscale.release.password.RevokePassword;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A call takes effect after its caller has given up on it, or a list shows an effect late: nothing twice, nothing left. */
class LateEffectTest {
    private final OperationHarness rig = new OperationHarness();

    @AfterEach
    void close() {
        rig.close();
    }

    private static EnsureBranch ensure() throws InvalidInputException {
        return new EnsureBranch(DATABASE, new NewBranch("feature", "main", false, null, null, null), IfExists.FAIL);
    }

    /** Drives up to the first call that changes something, which is taken and not sent. */
    private ApiRequest<?> taken(Operation<?> operation) throws PlanetScaleException {
        while (true) {
            Command turn = operation.next(rig.now());
            if (turn instanceof Command.Wait wait) {
                rig.server.clock().advance(Duration.between(rig.now(), wait.until()));
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

    /** The first call is lost on its way, and arrives so many seconds later; whatever was sent meanwhile came before. */
    private <R> Operation<R> late(Operation<R> operation, int seconds) throws PlanetScaleException {
        ApiRequest<?> first = taken(operation);
        rig.server.faults().add(FaultRule.on("POST", null).resetBefore());
        UnavailableException lost = assertThrows(UnavailableException.class, () -> rig.client.execute(first.call()));
        operation.failed(first, lost, rig.now());
        Instant arrives = rig.now().plusSeconds(seconds);
        boolean[] arrived = {false};
        return rig.run(operation, running -> {
            if (!arrived[0] && !rig.now().isBefore(arrives)) {
                arrived[0] = true;
                send(first);
            }
        });
    }

    private void send(ApiRequest<?> exchange) {
        try {
            rig.client.execute(exchange.call());
        } catch (PlanetScaleException refused) {
            // as it may be by then
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 15, 30, 55})
    void aPasswordThatIsMintedLateIsNotLeftBesideTheOneThatIsUsed(int seconds) throws Exception {
        rig.devBranch();
        Operation<Credentials> minted = late(Scenarios.mint(), seconds);
        List<String> ids = rig.client.execute(PasswordCalls.list(DATABASE, "dev", 1)).data().stream()
                .map(password -> password.id())
                .toList();
        assertEquals(List.of(minted.result().id()), ids);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 15, 30, 55})
    void aBranchThatIsMadeLateIsTheOneThatIsUsed(int seconds) throws Exception {
        Operation<ReadyBranch> made = late(ensure(), seconds);
        assertTrue(made.result().created());
        assertEquals(1, posts("/branches"));
        rig.result(
                new DeleteBranch(DATABASE, "feature", false).own(made.result().id()));
        assertFalse(rig.database.hasBranch("feature"));
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 15, 30, 55})
    void aBackupThatIsStartedLateIsTheOnlyOne(int seconds) throws Exception {
        late(new TakeBackup(DATABASE, "main", "before-release", true), seconds);
        assertEquals(1, posts("/backups"));
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 15, 30, 55})
    void aDeployRequestThatIsOpenedLateIsTheOnlyOne(int seconds) throws Exception {
        rig.devBranch();
        late(Scenarios.open("dev"), seconds);
        assertEquals(1, rig.database.lastDeployRequest());
        assertEquals(1, posts("/deploy-requests"));
    }

    /** What was sent and had its effect. */
    private long posts(String path) {
        return rig.server.exchanges().stream()
                .filter(exchange ->
                        exchange.method().equals("POST") && exchange.path().endsWith(path) && exchange.status() == 201)
                .count();
    }

    private void emptyLists(String path, int looks) {
        rig.server
                .faults()
                .add(FaultRule.on("GET", path)
                        .body(200, "application/json", "{\"current_page\":1,\"next_page\":null,\"data\":[]}")
                        .times(looks));
    }

    @Test
    void aPasswordThatIsKnownIsRevokedThoughTheListDoesNotShowIt() throws Exception {
        rig.devBranch();
        String id = rig.result(Scenarios.mint()).id();
        emptyLists("/passwords$", 2);
        assertEquals(1, rig.result(new RevokePassword(DATABASE, "dev", MARKER).known(id)));
        assertTrue(rig.client
                .execute(PasswordCalls.list(DATABASE, "dev", 1))
                .data()
                .isEmpty());
    }

    @Test
    void aPasswordOfAGivenUpMintIsRevokedThoughTheListDoesNotShowIt() throws Exception {
        rig.devBranch();
        Operation<Credentials> minted = rig.run(Scenarios.mint());
        emptyLists("/passwords$", 3);
        rig.result(RevokePassword.mintedBy(
                (MintPassword) OperationHarness.<Credentials>copy(OperationHarness.bytes(minted))));
        assertTrue(rig.client
                .execute(PasswordCalls.list(DATABASE, "dev", 1))
                .data()
                .isEmpty());
    }

    @Test
    void aBranchThatIsKnownIsDeletedThoughTheListDoesNotShowIt() throws Exception {
        String id = rig.result(ensure()).id();
        emptyLists("/branches$", 2);
        rig.result(new DeleteBranch(DATABASE, "feature", false).own(id));
        assertFalse(rig.database.hasBranch("feature"));
    }

    @Test
    void aBranchThatIsListedThoughItIsDeletedIsGone() throws Exception {
        String id = rig.result(ensure()).id();
        String list = rig.server.exchanges().stream()
                .filter(exchange -> exchange.method().equals("GET")
                        && exchange.resource().endsWith("/branches")
                        && exchange.body().contains("\"feature\""))
                .map(exchange -> exchange.body())
                .reduce((first, second) -> second)
                .orElseGet(() -> listed("feature"));
        Operation<String> delete = new DeleteBranch(DATABASE, "feature", false).own(id);
        rig.server.faults().add(FaultRule.on("DELETE", null).resetAfter());
        rig.server
                .faults()
                .add(FaultRule.on("GET", "/branches$")
                        .body(200, "application/json", list)
                        .times(3));
        assertTrue(rig.result(delete).contains("is deleted"));
    }

    private String listed(String name) {
        try {
            rig.client.execute(BranchCalls.search(DATABASE, name, 1));
        } catch (PlanetScaleException e) {
            throw new AssertionError(e);
        }
        return rig.server.exchanges().get(rig.server.exchanges().size() - 1).body();
    }

    @Test
    void aDeletionThatWasNeverSentIsNotTakenForOneThatPlanetScaleDoesNotCarryOut() throws Exception {
        rig.devBranch();
        DeleteBranch delete = new DeleteBranch(DATABASE, "dev", false);
        taken(delete);
        byte[] persisted = OperationHarness.bytes(delete);
        rig.server.clock().advance(Duration.ofHours(3));
        rig.result(OperationHarness.<String>copy(persisted));
        assertFalse(rig.database.hasBranch("dev"));
    }

    @Test
    void anOutageAfterALongNotYetDoesNotEndADeletion() throws Exception {
        rig.deployRequest("complete_pending_revert");
        DeleteBranch delete = new DeleteBranch(DATABASE, "dev", false);
        Instant begun = rig.now();
        boolean[] failed = {false};
        rig.result(rig.run(delete, running -> {
            if (!failed[0]
                    && rig.now().isAfter(begun.plus(Duration.ofMinutes(29).plusSeconds(50)))) {
                failed[0] = true;
                rig.server.faults().add(FaultRule.on("DELETE", null).status(503).times(2));
            }
        }));
        assertTrue(failed[0]);
        assertFalse(rig.database.hasBranch("dev"));
    }

    @Test
    void anOutageThatLastsEndsADeletionAlsoBetweenNotYets() throws Exception {
        rig.deployRequest("complete_pending_revert");
        DeleteBranch delete = new DeleteBranch(DATABASE, "dev", false);
        rig.server
                .faults()
                .add(FaultRule.on("DELETE", null).status(503).skip(10).forever());
        Instant began = rig.now();
        ReleaseException failure = rig.failure(delete);
        assertInstanceOf(
                UnavailableException.class,
                assertInstanceOf(CallFailedException.class, failure).getCause());
        long minutes = Duration.between(began, rig.now()).toMinutes();
        assertTrue(minutes >= 30 && minutes <= 60, minutes + " min");
        assertTrue(rig.database.hasBranch("dev"));
    }
}
