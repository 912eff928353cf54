package io.jenkins.plugins.planetscale.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many waits with real operations, in simulated time: what they ask, and what they hold while they sleep. */
class SleepingWaitsTest {
    private static final int MOST_BYTES = 4096;

    private final SimulatedEngine bench = new SimulatedEngine();

    /** Requests a minute: list calls, and nothing else. Ten pages one after another take longer than their turn. */
    @ParameterizedTest
    @CsvSource({"10, 1, 55, 60", "100, 10, 400, 460", "1000, 100, 400, 460", "1000, 1, 250, 460"})
    void theBudgetIsSpentOnListCallsAlone(int count, int databases, int least, int most) throws Exception {
        bench.server.latency(Duration.ofMillis(200));
        bench.waits(count, databases, "in_progress");
        bench.advance(Duration.ofMinutes(3));
        int before = bench.server.requests();
        int alone = bench.server.counts().getOrDefault("one", 0);
        int minutes = 3;
        bench.advance(Duration.ofMinutes(minutes));
        int each = (bench.server.requests() - before) / minutes;
        assertTrue(each >= least && each <= most, () -> each + " requests a minute");
        assertEquals(alone, bench.server.counts().getOrDefault("one", 0), () -> bench.server
                .counts()
                .toString());
        assertEquals(count, bench.engine.works().size());
    }

    @Test
    void whoIsLeftAloneInItsDatabaseAsksForItsOwn() throws Exception {
        bench.waits(5, 5, "in_progress");
        bench.advance(Duration.ofMinutes(1));
        assertEquals(0, bench.server.counts().getOrDefault("list", 0));
    }

    /** Without the first ones, so that what is there once does not count. */
    @Test
    void aWaitHoldsLittleHeapWhileItSleepsHoweverManyThereAre() throws Exception {
        sleeping(500);
        long none = used();
        sleeping(500);
        long few = used();
        sleeping(10_000);
        long many = used();
        long ofFew = (few - none) / 500;
        long ofMany = (many - few) / 10_000;
        System.out.println("figures: heap of a wait that sleeps: " + ofFew + " bytes of each of the first, " + ofMany
                + " of each of 10,000 more");
        assertEquals(11_000, bench.engine.works().size());
        assertTrue(ofMany <= MOST_BYTES, () -> ofMany + " bytes a wait");
        assertTrue(ofMany > 200, () -> ofMany + " bytes a wait cannot be");
        assertTrue(ofMany <= 1.5 * ofFew, () -> ofFew + " and " + ofMany + " bytes a wait");
    }

    private void sleeping(int count) throws Exception {
        bench.waits(count, 20, "in_progress");
        bench.advance(Duration.ofMinutes(3));
    }

    private static long used() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
