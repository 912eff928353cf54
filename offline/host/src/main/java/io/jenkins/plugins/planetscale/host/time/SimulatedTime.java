package io.jenkins.plugins.planetscale.host.time;

import io.jenkins.plugins.planetscale.client.budget.TimeSource;
import java.time.Duration;
import java.time.Instant;

/** The plugin's clock on the host's: whoever sleeps moves it. */
public final class SimulatedTime implements TimeSource {
    private final HostClock clock;
    private final Instant start;

    public SimulatedTime(HostClock clock) {
        this.clock = clock;
        this.start = clock.now();
    }

    @Override
    public long nanoTime() {
        return Duration.between(start, clock.now()).toNanos();
    }

    @Override
    public Instant instant() {
        return clock.now();
    }

    @Override
    public void sleep(Duration duration) {
        clock.advance(duration);
    }
}
