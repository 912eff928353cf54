package io.jenkins.plugins.planetscale.simulation;

import java.time.Duration;

/**
 * How bad the world can be for the plugin to be right in it: what the operations rely on
 * ({@code UnconfirmedCall}, {@code StaleReadFilter}, {@code EphemeralResource}), and what the simulation therefore keeps to.
 */
final class Assumptions {
    /** A call whose answer was lost has its effect within this time from its failure, or from its sender's death. */
    static final Duration LATE_EFFECT = Duration.ofSeconds(55);

    /** After so long without an answer the connection is given up. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A read shows what was at most so long ago. */
    static final Duration STALE_READ = Duration.ofSeconds(8);

    /** The controller's clock is at most so far from PlanetScale's, and jumps within that. */
    static final Duration CLOCKS_APART = Duration.ofSeconds(100);

    /** Between what a look saw and what the step reports of it: answers under way, writing, an old read. */
    static final Duration NEWS_AGE = Duration.ofMinutes(3);

    /** A disturbed build is over within this time, unless it waits for a person or for a window. */
    static final Duration LONGEST_BUILD = Duration.ofHours(60);

    private Assumptions() {}
}
