package io.jenkins.plugins.planetscale.release;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.planetscale.release.request.Effect;
import io.jenkins.plugins.planetscale.release.state.DeploymentState;
import io.jenkins.plugins.planetscale.release.state.Outcome;
import io.jenkins.plugins.planetscale.testing.GeneratedFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The operations are seen to do all that is declared of them, which {@code docs/states.md} shows, and nothing else. */
class StatesDocumentTest {
    private static Transitions transitions;

    @BeforeAll
    static void runAll() throws Exception {
        transitions = Transitions.all();
    }

    private static List<Transitions.Transition> seen() {
        return Arrays.stream(Machine.values())
                .flatMap(machine -> transitions.of(machine).stream())
                .toList();
    }

    @Test
    void theDocumentIsWhatIsDeclared() throws IOException {
        GeneratedFile.assertIsUpToDate("docs/states.md", StatesDocument.of(), StatesDocumentTest.class);
    }

    @Test
    void everyStateIsInTheTables() {
        List<String> all = Arrays.stream(DeploymentState.values())
                .map(Transitions::name)
                .sorted()
                .toList();
        for (String test : List.of("everyOperationEndsRightFromEveryState", "everyPolicyLeavesWhatItPromises")) {
            assertEquals(
                    all,
                    StatesDocument.rows(test).stream()
                            .map(row -> row.get(0))
                            .sorted()
                            .toList(),
                    test);
        }
    }

    @Test
    void everyMachineStartsInEveryStage() {
        for (Machine machine : Machine.values()) {
            assertEquals(EnumSet.allOf(DeploymentState.Stage.class), transitions.found(machine), machine.title);
        }
    }

    @Test
    void everyWayIsVisited() {
        List<Way> unvisited = new ArrayList<>(Way.all());
        seen().forEach(transition ->
                unvisited.removeIf(way -> way.from() == transition.from() && way.to() == transition.to()));
        assertEquals(List.of(), unvisited);
    }

    @Test
    void everyDeclaredTransitionIsVisited() {
        List<String> unvisited = new ArrayList<>();
        for (Machine machine : Machine.values()) {
            DeclaredTransitions.of(machine).stream()
                    .filter(declared -> !transitions.of(machine).contains(declared))
                    .forEach(declared -> unvisited.add(machine + " " + declared));
        }
        assertEquals(List.of(), unvisited);
    }

    @Test
    void noOtherTransitionIsVisited() {
        List<String> undeclared = new ArrayList<>();
        for (Machine machine : Machine.values()) {
            transitions.of(machine).stream()
                    .filter(seen -> !DeclaredTransitions.of(machine).contains(seen))
                    .forEach(seen -> undeclared.add(machine + " " + seen));
        }
        assertEquals(List.of(), undeclared);
    }

    @Test
    void everyEffectIsAskedForBySomeOperation() {
        EnumSet<Effect> all = EnumSet.noneOf(Effect.class);
        for (Machine machine : Machine.values()) {
            all.addAll(DeclaredTransitions.effects(machine));
        }
        assertEquals(EnumSet.allOf(Effect.class), all);
    }

    @Test
    void everyOutcomeIsReached() {
        TreeSet<String> ends = new TreeSet<>();
        Stream.of(Outcome.values()).forEach(outcome -> ends.add(outcome.name()));
        ends.remove(Outcome.READY.name()); // of a check, which does nothing to it
        ends.addAll(List.of("gate", "cancelled", "invalid", "failed", "left"));
        TreeSet<String> reached = new TreeSet<>();
        seen().stream().filter(transition -> transition.end() != null).forEach(end -> reached.add(end.end()));
        assertEquals(ends, reached);
    }

    @Test
    void nothingGoesAWayThatPlanetScaleHasNot() {
        List<Transitions.Transition> impossible = seen().stream()
                .filter(transition -> transition.to() != null && transition.to() != transition.from())
                .filter(transition -> !Way.after(transition.from()).contains(transition.to()))
                .toList();
        assertEquals(List.of(), impossible);
    }
}
