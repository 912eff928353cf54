package io.jenkins.plugins.planetscale.release;

import static io.jenkins.plugins.planetscale.release.OperationHarness.DATABASE;

import io.jenkins.plugins.planetscale.client.ApiCall;
import io.jenkins.plugins.planetscale.client.api.DeployRequestCalls;
import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.local.FaultRule;
import io.jenkins.plugins.planetscale.release.request.DeployResult;
import io.jenkins.plugins.planetscale.release.request.Effect;
import io.jenkins.plugins.planetscale.release.state.DeploymentState;
import io.jenkins.plugins.planetscale.release.window.RevertWindow;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * What the operations were seen to do with a deploy request: each is run from every state, and in situations in which
 * the server does what it does not do by itself. A transition is what two looks in a row have shown.
 */
final class Transitions {
    private final Map<Machine, TreeSet<Transition>> seen = new EnumMap<>(Machine.class);
    private final Map<Machine, Set<DeploymentState.Stage>> found = new EnumMap<>(Machine.class);

    /**
     * @param effect what the operation did; null for what came by itself, and for an end
     * @param to null for an end
     * @param end how the operation ended; null where it goes on
     */
    record Transition(DeploymentState.Stage from, DeploymentState.Stage to, Effect effect, String end)
            implements Comparable<Transition> {
        private String key() {
            return String.format(
                    "%02d %02d %02d %s",
                    from.ordinal(), to == null ? 99 : to.ordinal(), effect == null ? 99 : effect.ordinal(), end);
        }

        @Override
        public int compareTo(Transition other) {
            return key().compareTo(other.key());
        }
    }

    /** Somebody, or something, at the server: called before each turn. */
    interface Event extends BiConsumer<OperationHarness, io.jenkins.plugins.planetscale.local.DeployRequest> {}

    static Transitions all() throws InvalidInputException {
        Transitions all = new Transitions();
        for (Machine machine : Machine.values()) {
            for (DeploymentState state : DeploymentState.values()) {
                all.run(machine, name(state), rig -> {}, (rig, request) -> {});
            }
        }
        all.situations();
        return all;
    }

    /** The state as PlanetScale names it. */
    static String name(DeploymentState state) {
        return state == DeploymentState.UNKNOWN
                ? StateMatrixTest.UNKNOWN
                : state.name().toLowerCase(Locale.ROOT);
    }

    private void situations() throws InvalidInputException {
        Event nothing = (rig, request) -> {};
        for (Machine deploy : EnumSet.of(Machine.STAGE, Machine.APPLY, Machine.APPLY_CHECKED, Machine.APPLY_APPROVED)) {
            run(deploy, "ready", Transitions::cutsOverByItself, nothing);
            run(deploy, "in_progress", Transitions::cutsOverByItself, nothing);
            run(deploy, "pending_cutover", Transitions::cutsOverByItself, nothing);
            run(deploy, "pending", Transitions::lint, nothing);
            run(deploy, "pending", Transitions::changesNothing, nothing);
            run(deploy, "in_progress", rig -> {}, when("in_progress", (rig, request) -> request.failDeploy("no room")));
            run(
                    deploy,
                    "queued",
                    Transitions::isCheckedForLong,
                    once("queued", (rig, request) -> request.actorDequeues()));
            run(deploy, "ready", rig -> {}, when("in_progress", (rig, request) -> byHand(rig, Effect.CANCEL)));
            if (DeclaredTransitions.effects(deploy).contains(Effect.HOLD_CUTOVER)) {
                run(deploy, "in_progress", Transitions::cannotBeHeld, nothing);
                run(deploy, "pending_cutover", Transitions::cannotBeHeld, nothing);
            }
        }
        run(Machine.APPLY, "in_progress_cutover", rig -> rig.database.timings().stuckCutover(true), nothing);
        run(Machine.APPLY, "pending_cutover", rig -> {}, failsInCutover());
        run(Machine.STAGE, "pending_cutover", Transitions::cutsOverByItself, failsInCutover());
        run(Machine.HOLD, "complete_pending_revert", rig -> {}, revertsByHand());
        run(
                Machine.REVERT,
                "complete_pending_revert",
                rig -> rig.database.deployRequest(1).failRevert("no"),
                nothing);
        run(
                Machine.ABORT_REVERT,
                "complete_pending_revert",
                rig -> rig.database.deployRequest(1).failRevert("no"),
                nothing);
    }

    private static void cutsOverByItself(OperationHarness rig) {
        rig.database.timings().autoCutover(Duration.ofSeconds(12)).cutover(Duration.ofSeconds(12));
        rig.database.deployRequest(1).actorTurnsAutoApplyOn();
    }

