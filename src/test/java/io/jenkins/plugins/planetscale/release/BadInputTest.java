package io.jenkins.plugins.planetscale.release;

import static io.jenkins.plugins.planetscale.release.OperationHarness.DATABASE;
import static io.jenkins.plugins.planetscale.release.OperationHarness.MARKER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.api.NewBranch;
import io.jenkins.plugins.planetscale.client.error.MalformedException;
import io.jenkins.plugins.planetscale.client.error.NotFoundException;
import io.jenkins.plugins.planetscale.client.error.UnauthorizedException;
import io.jenkins.plugins.planetscale.local.FaultRule;
import io.jenkins.plugins.planetscale.release.branch.DeleteBranch;
import io.jenkins.plugins.planetscale.release.branch.EnsureBranch;
import io.jenkins.plugins.planetscale.release.branch.IfExists;
import io.jenkins.plugins.planetscale.release.branch.TakeBackup;
import io.jenkins.plugins.planetscale.release.check.OpenDeployRequest;
import io.jenkins.plugins.planetscale.release.deploy.Deploy;
import io.jenkins.plugins.planetscale.release.password.MintPassword;
import io.jenkins.plugins.planetscale.release.request.FindDeployRequest;
import io.jenkins.plugins.planetscale.release.state.Outcome;
import io.jenkins.plugins.planetscale.release.window.FailureThreshold;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Input and answers that must be refused: clearly, early, and without any change at PlanetScale. */
class BadInputTest {
    private final OperationHarness rig = new OperationHarness();

