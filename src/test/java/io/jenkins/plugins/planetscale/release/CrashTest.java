package io.jenkins.plugins.planetscale.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.local.FaultRule;
import io.jenkins.plugins.planetscale.release.OperationHarness.Crash;
import io.jenkins.plugins.planetscale.release.Scenarios.Scenario;
import io.jenkins.plugins.planetscale.release.branch.ReadyBranch;
import io.jenkins.plugins.planetscale.release.branch.TakeBackup;
import io.jenkins.plugins.planetscale.release.check.CheckedDeployRequest;
import io.jenkins.plugins.planetscale.release.request.DeployResult;
import io.jenkins.plugins.planetscale.release.window.RevertWindow;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Invariant I2 by exhaustion: every operation, disturbed at every single exchange, leaves the server as the undisturbed
 * run does, down to the list of effects on each deploy request.
 */
class CrashTest {
    private interface Disturbance {
        OperationHarness rig(int exchange);

        default void arm(OperationHarness rig, int exchange) {}
    }

    static List<Scenario> scenarios() {
        return Scenarios.all().toList();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void crashBeforeAnExchangeIsSentChangesNothing(Scenario scenario) {
        disturb(scenario, exchange -> new OperationHarness(new Crash(exchange, Crash.Place.BEFORE_SENDING)));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void crashBeforeAnAnswerIsReadChangesNothing(Scenario scenario) {
        disturb(scenario, exchange -> new OperationHarness(new Crash(exchange, Crash.Place.ANSWER_LOST)));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void crashAfterAnAnswerIsTakenChangesNothing(Scenario scenario) {
        disturb(scenario, exchange -> new OperationHarness(new Crash(exchange, Crash.Place.AFTER_TAKING)));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void connectionCutBeforeTheEffectChangesNothing(Scenario scenario) {
        disturb(scenario, fault(false));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void connectionCutAfterTheEffectChangesNothing(Scenario scenario) {
        disturb(scenario, fault(true));
    }

    static List<Scenario> makers() {
        Set<String> sample = Set.of(
                "make a branch",
                "recreate a branch",
                "take a backup",
                "mint a password",
                "open a deploy request",
                "stage one that cuts over by itself",
                "keep the change",
                "revert",
                "comment");
        return Scenarios.all()
                .filter(scenario -> sample.contains(scenario.name()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("makers")
    void connectionCutAfterTheEffectAndThenACrashChangesNothing(Scenario scenario) {
        disturb(scenario, new Disturbance() {
            @Override
            public OperationHarness rig(int exchange) {
                return new OperationHarness(new Crash(exchange + 1, Crash.Place.ANSWER_LOST));
            }

            @Override
            public void arm(OperationHarness rig, int exchange) {
                fault(true).arm(rig, exchange);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("makers")
    void twoCutsInARowChangeNothing(Scenario scenario) {
        disturb(scenario, new Disturbance() {
            @Override
            public OperationHarness rig(int exchange) {
                return new OperationHarness();
            }

            @Override
            public void arm(OperationHarness rig, int exchange) {
                fault(true).arm(rig, exchange);
                rig.server.faults().add(FaultRule.onExchange(exchange + 1).resetBefore());
            }
        });
    }

    private static Disturbance fault(boolean after) {
        return new Disturbance() {
            @Override
            public OperationHarness rig(int exchange) {
                return new OperationHarness();
            }

            @Override
            public void arm(OperationHarness rig, int exchange) {
                rig.server.faults().resetCounter();
                FaultRule rule = FaultRule.onExchange(exchange);
                rig.server.faults().add(after ? rule.resetAfter() : rule.resetBefore());
            }
        };
    }

    private static void disturb(Scenario scenario, Disturbance disturbance) {
        End calm;
        try (OperationHarness rig = new OperationHarness()) {
            scenario.prepare().accept(rig.brisk());
            calm = finish(scenario, scenario.operation(rig), rig);
        }
        assertTrue(calm.exchanges > 0);
        for (int exchange = 0; exchange < calm.exchanges; exchange++) {
            try (OperationHarness rig = disturbance.rig(exchange)) {
                scenario.prepare().accept(rig.brisk());
                Operation<?> operation = scenario.operation(rig); // may look at the server itself, undisturbed
                disturbance.arm(rig, exchange);
                End disturbed = finish(scenario, operation, rig);
                String where = "disturbed at exchange " + exchange + "\n" + String.join("\n", rig.log);
                assertEquals(calm.server, disturbed.server, where);
                assertEquals(calm.result, disturbed.result, where);
            }
        }
    }

    private record End(String server, String result, int exchanges) {}

    private static End finish(Scenario scenario, Operation<?> begun, OperationHarness rig) {
        Operation<?> done = rig.run(begun, operation -> scenario.person().accept(operation));
        assertEquals(
                scenario.fails(), done.failure() != null, () -> done.failure() + "\n" + String.join("\n", rig.log));
        String server = scenario.secret()
                ? rig.server.world().dumpLive()
                : rig.server.world().dump();
        return new End(server, describe(done), rig.exchanges());
    }

    static String describe(Operation<?> done) {
        return done.failure() == null ? describe(done.result()) : done.failure().getMessage();
    }

    /** What a result says, without what differs from run to run. */
    private static String describe(Object result) {
        if (result instanceof DeployResult deploy) {
            return deploy.outcome() + " #" + deploy.number() + " " + deploy.approvedBy();
        }
        if (result instanceof CheckedDeployRequest checked) {
            return checked.outcome() + " #" + checked.number() + " " + checked.diff() + checked.changes()
                    + checked.findings() + checked.revertible();
        }
        if (result instanceof RevertWindow.Result window) {
            return window.outcome() + " " + window.reason();
        }
        if (result instanceof ReadyBranch branch) {
            return branch.name() + " " + branch.parent() + " " + branch.created();
        }
        if (result instanceof TakeBackup.Result backup) {
            return backup.name() + " " + backup.state();
        }
        // sentences; the id of a review differs from run to run
        return result instanceof String text && text.contains(" ") ? text : "";
    }
}
