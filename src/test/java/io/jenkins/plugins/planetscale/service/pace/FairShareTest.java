package io.jenkins.plugins.planetscale.service.pace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FairShareTest {
    private final FairShare share = new FairShare(0);

    private static long seconds(long seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }

    @Test
    void whoIsNotRefusedHasAll() {
        assertEquals(1, share.part(seconds(1_000)));
    }

    @Test
    void aRefusalTakesAThirdAndTimeGivesItBack() {
        share.refused(seconds(1));
        assertEquals(2.0 / 3, share.part(seconds(1)), 0.001);
        assertEquals(2.0 / 3 + 0.1, share.part(seconds(61)), 0.001);
        assertEquals(1, share.part(seconds(1_000)));
    }

    @Test
    void refusalsOfTheSameMomentCountOnce() {
        for (int i = 0; i < 50; i++) {
            share.refused(seconds(1) + i);
        }
        assertEquals(2.0 / 3, share.part(seconds(1)), 0.001);
        share.refused(seconds(12));
        assertTrue(share.part(seconds(12)) < 0.5);
    }

    @Test
    void somethingIsAlwaysLeft() {
        for (int i = 1; i < 1_000; i++) {
            share.refused(seconds(20L * i));
        }
        assertTrue(share.part(seconds(20_000)) > 0.03);
    }
}
