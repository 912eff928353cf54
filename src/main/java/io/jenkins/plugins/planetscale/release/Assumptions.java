package io.jenkins.plugins.planetscale.release;

import java.time.Duration;

/**
 * How late, how old and how wrong what comes from PlanetScale can be at the worst. The operations are right as long as
 * this holds; the simulation of the tests goes to these limits and not beyond.
 */
public final class Assumptions {
    /**
     * A call whose answer was lost, or whose sender died or was told to stop, has its effect within this time, or never.
     * It is longer than any list lags behind.
     */
    public static final Duration LATE_EFFECT = Duration.ofMinutes(1);

    /** A read, or a list, may lag behind an effect by so much. */
    public static final Duration STALE_READ = Duration.ofSeconds(10);

    /** How far the clocks of this machine and of PlanetScale are apart, a call's own time included. */
    public static final Duration CLOCKS_APART = Duration.ofMinutes(3);

    private Assumptions() {}
}
