package io.jenkins.plugins.planetscale.service.pace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.release.Urgency;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The load of {@code bin/bench} in simulated time: docs/performance.md. What is bounded are counts, and simulated seconds. */
class DayOfWaitsTest {
    private static final IntFunction<Urgency> COPYING = i -> Urgency.COPYING;

    private final SimulatedTimer time = new SimulatedTimer();
    private final SimulatedServer server = new SimulatedServer(time, 600);
    private final SimulatedWaits waits = new SimulatedWaits(time, server, 600, 1);

    private void run(Duration duration) {
        time.advance(Duration.ofMinutes(2));
        waits.forget();
        server.forget();
        time.advance(duration);
    }

    private void print(String what, Urgency urgency, Duration duration) {
        System.out.printf(
                "figures: %s: %d requests/min (most %d), %s p95 %.2f s, latest %.2f s, %.0f turns a minute%n",
                what,
                waits.sent / duration.toMinutes(),
                server.most(),
                urgency,
                waits.p95(urgency),
                waits.latest(urgency),
                (double) waits.turns / duration.toMinutes());
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 2, 24",
        "10, 1, 2, 24",
        "100, 1, 2, 2",
        "100, 10, 2, 24",
        "1000, 100, 15, 24",
        "1000, 1, 12, 2",
        "10000, 1, 30, 1",
        "10000, 100, 15, 1"
    })
    void changesAreSeenSoonAndTheBudgetIsKept(int count, int databases, double p95, int hours) {
        waits.begin(count, databases, COPYING);
        run(Duration.ofHours(hours));
        print(count + " in " + databases, Urgency.COPYING, Duration.ofHours(hours));
        assertTrue(waits.p95(Urgency.COPYING) <= p95, () -> waits.p95(Urgency.COPYING) + " s");
        assertTrue(server.most() <= 500, () -> server.most() + " requests in a minute");
        assertEquals(0, server.refused());
        assertTrue(waits.seen(Urgency.COPYING) > 30L * count * hours, "all of them see what changes");
    }

    @ParameterizedTest
    @CsvSource({"100, 10, 6", "1000, 100, 6", "1000, 1, 1", "10000, 100, 1"})
    void aCutoverIsSeenWithinTwoSeconds(int count, int databases, int hours) {
        waits.begin(count, databases, i -> i % (count / 2) == 0 ? Urgency.CUTOVER : Urgency.COPYING);
        run(Duration.ofHours(hours));
        print(count + " in " + databases + ", two of them cutting over", Urgency.CUTOVER, Duration.ofHours(hours));
        assertTrue(waits.latest(Urgency.CUTOVER) <= 2, () -> waits.latest(Urgency.CUTOVER) + " s");
        assertTrue(server.most() <= 500, () -> server.most() + " requests in a minute");
        assertEquals(0, server.refused());
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 11", "100, 1, 11", "100, 10, 11", "1000, 100, 14"})
    void whatIsStagedIsSeenWithoutWebhooksToo(int count, int databases, double p95) {
        waits.begin(count, databases, i -> Urgency.STAGED);
        run(Duration.ofHours(6));
        print(count + " in " + databases + ", staged", Urgency.STAGED, Duration.ofHours(6));
        assertTrue(waits.p95(Urgency.STAGED) <= p95, () -> waits.p95(Urgency.STAGED) + " s");
        assertTrue(server.most() <= 500, () -> server.most() + " requests in a minute");
        assertEquals(0, server.refused());
    }

    @Test
    void ofAllRanksNoneStarves() {
        Urgency[] all = Urgency.values();
        waits.begin(1_000, 200, i -> all[1 + i % (all.length - 1)]);
        run(Duration.ofHours(6));
        for (int i = 1; i < all.length; i++) {
            print("1000 in 200, of all ranks", all[i], Duration.ofHours(6));
            Urgency urgency = all[i];
            assertTrue(waits.latest(urgency) <= 240, () -> urgency + ": " + waits.latest(urgency) + " s");
        }
        assertTrue(waits.p95(Urgency.JUST_ASKED) <= waits.p95(Urgency.STAGED));
        assertEquals(0, server.refused());
    }

    @ParameterizedTest
    @CsvSource({"100, 1", "100, 10", "1000, 100"})
    void anEventIsSeenWithinOneAndAHalfSeconds(int count, int databases) {
        waits.onlyEvents();
        waits.begin(count, databases, i -> Urgency.STAGED);
        every(600, waits::event); // 100 a minute
        run(Duration.ofHours(2));
        print(count + " in " + databases + ", 100 events a minute", Urgency.STAGED, Duration.ofHours(2));
        assertTrue(waits.p95(Urgency.STAGED) <= 1.5, () -> waits.p95(Urgency.STAGED) + " s");
        assertTrue(server.most() <= 500, () -> server.most() + " requests in a minute");
        assertEquals(0, server.refused());
    }

    @Test
    void aStormOfEventsKeepsTheBudget() {
        waits.onlyEvents();
        waits.begin(1_000, 100, COPYING);
        every(60, waits::event); // 1,000 a minute
        run(Duration.ofHours(2));
        print("1000 in 100, 1,000 events a minute", Urgency.COPYING, Duration.ofHours(2));
        assertTrue(server.most() <= 500, () -> server.most() + " requests in a minute");
        assertEquals(0, server.refused());
        assertTrue(waits.p95(Urgency.COPYING) <= 15, () -> waits.p95(Urgency.COPYING) + " s");
    }

    private void every(long millis, Runnable task) {
        time.schedule(
                () -> {
                    task.run();
                    every(millis, task);
                },
                millis,
                TimeUnit.MILLISECONDS);
    }
}
