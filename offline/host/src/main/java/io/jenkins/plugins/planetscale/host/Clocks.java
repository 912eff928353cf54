package io.jenkins.plugins.planetscale.host;

import io.jenkins.plugins.planetscale.host.time.HostClock;
import io.jenkins.plugins.planetscale.local.LocalClock;
import java.time.Duration;
import java.time.Instant;

/** The local PlanetScale's clock, for the host. */
final class Clocks {
    private Clocks() {}

    static HostClock of(LocalClock clock) {
        return new HostClock() {
            @Override
            public Instant now() {
                return clock.now();
            }

            @Override
            public void advance(Duration by) {
                clock.advance(by);
            }
        };
    }
}