    @AfterEach
    void close() {
        rig.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "Main", "feature/x", "-dev", "dev-", "dev.1", "../main", "dev?x=1", "dév", "a\nb", "a b"
            })
    void illegalBranchNamesAreRefusedBeforeAnyCall(String name) {
        assertThrows(InvalidInputException.class, () -> branch(name, null));
        assertThrows(InvalidInputException.class, () -> new DeleteBranch(DATABASE, name, false));
        assertThrows(InvalidInputException.class, () -> new OpenDeployRequest(DATABASE, name, "main", MARKER));
        assertThrows(InvalidInputException.class, () -> new OpenDeployRequest(DATABASE, "dev", name, MARKER));
        assertEquals(0, rig.server.exchanges().size());
    }

    @Test
    void aNameOfMoreThan63CharactersIsRefused() {
        assertThrows(InvalidInputException.class, () -> branch("a".repeat(64), null));
    }

    @Test
    void inputsThatContradictEachOtherAreRefused() {
        assertThrows(InvalidInputException.class, () -> branch("dev", "dev"));
        assertThrows(InvalidInputException.class, () -> new OpenDeployRequest(DATABASE, "main", "main", MARKER));
        assertThrows(
                InvalidInputException.class,
                () -> new EnsureBranch(
                        DATABASE, new NewBranch("dev", "main", true, "backup1", null, "PS_10"), IfExists.FAIL));
        assertThrows(
                InvalidInputException.class,
                () -> new EnsureBranch(
                        DATABASE, new NewBranch("dev", "main", false, "backup1", null, null), IfExists.FAIL));
        assertThrows(InvalidInputException.class, () -> Deploy.apply(DATABASE, 0));
        assertThrows(
                InvalidInputException.class, () -> new TakeBackup(DATABASE, "main", "b", true).keepFor(1001, "day"));
        assertThrows(
                InvalidInputException.class, () -> new TakeBackup(DATABASE, "main", "b", true).keepFor(1, "fortnight"));
        assertThrows(InvalidInputException.class, () -> mint("root", Duration.ofHours(1)));
        assertThrows(InvalidInputException.class, () -> mint("admin", Duration.ofSeconds(59)));
        assertThrows(InvalidInputException.class, () -> mint("admin", Duration.ofDays(99_999)));
        for (String text : List.of("", "2", "0 of 3", "4 of 3", "2 of 3 of 4", "-1 of 2", "two of three")) {
            assertThrows(InvalidInputException.class, () -> FailureThreshold.of(text), text);
        }
    }

    @Test
    void aPostgresDatabaseHasNoDeployRequests() throws Exception {
        rig.devBranch();
        rig.database.kind("postgresql");
        refused(Scenarios.open("dev"), InvalidInputException.class, "postgresql", "MySQL databases only");
        refused(mint("admin", Duration.ofHours(1)), InvalidInputException.class, "roles instead of passwords");
    }

    @Test
    void aTargetWithoutSafeMigrationsIsRefused() throws Exception {
        rig.devBranch();
        rig.database.branch("main").safeMigrations(false);
        refused(Scenarios.open("dev"), InvalidInputException.class, "no safe migrations", "Enable them");
    }

    @Test
    void aBranchThatDoesNotExistIsNamedTogetherWithTheAccess() throws Exception {
        refused(
                Scenarios.open("dev"),
                CallFailedException.class,
                "branch \"dev\" of mechanica/logistics",
                "read_branch");
    }

    @Test
    void aProductionBranchIsNeitherHandedOutNorReplacedNorDeleted() throws Exception {
        for (IfExists ifExists : IfExists.values()) {
            Operation<?> ensure =
                    new EnsureBranch(DATABASE, new NewBranch("main", null, false, null, null, null), ifExists);
            refused(ensure, InvalidInputException.class, "\"main\"");
        }
        refused(new DeleteBranch(DATABASE, "main", true), InvalidInputException.class, "production branch");
    }

    @Test
    void aProtectedBranchIsNotDeleted() throws Exception {
        rig.devBranch().deletionProtected(true);
        refused(new DeleteBranch(DATABASE, "dev", false), InvalidInputException.class, "protected against deletion");
    }

    @Test
    void aBranchThatSomebodyMadeAnewIsLeftAlone() throws Exception {
        rig.devBranch();
        String before = rig.server.world().dump();
        String said = rig.result(new DeleteBranch(DATABASE, "dev", false).onlyIf("another-id"));
        assertTrue(said.contains("it was not deleted"), said);
        assertEquals(before, rig.server.world().dump());
    }

    @Test
    void aBranchThatExistsIsRefusedWhereOneOfItsOwnIsWanted() throws Exception {
        rig.devBranch();
        refused(branch("dev", null), InvalidInputException.class, "exists already", "ifExists");
    }

    @Test
    void aMissingAccessIsNotTakenForAMissingBranch() throws Exception {
        rig.devBranch();
        rig.server.world().token("tkn", OperationHarness.SECRET, "mechanica", "read_database");
        refused(new DeleteBranch(DATABASE, "dev", false), CallFailedException.class, "read_branch");
    }

    @Test
    void twoOpenDeployRequestsOfOnePairAreAmbiguous() throws Exception {
        rig.devBranch();
        rig.openByHand("dev");
        rig.openByHand("dev");
        refused(Scenarios.open("dev"), InvalidInputException.class, "#1, #2", "Close all but one");
        refused(new FindDeployRequest(DATABASE, "dev", null), InvalidInputException.class, "#1, #2");
    }

    @Test
    void aDeployRequestThatSomebodyClosedEndsTheWaitAtOnce() throws Exception {
        rig.deployRequest("ready").actorCloses();
        Operation<?> apply = Deploy.apply(DATABASE, 1);
        refused(apply, DeploymentCancelledException.class, "closed by somebody else", "planetscaleDeployRequest");
    }

    @Test
    void anUnknownTokenEndsAtOnceWithoutNamingItsSecret() throws Exception {
        rig.devBranch();
        rig.server.world().revokeToken("tkn");
        ReleaseException failure = refused(Scenarios.open("dev"), CallFailedException.class, "tkn");
        assertInstanceOf(UnauthorizedException.class, failure.getCause());
        assertFalse(failure.toString().contains(OperationHarness.SECRET));
    }

    @Test
    void anUnknownDatabaseIsNamed() throws Exception {
        Operation<?> open = new OpenDeployRequest(new DatabaseRef("mechanica", "logistic"), "dev", "main", MARKER);
        ReleaseException failure = refused(open, CallFailedException.class, "mechanica/logistic", "read_database");
        assertInstanceOf(NotFoundException.class, failure.getCause());
    }

    @Test
    void htmlInsteadOfJsonIsBorneTwiceAndThenRefused() throws Exception {
        rig.devBranch();
        FaultRule html =
                FaultRule.on("GET", "/databases/logistics$").body(200, "text/html", "<html>maintenance</html>");
        rig.server.faults().add(html.times(2));
        assertEquals(Outcome.READY, rig.result(Scenarios.open("dev")).outcome());
        rig.server
                .faults()
                .add(FaultRule.on("GET", "/databases/logistics$")
                        .body(200, "text/html", "<html>maintenance</html>")
                        .forever());
        ReleaseException failure = refused(Scenarios.open("dev"), CallFailedException.class);
        assertInstanceOf(MalformedException.class, failure.getCause());
        assertFalse(failure.getMessage().contains("<html>"), failure.getMessage());
    }

    @Test
    void fiftyMegabytesOfJsonAreRefused() throws Exception {
        rig.devBranch();
        rig.server
                .faults()
                .add(FaultRule.on("GET", "/branches/main$")
                        .oversized(50_000_000)
                        .forever());
        ReleaseException failure = refused(Scenarios.open("dev"), CallFailedException.class);
        assertInstanceOf(MalformedException.class, failure.getCause());
    }

    @Test
    void aRedirectToAnotherHostIsRefused() throws Exception {
        rig.devBranch();
        rig.server
                .faults()
                .add(FaultRule.on("GET", "/branches/main$")
                        .redirect("http://127.0.0.2:1/v1")
                        .forever());
        ReleaseException failure = refused(Scenarios.open("dev"), CallFailedException.class, "127.0.0.2");
        assertInstanceOf(MalformedException.class, failure.getCause());
    }

    @Test
    void anOutageIsBorneForHalfAnHourAndThenTold() throws Exception {
        rig.deployRequest("in_progress");
        rig.server
                .faults()
                .add(FaultRule.on("GET", "/deploy-requests/1$").status(503).forever());
        var began = rig.now();
        ReleaseException failure = rig.failure(Deploy.stage(DATABASE, 1));
        assertInstanceOf(CallFailedException.class, failure);
        assertTrue(failure.getMessage().startsWith("Gave up after 30 min."), failure::getMessage);
        long minutes = Duration.between(began, rig.now()).toMinutes();
        assertTrue(minutes >= 30 && minutes <= 32, minutes + " min");
        assertEquals(
                1,
                rig.log.stream().filter(line -> line.endsWith("Trying again.")).count(),
                rig.log::toString);
    }

    private EnsureBranch branch(String name, String parent) throws InvalidInputException {
        return new EnsureBranch(DATABASE, new NewBranch(name, parent, false, null, null, null), IfExists.FAIL);
    }

    private static MintPassword mint(String role, Duration ttl) throws InvalidInputException {
        return new MintPassword(DATABASE, "dev", MARKER, role, ttl, false, List.of());
    }

    /** The operation fails as said, and PlanetScale is as it was. */
    private <E extends ReleaseException> E refused(Operation<?> operation, Class<E> type, String... words) {
        String before = rig.server.world().dump();
        E failure = assertInstanceOf(type, rig.failure(operation));
        for (String word : words) {
            assertTrue(failure.getMessage().contains(word), () -> word + " in: " + failure.getMessage());
        }
        assertEquals(before, rig.server.world().dump());
        return failure;
    }
}
