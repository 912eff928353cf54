package io.jenkins.plugins.planetscale.simulation;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which states of a deploy request, which steps and which faults came together: a step's request met it in that state. */
final class Coverage {
    /** By state, then by step. */
    private final Map<String, Map<String, Set<Fault>>> faults = new TreeMap<>();

    void visit(String state, String step, Fault fault) {
        faults.computeIfAbsent(state, key -> new TreeMap<>())
                .computeIfAbsent(step, key -> EnumSet.noneOf(Fault.class))
                .add(fault);
    }

    void add(Coverage other) {
        other.faults.forEach(
                (state, steps) -> steps.forEach((step, met) -> met.forEach(fault -> visit(state, step, fault))));
    }

    /** How many of state × step × fault. */
    int size() {
        return faults.values().stream()
                .flatMap(steps -> steps.values().stream())
                .mapToInt(Set::size)
                .sum();
    }

    /** A table: how many kinds of faults each step has met in each state, nothing wrong being one of them. */
    String table() {
        Set<String> steps = new TreeSet<>();
        faults.values().forEach(byStep -> steps.addAll(byStep.keySet()));
        StringBuilder out = new StringBuilder("| state | ");
        out.append(String.join(" | ", steps)).append(" |\n| --- |").append(" ---: |".repeat(steps.size()));
        faults.forEach((state, byStep) -> {
            out.append("\n| ").append(state).append(" |");
            steps.forEach(step -> out.append(' ')
                    .append(byStep.containsKey(step) ? byStep.get(step).size() : "")
                    .append(" |"));
        });
        return out.toString();
    }
}
