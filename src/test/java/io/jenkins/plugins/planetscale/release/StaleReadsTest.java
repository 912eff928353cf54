package io.jenkins.plugins.planetscale.release;

import static io.jenkins.plugins.planetscale.release.OperationHarness.DATABASE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.release.Scenarios.Scenario;
import io.jenkins.plugins.planetscale.release.deploy.AbortDeployRequest;
import io.jenkins.plugins.planetscale.release.deploy.ApplyChange;
import io.jenkins.plugins.planetscale.release.deploy.Deploy;
import io.jenkins.plugins.planetscale.release.deploy.OpenAndStage;
import io.jenkins.plugins.planetscale.release.state.Outcome;
import io.jenkins.plugins.planetscale.release.window.RevertWindow;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads that are some seconds old: nothing fails where nothing failed, and nothing is done twice. */
class StaleReadsTest {
    /** All reads are old, or some, so that looks go back and forth. */
    private enum Stale {
        TWO_SECONDS(2, 1),
        FIVE_SECONDS(5, 1),
        NINE_SECONDS(9, 1),
        NOW_AND_THEN(9, 2);

        private final Duration lag;
        private final int oneIn;

        Stale(int seconds, int oneIn) {
            this.lag = Duration.ofSeconds(seconds);
            this.oneIn = oneIn;
        }

        void strike(OperationHarness rig) {
            rig.server.faults().staleReads(lag, oneIn);
        }
    }

    @TestFactory
    Stream<DynamicTest> aScenarioEndsAsWithFreshReads() {
        return Scenarios.all().flatMap(scenario -> Stream.of(Stale.values())
                .map(stale -> DynamicTest.dynamicTest(scenario + " " + stale, () -> compare(scenario, stale))));
    }

    private static void compare(Scenario scenario, Stale stale) {
        assertEquals(end(scenario, null), end(scenario, stale), () -> scenario + " " + stale);
    }

    private static String end(Scenario scenario, Stale stale) {
        try (OperationHarness rig = new OperationHarness()) {
            scenario.prepare().accept(rig.brisk());
            rig.server.clock().advance(Duration.ofMillis(1));
            Operation<?> operation = scenario.operation(rig);
            if (stale != null) {
                stale.strike(rig);
            }
            Operation<?> done = rig.run(operation, running -> scenario.person().accept(running));
            assertEquals(
                    scenario.fails(),
                    done.failure() != null,
                    () -> scenario + " " + stale + ": " + done.failure() + "\n" + String.join("\n", rig.log));
            return (scenario.secret()
                            ? rig.server.world().dumpLive()
                            : rig.server.world().dump())
                    + CrashTest.describe(done);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theStepsOfAReleaseFollowEachOtherAtOnce(Stale stale) throws Exception {
        try (OperationHarness rig = new OperationHarness()) {
            rig.brisk().devBranch();
            rig.database.timings().check(Duration.ofSeconds(1)).cutover(Duration.ofSeconds(1));
            stale.strike(rig);
            int number = rig.result(new OpenAndStage(Scenarios.open("dev"))).number();
            ApplyChange apply = ApplyChange.ofBranch(DATABASE, "dev", null);
            assertEquals(Outcome.APPLIED, rig.result(apply).outcome());
            RevertWindow window = RevertWindow.hold(DATABASE, number);
            window.keep("all is well");
            assertEquals(Outcome.KEPT, rig.result(window).outcome());
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatJustWentLiveIsRevertedAndVerified(Stale stale) throws Exception {
        try (OperationHarness rig = new OperationHarness()) {
            rig.brisk().deployRequest("ready");
            rig.database.timings().cutover(Duration.ofSeconds(1));
            stale.strike(rig);
            rig.result(Deploy.apply(DATABASE, 1));
            RevertWindow window = RevertWindow.revertNow(DATABASE, 1, "the checks failed");
            assertEquals(Outcome.REVERTED, rig.result(window).outcome());
        }
    }

    /** When it went live says PlanetScale's clock, and by the one here that can seem to be long ago (seed 2716). */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void whatJustWentLiveIsRevertedAndVerifiedByAClockThatIsAhead(int oneIn) throws Exception {
        try (OperationHarness rig = new OperationHarness()) {
            rig.brisk().deployRequest("ready");
            rig.clockAhead(Assumptions.CLOCKS_APART.minusSeconds(30));
            rig.database.timings().cutover(Duration.ofSeconds(1));
            rig.server.faults().staleReads(Duration.ofSeconds(9), oneIn);
            rig.result(Deploy.apply(DATABASE, 1));
            RevertWindow window = RevertWindow.revertNow(DATABASE, 1, "the checks failed");
            assertEquals(Outcome.REVERTED, rig.result(window).outcome());
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsTakenBackDirectlyAfterItWasDeployedIsTakenBack(Stale stale) throws Exception {
        try (OperationHarness rig = new OperationHarness()) {
            rig.brisk().deployRequest("ready");
            rig.server.clock().advance(Duration.ofMinutes(1));
            stale.strike(rig);
            Deploy deploy = Deploy.stage(DATABASE, 1);
            assertThrows(
                    Stopped.class,
                    () -> rig.run(deploy, running -> {
                        if (rig.server.exchanges().stream()
                                .anyMatch(sent -> sent.path().endsWith("/deploy"))) {
                            throw new Stopped();
                        }
                    }));
            AbortDeployRequest abandon =
                    new AbortDeployRequest(DATABASE, 1, AbortDeployRequest.AbortPolicy.CANCEL).after(deploy);
            assertTrue(rig.result(abandon).contains("cancelled"), abandon::result);
        }
    }

    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
