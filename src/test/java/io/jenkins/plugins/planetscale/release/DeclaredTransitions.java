package io.jenkins.plugins.planetscale.release;

import io.jenkins.plugins.planetscale.release.request.Effect;
import io.jenkins.plugins.planetscale.release.state.DeploymentState.Stage;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What each operation does with a deploy request, declared once: {@code docs/states.md} draws it, and {@code
 * StatesDocumentTest} fails where one of these transitions is never visited, and where another one is. To be written by
 * hand, after thought about what PlanetScale and the operation do, and never to be made from what the runs have shown.
 *
 * <p>A line is a stage and what comes next: another stage, by itself or by somebody else; a stage {@code by} what the
 * operation asks for; or how the operation {@code ends}.
 */
final class DeclaredTransitions {
    private static final String ALL = """
            STAGE
              CHECKING: READY, NO_CHANGES, CHECK_FAILED
              READY: READY by hold cutover, RUNNING by deploy, ends cancelled
              NO_CHANGES: ends NO_CHANGES
              CHECK_FAILED: ends failed
              RUNNING: CHECKING, RUNNING by hold cutover, STAGED, CANCELLING by cancel, CANCELLING, FAILED
              STAGED: STAGED by hold cutover, CANCELLING by cancel, ends STAGED
              CUTTING_OVER: REVERTABLE
              REVERTABLE: ends gate
              FINAL: ends gate
              CANCELLING: CANCELLED, ends cancelled
              CANCELLED: ends cancelled, ends gate
              FAILED: ends failed
              REVERTING: ends cancelled
              REVERTED: ends cancelled
              REVERT_FAILED: ends failed
              UNKNOWN: ends failed
            APPLY
              CHECKING: READY, NO_CHANGES, CHECK_FAILED
              READY: RUNNING by deploy, ends cancelled
              NO_CHANGES: ends NO_CHANGES
              CHECK_FAILED: ends failed
              RUNNING: CHECKING, STAGED, CANCELLING, FAILED
              STAGED: CUTTING_OVER by cut over
              CUTTING_OVER: CUTTING_OVER by force cutover, REVERTABLE, FAILED
              REVERTABLE: ends APPLIED
              FINAL: ends APPLIED
              CANCELLING: ends cancelled
              CANCELLED: ends cancelled
              FAILED: ends failed
              REVERTING: ends cancelled
              REVERTED: ends cancelled
              REVERT_FAILED: ends failed
              UNKNOWN: ends failed
            APPLY_CHECKED
              CHECKING: READY, NO_CHANGES, CHECK_FAILED
              READY: READY by hold cutover, RUNNING by deploy, ends cancelled
              NO_CHANGES: ends NO_CHANGES
              CHECK_FAILED: ends failed
              RUNNING: CHECKING, RUNNING by hold cutover, STAGED, CANCELLING by cancel, CANCELLING, FAILED
              STAGED: CUTTING_OVER by cut over
              CUTTING_OVER: REVERTABLE
              REVERTABLE: ends APPLIED
              FINAL: ends APPLIED
              CANCELLING: CANCELLED, ends cancelled
              CANCELLED: ends cancelled, ends gate
              FAILED: ends failed
              REVERTING: ends cancelled
              REVERTED: ends cancelled
              REVERT_FAILED: ends failed
              UNKNOWN: ends failed
            APPLY_INSTANTLY
              CHECKING: READY
              READY: RUNNING by deploy instantly
              NO_CHANGES: ends NO_CHANGES
              CHECK_FAILED: ends failed
              RUNNING: STAGED, FINAL
              STAGED: CUTTING_OVER by cut over
              CUTTING_OVER: REVERTABLE
              REVERTABLE: ends APPLIED
              FINAL: ends APPLIED
              CANCELLING: ends cancelled
              CANCELLED: ends cancelled
              FAILED: ends failed
              REVERTING: ends cancelled
              REVERTED: ends cancelled
              REVERT_FAILED: ends failed
              UNKNOWN: ends failed
            APPLY_APPROVED
              CHECKING: READY, NO_CHANGES, CHECK_FAILED
              READY: READY by hold cutover, RUNNING by deploy, ends cancelled
              NO_CHANGES: ends NO_CHANGES
              CHECK_FAILED: ends failed
              RUNNING: CHECKING, RUNNING by hold cutover, STAGED, CANCELLING by cancel, CANCELLING, FAILED
              STAGED: STAGED by hold cutover, CUTTING_OVER by cut over, CANCELLING by cancel
              CUTTING_OVER: REVERTABLE
              REVERTABLE: ends APPLIED, ends gate
              FINAL: ends gate
              CANCELLING: CANCELLED, ends cancelled
              CANCELLED: ends cancelled, ends gate
              FAILED: ends failed
              REVERTING: ends cancelled
              REVERTED: ends cancelled
              REVERT_FAILED: ends failed
              UNKNOWN: ends failed
            HOLD
              CHECKING: READY
              READY: ends invalid
              NO_CHANGES: ends NO_CHANGES
              CHECK_FAILED: ends failed
              RUNNING: STAGED, ends invalid
              STAGED: ends invalid
              CUTTING_OVER: REVERTABLE
              REVERTABLE: FINAL, REVERTED
              FINAL: ends EXPIRED
              CANCELLING: ends cancelled
              CANCELLED: ends cancelled
              FAILED: ends failed
              REVERTING: REVERTED
              REVERTED: ends cancelled
              REVERT_FAILED: ends failed
              UNKNOWN: ends failed
            KEEP
              CHECKING: READY
              READY: ends invalid
              NO_CHANGES: ends NO_CHANGES
              CHECK_FAILED: ends failed
              RUNNING: STAGED, ends invalid
              STAGED: ends invalid
              CUTTING_OVER: REVERTABLE
              REVERTABLE: FINAL by skip revert
              FINAL: ends KEPT
              CANCELLING: ends cancelled
              CANCELLED: ends cancelled
              FAILED: ends failed
              REVERTING: REVERTED
              REVERTED: ends cancelled
              REVERT_FAILED: ends failed
              UNKNOWN: ends failed
            REVERT
              CHECKING: READY
              READY: ends invalid
              NO_CHANGES: ends NO_CHANGES
              CHECK_FAILED: ends failed
              RUNNING: STAGED, ends invalid
              STAGED: ends invalid
              CUTTING_OVER: REVERTABLE
              REVERTABLE: REVERTING by revert
              FINAL: ends failed
              CANCELLING: ends cancelled
              CANCELLED: ends cancelled
              FAILED: ends failed
              REVERTING: REVERTED, REVERT_FAILED
              REVERTED: ends REVERTED
              REVERT_FAILED: ends failed
              UNKNOWN: ends failed
            ABORT_CANCEL
              CHECKING: ends left
              READY: ends left
              NO_CHANGES: ends left
              CHECK_FAILED: ends left
              RUNNING: CANCELLING by cancel
              STAGED: CANCELLING by cancel
              CUTTING_OVER: ends left
              REVERTABLE: ends left
              FINAL: ends left
              CANCELLING: CANCELLED
              CANCELLED: ends left
              FAILED: ends failed
              REVERTING: ends left
              REVERTED: ends left
              REVERT_FAILED: ends failed
              UNKNOWN: ends failed
            ABORT_CLOSE
              CHECKING: CHECKING by close, ends left
              READY: READY by close, ends left
              NO_CHANGES: NO_CHANGES by close, ends left
              CHECK_FAILED: CHECK_FAILED by close, ends left
              RUNNING: CANCELLING by cancel
              STAGED: CANCELLING by cancel
              CUTTING_OVER: ends left
              REVERTABLE: ends left
              FINAL: ends left
              CANCELLING: CANCELLED
              CANCELLED: ends left
              FAILED: ends failed
              REVERTING: ends left
              REVERTED: ends left
              REVERT_FAILED: ends failed
              UNKNOWN: ends failed
            ABORT_REVERT
              CHECKING: CHECKING by close, ends left
              READY: READY by close, ends left
              NO_CHANGES: NO_CHANGES by close, ends left
              CHECK_FAILED: CHECK_FAILED by close, ends left
              RUNNING: CANCELLING by cancel
              STAGED: CANCELLING by cancel
              CUTTING_OVER: REVERTABLE
              REVERTABLE: REVERTING by revert
              FINAL: ends left
              CANCELLING: CANCELLED
              CANCELLED: ends left
              FAILED: ends failed
              REVERTING: REVERTED, REVERT_FAILED
              REVERTED: ends left
              REVERT_FAILED: ends failed
              UNKNOWN: ends failed
            """;

