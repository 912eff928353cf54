package io.jenkins.plugins.planetscale.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.local.FaultRule;
import io.jenkins.plugins.planetscale.release.Scenarios.Scenario;
import io.jenkins.plugins.planetscale.release.decision.DeployRequestDecision;
import io.jenkins.plugins.planetscale.release.decision.ExecuteDecision;
import io.jenkins.plugins.planetscale.release.deploy.AbortDeployRequest;
import io.jenkins.plugins.planetscale.release.deploy.Deploy;
import io.jenkins.plugins.planetscale.release.state.DeploymentState;
import io.jenkins.plugins.planetscale.release.window.RevertWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation, given an answer at every single exchange that is JSON and holds less than the API promises: it goes
 * on or ends with words about PlanetScale, never with an exception of Java's.
 */
class HollowAnswersTest {
    private static final String EMPTIES =
            "\"deployment\":{\"deploy_operations\":[{}],\"deploy_operation_summaries\":[{}],"
                    + "\"lint_errors\":[{}],\"preceding_deployments\":[{}],\"deployment_revert_request\":"
                    + "{\"deploy_revert_operations\":[{}]}}";

    private static final List<String> ONCE = List.of(
            "{}",
            "[]",
            "{\"data\":[{}]}",
            "{\"data\":[null]}",
            "{\"number\":\"1\",\"name\":7,\"id\":[]}",
            "{\"id\":\"x\",\"name\":\"dev\",\"number\":1,\"data\":[{\"id\":\"x\",\"name\":\"dev\",\"number\":1}]}",
            "{\"id\":\"x\",\"name\":\"dev\",\"number\":1," + EMPTIES + ",\"data\":[{\"id\":\"x\",\"number\":1,"
                    + EMPTIES + ",\"name\":\"dev\",\"branch\":\"dev\",\"into_branch\":\"main\",\"state\":\"open\"}]}");

    static Stream<Scenario> scenarios() {
        return Scenarios.all();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void endsInWordsAboutPlanetScale(Scenario scenario) {
        int exchanges;
        try (OperationHarness rig = new OperationHarness().brisk()) {
            scenario.prepare().accept(rig);
            int before = rig.exchanges();
            rig.run(scenario.operation(rig), operation -> scenario.person().accept(operation));
            exchanges = Math.min(8, rig.exchanges() - before);
        }
        List<String> wrong = new ArrayList<>();
        for (int exchange = 0; exchange < exchanges; exchange++) {
            for (String body : ONCE) {
                String end = end(scenario, exchange, body);
                if (end.contains("lacks a value that the API defines") || end.contains("Exception")) {
                    wrong.add("exchange " + exchange + ", " + body + ": " + end);
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    /** All states of a deploy request that says nothing but its state. */
    @ParameterizedTest
    @MethodSource("states")
    void aDeployRequestThatIsNothingButItsStateEndsInWords(String state) throws Exception {
        for (String deployment : List.of("\"deployment\":null", "\"deployment\":{}", EMPTIES)) {
            String body = "{\"number\":1,\"deployment_state\":\"" + state + "\"," + deployment + "}";
            for (Operation<?> operation : List.of(
                    Deploy.stage(OperationHarness.DATABASE, 1),
                    Deploy.apply(OperationHarness.DATABASE, 1),
                    RevertWindow.hold(OperationHarness.DATABASE, 1),
                    new AbortDeployRequest(OperationHarness.DATABASE, 1, AbortDeployRequest.AbortPolicy.CLOSE),
                    new ExecuteDecision(
                            OperationHarness.DATABASE,
                            1,
                            DeployRequestDecision.APPLY,
                            "Ainsley decided.",
                            OperationHarness.MARKER))) {
                try (OperationHarness rig = new OperationHarness()) {
                    rig.server
                            .faults()
                            .add(FaultRule.on(null, "/deploy-requests/1")
                                    .forever()
                                    .body(200, "application/json", body));
                    String end = ended(rig, operation, ignored -> {}, Duration.ofMinutes(5));
                    assertTrue(
                            !end.contains("lacks a value that the API defines") && !end.contains("Exception"),
                            operation.getClass().getSimpleName() + ", " + body + ": " + end);
                }
            }
        }
    }

    static Stream<String> states() {
        return Stream.concat(
                Stream.of(DeploymentState.values()).map(state -> state.name().toLowerCase(Locale.ROOT)),
                Stream.of("", "in_progress_quantum"));
    }

    private static String end(Scenario scenario, int exchange, String body) {
        try (OperationHarness rig = new OperationHarness().brisk()) {
            scenario.prepare().accept(rig);
            Operation<?> operation = scenario.operation(rig);
            rig.server.faults().resetCounter();
            rig.server.faults().add(FaultRule.onExchange(exchange).body(200, "application/json", body));
            return ended(rig, operation, scenario.person(), Duration.ofHours(2));
        }
    }

    private static String ended(
            OperationHarness rig, Operation<?> operation, Consumer<Operation<?>> person, Duration allowed) {
        operation.setDeadline(rig.now().plus(allowed));
        try {
            Operation<?> done = run(rig, operation, person);
            return done.failure() == null ? "" : String.valueOf(done.failure().getMessage());
        } catch (RuntimeException e) {
            return e + " at " + List.of(e.getStackTrace()).subList(0, 3);
        }
    }

    private static <R> Operation<R> run(OperationHarness rig, Operation<R> operation, Consumer<Operation<?>> person) {
        return rig.run(operation, person::accept);
    }
}
