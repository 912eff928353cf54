package io.jenkins.plugins.planetscale.release;

import static io.jenkins.plugins.planetscale.release.OperationHarness.DATABASE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.client.PlanetScaleClient;
import io.jenkins.plugins.planetscale.client.api.BranchCalls;
import io.jenkins.plugins.planetscale.client.api.NewBranch;
import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import io.jenkins.plugins.planetscale.local.FaultRule;
import io.jenkins.plugins.planetscale.release.branch.DeleteBranch;
import io.jenkins.plugins.planetscale.release.branch.EnsureBranch;
import io.jenkins.plugins.planetscale.release.branch.IfExists;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose a branch is that is there after the answer to its making was lost: only proof makes it this build's. */
class OwnBranchTest {
    private static final String OTHER = "pscale_tkn_other";

    private final OperationHarness rig = new OperationHarness();

    @BeforeEach
    void colleague() {
        rig.server.world().token("other", OTHER, "mechanica");
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private static EnsureBranch ensure(IfExists ifExists) throws InvalidInputException {
        return new EnsureBranch(DATABASE, wanted("tmp", "main"), ifExists);
    }

    private static NewBranch wanted(String name, String parent) {
        return new NewBranch(name, parent, false, null, null, null);
    }

    /** The answer to the making is lost; the call had its effect, or {@code instead} comes about. */
    private EnsureBranch lost(IfExists ifExists, boolean effect, Runnable instead) throws Exception {
        EnsureBranch ensure = ensure(ifExists);
        while (true) {
            Command turn = ensure.next(rig.now());
            ApiRequest<?> exchange = (ApiRequest<?>) turn;
            if (exchange.call().method().equals("POST")) {
                FaultRule rule = FaultRule.on("POST", null);
                rig.server.faults().add(effect ? rule.resetAfter() : rule.resetBefore());
                try {
                    rig.client.execute(exchange.call());
                } catch (PlanetScaleException e) {
                    ensure.failed(exchange, e, rig.now());
                }
                instead.run();
                return ensure;
            }
            ensure.answered(exchange, rig.client.execute(exchange.call()), rig.now());
        }
    }

    private void make(PlanetScaleClient by, String name, String parent) {
        try {
            by.execute(BranchCalls.create(DATABASE, wanted(name, parent)));
        } catch (PlanetScaleException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void oneThatThisTokenMadeThenIsOurs() throws Exception {
        assertTrue(rig.result(lost(IfExists.FAIL, true, () -> {})).created());
    }

    @Test
    void oneThatAnotherTokenMadeIsNeitherUsedNorDeleted() throws Exception {
        for (IfExists ifExists : List.of(IfExists.FAIL, IfExists.RECREATE)) {
            EnsureBranch ensure = lost(ifExists, false, () -> make(rig.client("other", OTHER), "tmp", "main"));
            ReleaseException failure = rig.failure(ensure);
            assertTrue(failure.getMessage().contains("by token other (other)"), failure.getMessage());
            rig.failure(DeleteBranch.madeBy(ensure));
            assertTrue(rig.database.hasBranch("tmp"));
            rig.result(new DeleteBranch(DATABASE, "tmp", false));
        }
    }

    @Test
    void oneThatAnotherTokenMadeIsReusedAsOneThatWasThere() throws Exception {
        EnsureBranch ensure = lost(IfExists.REUSE, false, () -> make(rig.client("other", OTHER), "tmp", "main"));
        assertFalse(rig.result(ensure).created());
    }

    @Test
    void oneOfAnotherParentIsNotOurs() throws Exception {
        rig.database.branch("staging").schema(OperationHarness.SCHEMA);
        EnsureBranch ensure = lost(IfExists.FAIL, false, () -> make(rig.client, "tmp", "staging"));
        rig.failure(ensure);
        rig.result(DeleteBranch.madeBy(ensure));
        assertTrue(rig.database.hasBranch("tmp"));
    }

    /** What the token is called as an actor is not documented; an answer to a call that made something says it. */
    @Test
    void whoTheTokenIsIsLearnedFromWhatItMade() throws Exception {
        rig.server.world().tokenActingAs("Jenkins", "tkn", OperationHarness.SECRET, "mechanica");
        EnsureBranch unknown = lost(IfExists.FAIL, true, () -> {});
        assertTrue(rig.failure(unknown).getMessage().contains("Nothing proves"));
        assertTrue(rig.failure(DeleteBranch.madeBy(unknown)).getMessage().contains("may be left over"));
        rig.result(new DeleteBranch(DATABASE, "tmp", false));

        assertEquals(
                "first",
                rig.client
                        .execute(BranchCalls.create(DATABASE, wanted("first", "main")))
                        .name());
        assertTrue(rig.result(lost(IfExists.FAIL, true, () -> {})).created());
    }
}