    private static void isCheckedForLong(OperationHarness rig) {
        rig.database.timings().check(Duration.ofSeconds(30));
    }

    private static void cannotBeHeld(OperationHarness rig) {
        cutsOverByItself(rig);
        rig.server.faults().add(FaultRule.on("PUT", "/auto-apply$").status(404).forever());
    }

    private static void lint(OperationHarness rig) {
        rig.database.deployRequest(1).lintError("NO_PRIMARY_KEY", "orders", "no primary key", null);
    }

    private static void changesNothing(OperationHarness rig) {
        rig.database.branch("dev").schema(OperationHarness.SCHEMA);
    }

    /** In that state, once the operation has looked. */
    private static Event when(String state, Event event) {
        return (rig, request) -> {
            if (!rig.sent.isEmpty() && request.deploymentState().equals(state)) {
                event.accept(rig, request);
            }
        };
    }

    private static Event once(String state, Event event) {
        boolean[] done = {false};
        return when(state, (rig, request) -> {
            if (!done[0]) {
                done[0] = true;
                event.accept(rig, request);
            }
        });
    }

    private static Event failsInCutover() {
        return when("in_progress_cutover", (rig, request) -> request.failDeploy("no room"));
    }

    private static Event revertsByHand() {
        return once("complete_pending_revert", (rig, request) -> byHand(rig, Effect.REVERT));
    }

    private static void byHand(OperationHarness rig, Effect effect) {
        try {
            rig.client.execute(call(effect));
        } catch (PlanetScaleException e) {
            throw new AssertionError(e);
        }
    }

    private void run(Machine machine, String state, Consumer<OperationHarness> before, Event event)
            throws InvalidInputException {
        try (OperationHarness rig = new OperationHarness()) {
            var request = rig.brisk().deployRequest(state);
            before.accept(rig);
            Operation<?> done = rig.run(machine.operation(rig), operation -> {
                event.accept(rig, request);
                machine.person(operation);
            });
            follow(machine, rig, end(done));
        }
    }

    private void follow(Machine machine, OperationHarness rig, String end) {
        DeploymentState.Stage at = null;
        for (OperationHarness.Sent sent : rig.sent) {
            if (!(sent.answer() instanceof DeployRequest answer)) {
                continue;
            }
            DeploymentState.Stage now = DeploymentState.of(answer).stage();
            Effect effect = effect(sent.call());
            if (at == null) {
                found.computeIfAbsent(machine, any -> EnumSet.noneOf(DeploymentState.Stage.class))
                        .add(now);
            } else if (effect != null || now != at) {
                add(machine, new Transition(at, now, effect, null));
            }
            at = now;
        }
        add(machine, new Transition(Objects.requireNonNull(at), null, null, end));
    }

    private void add(Machine machine, Transition transition) {
        seen.computeIfAbsent(machine, any -> new TreeSet<>()).add(transition);
    }

    /** The call that an effect is, written down once more: what is sent counts. */
    private static ApiCall<DeployRequest> call(Effect effect) {
        return switch (effect) {
            case DEPLOY -> DeployRequestCalls.deploy(DATABASE, 1, false);
            case DEPLOY_INSTANTLY -> DeployRequestCalls.deploy(DATABASE, 1, true);
            case HOLD_CUTOVER -> DeployRequestCalls.autoApply(DATABASE, 1, false);
            case CUT_OVER -> DeployRequestCalls.cutOver(DATABASE, 1);
            case FORCE_CUTOVER -> DeployRequestCalls.forceCutover(DATABASE, 1);
            case REVERT -> DeployRequestCalls.revert(DATABASE, 1);
            case SKIP_REVERT -> DeployRequestCalls.skipRevert(DATABASE, 1);
            case CANCEL -> DeployRequestCalls.cancel(DATABASE, 1);
            case CLOSE -> DeployRequestCalls.close(DATABASE, 1);
        };
    }

    private static Effect effect(ApiCall<?> call) {
        for (Effect effect : Effect.values()) {
            ApiCall<DeployRequest> like = call(effect);
            if (like.toString().equals(call.toString()) && Objects.equals(like.body(), call.body())) {
                return effect;
            }
        }
        return null;
    }

    private static String end(Operation<?> done) {
        if (done.failure() != null) {
            return StateMatrixTest.kind(done.failure());
        }
        if (done.result() instanceof DeployResult deploy) {
            return deploy.outcome().name();
        }
        return done.result() instanceof RevertWindow.Result window
                ? window.outcome().name()
                : "left";
    }

    /** In the order of the stages. */
    Set<Transition> of(Machine machine) {
        return seen.get(machine);
    }

    /** The stages in which a machine found a deploy request at its first look. */
    Set<DeploymentState.Stage> found(Machine machine) {
        return found.get(machine);
    }
}
