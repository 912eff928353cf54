package io.jenkins.plugins.planetscale.service.pace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.release.Urgency;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The other way to wait, one GET a second for each, as {@code pscale --wait} does it: how the two compare for the same load. */
class OneGetASecondTest {
    private static final int LIMIT = 600;
    private static final Duration MEASURED = Duration.ofHours(1);

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "10, 1, 5", "100, 10, 10", "1000, 100, 100"})
    void thePluginAsksAsManyTimesLessAndIsNotRefused(int count, int databases, int timesLess) {
        SimulatedTimer time = new SimulatedTimer();
        SimulatedServer server = new SimulatedServer(time, LIMIT);
        SimulatedWaits waits = new SimulatedWaits(time, server, LIMIT, 1);
        waits.begin(count, databases, i -> Urgency.COPYING);
        time.advance(Duration.ofMinutes(2));
        waits.forget();
        server.forget();
        time.advance(MEASURED);
        assertEquals(0, server.refused());

        Others others = new Others(count);
        others.time.advance(MEASURED);
        System.out.printf(
                "figures: %d waits in %d, one GET a second each: %d requests/min, %.0f %% refused, p95 %.2f s;"
                        + " %.1f times what the plugin asks, which sees it after %.2f s%n",
                count,
                databases,
                others.asked / MEASURED.toMinutes(),
                100.0 * others.server.refused() / others.asked,
                others.p95(),
                (double) others.asked / waits.sent,
                waits.p95(Urgency.COPYING));
        assertTrue(others.asked >= (long) timesLess * waits.sent * 0.99, others.asked + " and " + waits.sent);
        assertTrue(count <= 10 || others.server.refused() > 0.8 * others.asked, "who asks so often is refused");
    }

    /** Each asks once a second, at a time of its own, and tries again a second later where it is refused. */
    private static final class Others {
        private final SimulatedTimer time = new SimulatedTimer();
        private final SimulatedServer server = new SimulatedServer(time, LIMIT);
        private final Random random = new Random(1);
        private double[] delays = new double[1_000];
        private int seen;
        private long asked;

        Others(int count) {
            for (int i = 0; i < count; i++) {
                long[] changed = {next()};
                Runnable[] ask = {null};
                ask[0] = () -> {
                    asked++;
                    if (server.take() && changed[0] <= time.nanoTime()) {
                        see((time.nanoTime() - changed[0]) / 1e9);
                        changed[0] = next();
                    }
                    time.schedule(ask[0], 1, TimeUnit.SECONDS);
                };
                time.schedule(ask[0], random.nextInt(1_000_000_000), TimeUnit.NANOSECONDS);
            }
        }

        private long next() {
            return time.nanoTime() + (long) (-Math.log(1 - random.nextDouble()) * 60e9);
        }

        private void see(double delay) {
            if (seen == delays.length) {
                delays = Arrays.copyOf(delays, 2 * seen);
            }
            delays[seen++] = delay;
        }

        double p95() {
            double[] sorted = Arrays.copyOf(delays, seen);
            Arrays.sort(sorted);
            return sorted[(int) (0.95 * (seen - 1))];
        }
    }
}