    private static final Map<Machine, TreeSet<Transitions.Transition>> DECLARED = read();

    private DeclaredTransitions() {}

    /** In the order of the stages. */
    static Set<Transitions.Transition> of(Machine machine) {
        return DECLARED.get(machine);
    }

    /** All that the operation may ask for. */
    static Set<Effect> effects(Machine machine) {
        return of(machine).stream()
                .map(Transitions.Transition::effect)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    private static Map<Machine, TreeSet<Transitions.Transition>> read() {
        Map<Machine, TreeSet<Transitions.Transition>> declared = new EnumMap<>(Machine.class);
        Machine machine = null;
        for (String line : ALL.lines().toList()) {
            if (!line.startsWith(" ")) {
                machine = Machine.valueOf(line);
                declared.put(machine, new TreeSet<>());
                continue;
            }
            String[] parts = line.strip().split(": ", 2);
            Stage from = Stage.valueOf(parts[0]);
            for (String next : parts[1].split(", ")) {
                if (!declared.get(machine).add(transition(from, next))) {
                    throw new IllegalStateException(machine + " says twice: " + line);
                }
            }
        }
        return declared;
    }

    private static Transitions.Transition transition(Stage from, String next) {
        if (next.startsWith("ends ")) {
            return new Transitions.Transition(from, null, null, next.substring("ends ".length()));
        }
        String[] words = next.split(" by ", 2);
        return new Transitions.Transition(
                from, Stage.valueOf(words[0]), words.length == 1 ? null : effect(words[1]), null);
    }

    private static Effect effect(String words) {
        return Arrays.stream(Effect.values())
                .filter(effect -> words(effect).equals(words))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(words));
    }

    /** As people say it. */
    static String words(Effect effect) {
        return effect.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
