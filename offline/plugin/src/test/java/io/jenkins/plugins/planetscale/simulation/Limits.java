package io.jenkins.plugins.planetscale.simulation;

import io.jenkins.plugins.planetscale.release.Assumptions;
import java.time.Duration;

/** How far the simulated world goes: to the plugin's own {@link Assumptions}, and not beyond. */
final class Limits {
    /** After so long without an answer the connection is given up. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** How long after its failure a call can still have its effect. */
    static final Duration LATE_EFFECT = Assumptions.LATE_EFFECT.minusSeconds(2);

    static final Duration STALE_READ = Assumptions.STALE_READ.minusSeconds(1);

    /** A call takes some seconds, which count as clocks that are apart. */
    static final Duration CLOCKS_APART = Assumptions.CLOCKS_APART.minusSeconds(70);

    /** Between what a look saw and what the step reports of it: answers under way, writing, an old read. */
    static final Duration NEWS_AGE = Duration.ofMinutes(3);

    /** Within this time the plugin reacts to what it must hold back: two polls, an old read, the request itself. */
    static final Duration REACTION = Duration.ofSeconds(45);

    /** The same when some of these requests have failed. */
    static final Duration DISTURBED_REACTION = Duration.ofMinutes(5);

    /** Every build is over within this time; what people and windows take is in it. */
    static final Duration LONGEST_BUILD = Duration.ofHours(60);

    private Limits() {}
}
