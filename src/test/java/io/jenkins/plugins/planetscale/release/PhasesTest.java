package io.jenkins.plugins.planetscale.release;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.planetscale.release.Scenarios.Scenario;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What an operation with phases of its own goes through is what {@link PhaseModel} says: in undisturbed runs, and in those
 * in which an answer is lost, refused, or comes from a list that lags.
 */
class PhasesTest {
    @Test
    void everyTransitionIsVisitedAndThereIsNoOther() {
        Phases phases = new Phases();
        Scenarios.all().forEach(scenario -> run(scenario, phases, -1, OperationHarness.Crash.Place.ANSWER_LOST));
        PhaseSituations.all().forEach(scenario -> run(scenario, phases, -1, OperationHarness.Crash.Place.ANSWER_LOST));
        Map<String, Set<String>> declared = new TreeMap<>();
        PhaseModel.all().forEach((name, transitions) -> declared.put(name, new TreeSet<>(transitions)));
        assertEquals(lines(declared), lines(phases.seen()));
    }

    private static void run(Scenario scenario, Phases phases, int exchange, OperationHarness.Crash.Place place) {
        try (OperationHarness rig = new OperationHarness(new OperationHarness.Crash(exchange, place)).brisk()) {
            scenario.prepare().accept(rig);
            run(rig, scenario.operation(rig), scenario, phases);
        }
    }

    private static <R> void run(OperationHarness rig, Operation<R> operation, Scenario scenario, Phases phases) {
        phases.ended(rig.run(operation, current -> {
            scenario.person().accept(current);
            phases.look(current);
        }));
    }

    private static String lines(Map<String, Set<String>> all) {
        StringBuilder lines = new StringBuilder();
        all.forEach((name, transitions) ->
                transitions.forEach(one -> lines.append(name).append(": ").append(one).append('\n')));
        return lines.toString();
    }
}
