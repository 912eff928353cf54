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
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code docs/states.md} shows what the operations do, and they are seen to do all that there is to do. */
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
    void theDocumentIsWhatHappens() throws IOException {
        GeneratedFile.assertIsUpToDate("docs/states.md", StatesDocument.of(transitions), StatesDocumentTest.class);
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
    void everyMachineAsksForAllItsEffectsAndNoOthers() {
        EnumSet<Effect> all = EnumSet.noneOf(Effect.class);
        for (Machine machine : Machine.values()) {
            Set<Effect> asked = transitions.of(machine).stream()
                    .map(Transitions.Transition::effect)
                    .filter(Objects::nonNull)
                    .collect(Collectors.toSet());
            assertEquals(machine.effects, asked, machine.title);
            all.addAll(asked);
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
