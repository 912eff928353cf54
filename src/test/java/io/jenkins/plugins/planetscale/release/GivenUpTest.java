package io.jenkins.plugins.planetscale.release;

import static io.jenkins.plugins.planetscale.release.OperationHarness.DATABASE;
import static io.jenkins.plugins.planetscale.release.OperationHarness.MARKER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.client.api.BranchCalls;
import io.jenkins.plugins.planetscale.client.api.NewBranch;
import io.jenkins.plugins.planetscale.client.api.PasswordCalls;
import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import io.jenkins.plugins.planetscale.release.branch.DeleteBranch;
import io.jenkins.plugins.planetscale.release.branch.EnsureBranch;
import io.jenkins.plugins.planetscale.release.branch.IfExists;
import io.jenkins.plugins.planetscale.release.branch.ReadyBranch;
import io.jenkins.plugins.planetscale.release.check.OpenDeployRequest;
import io.jenkins.plugins.planetscale.release.deploy.AbortDeployRequest;
import io.jenkins.plugins.planetscale.release.password.Credentials;
import io.jenkins.plugins.planetscale.release.password.MintPassword;
import io.jenkins.plugins.planetscale.release.password.RevokePassword;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What making something leaves when it is given up at any exchange, and what is never taken for ours. */
class GivenUpTest {
    private static final NewBranch FEATURE = new NewBranch("feature", "main", false, null, null, null);

    /** At least as many as any of the operations needs up to its effect and a little beyond. */
    private static final int EXCHANGES = 7;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nothingIsLeftOfADeployRequest(boolean sent) throws Exception {
        for (int exchange = 0; exchange < EXCHANGES; exchange++) {
            try (OperationHarness rig = new OperationHarness()) {
                rig.devBranch();
                Operation<?> left = rig.givenUp(Scenarios.open("dev"), exchange, sent);
                String said = rig.result(
                        AbortDeployRequest.opened((OpenDeployRequest) left, AbortDeployRequest.AbortPolicy.CLOSE));
                assertTrue(said.endsWith("."), said);
                boolean none = rig.database.lastDeployRequest() == 0;
                assertTrue(none || rig.database.deployRequest(1).state().equals("closed"), "at " + exchange);
            }
        }
    }

    @Test
    void anAdoptedDeployRequestIsLeft() throws Exception {
        for (int exchange = 0; exchange < EXCHANGES; exchange++) {
            try (OperationHarness rig = new OperationHarness()) {
                rig.deployRequest("ready");
                Operation<?> left = rig.givenUp(Scenarios.open("dev"), exchange, true);
                rig.result(AbortDeployRequest.opened((OpenDeployRequest) left, AbortDeployRequest.AbortPolicy.CLOSE));
                assertEquals("open", rig.database.deployRequest(1).state(), "at " + exchange);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nothingIsLeftOfABranch(boolean sent) throws Exception {
        for (int exchange = 0; exchange < EXCHANGES; exchange++) {
            try (OperationHarness rig = new OperationHarness()) {
                Operation<?> left = rig.givenUp(ensure(IfExists.REUSE), exchange, sent);
                rig.result(DeleteBranch.madeBy((EnsureBranch) left));
                assertFalse(rig.database.hasBranch("feature"), "at " + exchange);
            }
        }
    }

    @Test
    void aBranchThatWasThereBeforeIsLeft() throws Exception {
        for (int exchange = 0; exchange < EXCHANGES; exchange++) {
            try (OperationHarness rig = new OperationHarness()) {
                make(rig);
                Operation<?> left = rig.givenUp(ensure(IfExists.REUSE), exchange, true);
                rig.result(DeleteBranch.madeBy((EnsureBranch) left));
                assertTrue(rig.database.hasBranch("feature"), "at " + exchange);
            }
        }
    }

    @Test
    void aBranchThatSomebodyMadeLaterUnderTheNameIsLeft() throws Exception {
        try (OperationHarness rig = new OperationHarness()) {
            Operation<?> left = rig.givenUp(ensure(IfExists.REUSE), 3, false);
            rig.server.clock().advance(Duration.ofMinutes(10));
            make(rig);
            rig.result(DeleteBranch.madeBy((EnsureBranch) left));
            assertTrue(rig.database.hasBranch("feature"));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = IfExists.class,
            names = {"REUSE", "FAIL"})
    void aBranchThatSomebodyMadeAMomentEarlierIsNotOurs(IfExists ifExists) throws Exception {
        try (OperationHarness rig = new OperationHarness()) {
            AtomicInteger turns = new AtomicInteger();
            Operation<ReadyBranch> done = rig.run(ensure(ifExists), running -> {
                if (turns.incrementAndGet() == 4) { // between the look and the creation
                    make(rig);
                }
            });
            assertFalse(((EnsureBranch) done).mayHaveCreated());
            if (ifExists == IfExists.FAIL) {
                assertInstanceOf(InvalidInputException.class, done.failure());
            } else {
                assertFalse(done.result().created());
            }
        }
    }

    @Test
    void aBranchThatSomebodyMakesAnewWhileItIsDeletedIsLeft() throws Exception {
        try (OperationHarness rig = new OperationHarness()) {
            make(rig);
            AtomicInteger turns = new AtomicInteger();
            Operation<String> done = rig.run(new DeleteBranch(DATABASE, "feature", false), running -> {
                if (turns.incrementAndGet() == 5) { // two looks, and one at the deploy requests, then the deletion
                    make(rig);
                }
            });
            assertTrue(rig.database.hasBranch("feature"));
            assertTrue(done.result().contains("a new branch"), done.result());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nothingIsLeftOfAPassword(boolean sent) throws Exception {
        for (int exchange = 0; exchange < EXCHANGES; exchange++) {
            try (OperationHarness rig = new OperationHarness()) {
                rig.devBranch();
                Operation<?> left = rig.givenUp(Scenarios.mint(), exchange, sent);
                rig.result(RevokePassword.mintedBy((MintPassword) left));
                assertTrue(rig.client
                        .execute(PasswordCalls.list(DATABASE, "dev", 1))
                        .data()
                        .isEmpty());
            }
        }
    }

    @Test
    void aMintedSecretIsNotPersisted() throws Exception {
        try (OperationHarness rig = new OperationHarness()) {
            rig.devBranch();
            Operation<Credentials> minted = rig.run(Scenarios.mint());
            String bytes = new String(OperationHarness.bytes(minted), StandardCharsets.ISO_8859_1);
            assertFalse(bytes.contains(minted.result().password()));
            assertTrue(bytes.contains(MARKER.token().substring(8, 16)));
        }
    }

    private static EnsureBranch ensure(IfExists ifExists) throws InvalidInputException {
        return new EnsureBranch(DATABASE, FEATURE, ifExists);
    }

    private static void make(OperationHarness rig) {
        try {
            rig.client.execute(BranchCalls.create(DATABASE, FEATURE));
        } catch (PlanetScaleException e) {
            throw new AssertionError(e);
        }
    }
}
