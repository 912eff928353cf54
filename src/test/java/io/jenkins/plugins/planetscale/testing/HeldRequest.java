package io.jenkins.plugins.planetscale.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.local.FaultRule;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A request that has arrived at the local PlanetScale and has its effect when the test lets it, whoever still waits for it. */
public final class HeldRequest implements AutoCloseable {
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    /** Holds the first request that the rule strikes. */
    public static HeldRequest at(LocalPlanetScaleFixture site, FaultRule rule) {
        HeldRequest held = new HeldRequest();
        site.server.faults().add(rule.meanwhile(held::hold));
        return held;
    }

    private void hold() {
        arrived.countDown();
        await(released);
    }

    public void awaitArrival() {
        await(arrived);
    }

    @Override
    public void close() {
        released.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(TestLimits.HANGING.toSeconds(), TimeUnit.SECONDS), "a request that is held");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
