package io.jenkins.plugins.planetscale.host.time;

import java.time.Duration;
import java.time.Instant;

/** The clock that build and PlanetScale live by. Thread-safe. */
public interface HostClock {
    Instant now();

    /** Moves a simulated clock; what falls due in between happens. */
    void advance(Duration by);
}
