package io.jenkins.plugins.planetscale.service.pace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalsTest {
    /** Three quarters of 600 a minute. */
    private static final double RATE = 7.5;

    private final int[] costs = new int[Rank.ALL.size()];

    private IntervalsTest with(Rank rank, int cost) {
        costs[rank.ordinal()] = cost;
        return this;
    }

    private Intervals intervals() {
        return new Intervals(costs, RATE);
    }

    private double used() {
        Intervals intervals = intervals();
        return Rank.ALL.stream()
                .mapToDouble(rank -> costs[rank.ordinal()] / intervals.seconds(rank))
                .sum();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "7, 1", "10, 1.333", "100, 13.333", "1000, 133.333"})
    void theIntervalFollowsFromTheBudgetAndHowManyWait(int places, double seconds) {
        with(Rank.COPYING, places);
        assertEquals(seconds, intervals().seconds(Rank.COPYING), 0.001);
    }

    @Test
    void aCutoverIsLookedAtEverySecondHoweverManyOthersWait() {
        with(Rank.CUTOVER, 3).with(Rank.COPYING, 5_000).with(Rank.STAGED, 5_000);
        assertEquals(1, intervals().seconds(Rank.CUTOVER));
        assertEquals(RATE, used(), 0.001);
    }

    @Test
    void veryManyCutoversLeaveTheOthersAQuarter() {
        with(Rank.CUTOVER, 1_000).with(Rank.COPYING, 10);
        assertEquals(RATE / 4, 10 / intervals().seconds(Rank.COPYING), 0.001);
        with(Rank.COPYING, 0);
        assertEquals(1_000 / RATE, intervals().seconds(Rank.CUTOVER), 0.001);
    }

    @Test
    void theMoreUrgentTheSoonerAndNobodyStarves() {
        Rank.ALL.forEach(rank -> with(rank, 5));
        for (int i = 1; i < Rank.ALL.size(); i++) {
            double sooner = intervals().seconds(Rank.ALL.get(i - 1));
            double later = intervals().seconds(Rank.ALL.get(i));
            assertTrue(sooner < later, () -> sooner + " and " + later);
            assertTrue(later < 600);
        }
        assertEquals(RATE, used(), 0.001);
    }

    @Test
    void nobodyLooksMoreThanOnceASecond() {
        Rank.ALL.forEach(rank -> with(rank, 1));
        Rank.ALL.forEach(rank -> assertTrue(intervals().seconds(rank) >= 1));
        assertEquals(10, intervals().seconds(Rank.STAGED));
    }

    @Test
    void aBudgetOfOneAMinuteIsKeptToo() {
        with(Rank.COPYING, 1).with(Rank.CUTOVER, 1);
        Intervals tight = new Intervals(costs, 0.0125);
        double used = 1 / tight.seconds(Rank.COPYING) + 1 / tight.seconds(Rank.CUTOVER);
        assertEquals(0.0125, used, 0.0001);
    }

    /** What the cutovers take of such a rate is, as computed, a hair more than the rate: found by the simulation. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // ends it when it hangs
    void whereOnlyCutoversWaitTheyGetTheWholeOfAnyRate() {
        with(Rank.CUTOVER, 1);
        for (int i = 1; i < 10_000; i++) {
            double rate = i / 10_000.0;
            assertEquals(1 / rate, new Intervals(costs, rate).seconds(Rank.CUTOVER), 1e-6);
        }
    }
}
