package io.jenkins.plugins.planetscale.release;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.planetscale.release.Scenarios.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation against an API that lies in all its answers ({@link TamperedAnswers}): it ends by its deadline at the
 * latest, after a bounded number of requests, in words about PlanetScale, and what is written down of it stays small.
 */
class HostileApiTest {
    private static final int SEEDS = 6;
    private static final Duration ALLOWED = Duration.ofHours(1);

    /** Fewer than one every three seconds. */
    private static final int MOST_REQUESTS = 1_200;

    private static final int MOST_BYTES = 1 << 20;

    static Stream<Scenario> scenarios() {
        return Scenarios.all();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void endsInTimeAndInWords(Scenario scenario) {
        List<String> wrong = new ArrayList<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            String found = wrong(scenario, seed);
            if (found != null) {
                wrong.add("seed " + seed + ": " + found);
            }
        }
        assertEquals(List.of(), wrong);
    }

    /** Null for nothing. */
    private static String wrong(Scenario scenario, int seed) {
        try (OperationHarness rig = new OperationHarness().brisk()) {
            scenario.prepare().accept(rig);
            Operation<?> operation = scenario.operation(rig);
            operation.setDeadline(rig.now().plus(ALLOWED));
            int before = rig.exchanges();
            rig.onTheWay = new TamperedAnswers(seed, seed % 2 == 0 ? 60 : 12);
            Operation<?> done = run(rig, operation, scenario);
            int requests = rig.exchanges() - before;
            int bytes = OperationHarness.bytes(done).length;
            String end = done.failure() == null ? "" : String.valueOf(done.failure().getMessage());
            if (requests > MOST_REQUESTS) {
                return requests + " requests";
            }
            if (bytes > MOST_BYTES) {
                return bytes + " bytes";
            }
            return end.contains("Exception") || end.contains("lacks a value") || end.length() > 5_000 ? end : null;
        } catch (RuntimeException | AssertionError e) {
            return e + " at " + List.of(e.getStackTrace()).subList(0, Math.min(4, e.getStackTrace().length));
        }
    }

    private static <R> Operation<R> run(OperationHarness rig, Operation<R> operation, Scenario scenario) {
        return rig.run(operation, current -> scenario.person().accept(current));
    }
}
