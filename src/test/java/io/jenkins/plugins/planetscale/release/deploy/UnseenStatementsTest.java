package io.jenkins.plugins.planetscale.release.deploy;

import static io.jenkins.plugins.planetscale.release.OperationHarness.DATABASE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.client.api.DeployRequestCalls;
import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import io.jenkins.plugins.planetscale.local.FaultRule;
import io.jenkins.plugins.planetscale.release.DeploymentCancelledException;
import io.jenkins.plugins.planetscale.release.GateRefusedException;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.OperationHarness;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.Scenarios;
import io.jenkins.plugins.planetscale.release.check.CheckedDeployRequest;
import io.jenkins.plugins.planetscale.release.request.DeployResult;
import io.jenkins.plugins.planetscale.release.state.Change;
import io.jenkins.plugins.planetscale.release.state.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A developer changes the branch between the gates and the deployment: what they have not seen is not staged. */
class UnseenStatementsTest {
    private static final String DROP = "ALTER TABLE orders DROP COLUMN legacy_code";

    /** More turns than a staging needs up to the answer to its POST. */
    private static final int TURNS = 8;

    private static CheckedDeployRequest checked(OperationHarness rig) throws InvalidInputException {
        rig.devBranch();
        CheckedDeployRequest checked = rig.result(Scenarios.open("dev"));
        rig.server.clock().advance(Duration.ofMinutes(1));
        return checked;
    }

    private static boolean deploySent(OperationHarness rig) {
        return rig.server.exchanges().stream()
                .anyMatch(exchange -> exchange.path().endsWith("/deploy"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"not yet", "unavailable", "too many", "cut"})
    void aBranchThatIsChangedWhileTheDeploymentIsRepeatedIsNotDeployed(String why) throws Exception {
        try (OperationHarness rig = new OperationHarness()) {
            CheckedDeployRequest checked = checked(rig);
            FaultRule fault = FaultRule.on("POST", "/deploy$");
            switch (why) {
                case "unavailable" -> rig.server.faults().add(fault.status(503));
                case "too many" -> rig.server.faults().add(fault.status(429));
                case "cut" -> rig.server.faults().add(fault.resetBefore());
                default -> rig.database.timings().validating(Duration.ofSeconds(90));
            }
            AtomicInteger changes = new AtomicInteger();
            Operation<DeployResult> done = rig.run(Deploy.stage(DATABASE, 1).expect(checked.reviewed()), running -> {
                if (deploySent(rig) && changes.getAndIncrement() == 0) {
                    rig.database.branch("dev").ddl(DROP);
                }
            });
            assertInstanceOf(GateRefusedException.class, done.failure(), rig.log::toString);
            assertEquals("ready", rig.database.deployRequest(1).deploymentState());
        }
    }

    @Test
    void aBranchThatIsChangedBetweenTheLastLookAndTheDeploymentIsNotStaged() throws Exception {
        List<String> refusedIn = new ArrayList<>();
        for (int turn = 1; turn <= TURNS; turn++) {
            int changedAt = turn;
            try (OperationHarness rig = new OperationHarness()) {
                CheckedDeployRequest checked = checked(rig);
                rig.database.timings().check(Duration.ZERO).validating(Duration.ZERO);
                AtomicInteger turns = new AtomicInteger();
                Operation<DeployResult> done =
                        rig.run(Deploy.stage(DATABASE, 1).expect(checked.reviewed()), running -> {
                            if (turns.incrementAndGet() == changedAt) {
                                rig.database.branch("dev").ddl(DROP);
                            }
                        });
                if (done.failure() == null) {
                    assertFalse(drops(rig), "staged after a change at turn " + turn);
                } else {
                    boolean dequeued = rig.database.deployRequest(1).effects().contains("dequeued");
                    Class<? extends ReleaseException> expected =
                            dequeued ? DeploymentCancelledException.class : GateRefusedException.class;
                    assertEquals(expected, done.failure().getClass());
                    refusedIn.add(
                            dequeued
                                    ? "dequeued"
                                    : rig.database.deployRequest(1).deploymentState());
                }
            }
        }
        assertTrue(refusedIn.containsAll(List.of("ready", "dequeued")), refusedIn::toString);
    }

    private static boolean drops(OperationHarness rig) throws PlanetScaleException {
        return Change.of(rig.client.execute(DeployRequestCalls.get(DATABASE, 1))).stream()
                .anyMatch(change -> change.statement().contains("DROP "));
    }

    @Test
    void whatIsUnchangedIsStagedHoweverOftenTheDeploymentIsRepeated() throws Exception {
        try (OperationHarness rig = new OperationHarness()) {
            CheckedDeployRequest checked = checked(rig);
            rig.server.faults().add(FaultRule.on("POST", "/deploy$").status(503).times(3));
            Operation<DeployResult> done = rig.run(Deploy.stage(DATABASE, 1).expect(checked.reviewed()));
            assertNull(done.failure());
            assertEquals(Outcome.STAGED, done.result().outcome());
        }
    }
}
