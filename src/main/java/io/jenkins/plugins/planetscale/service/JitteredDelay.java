package io.jenkins.plugins.planetscale.service;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** A pause between two looks, spread a little so that those who began together do not all come back at once. */
final class JitteredDelay {
    private static final double JITTER = 0.05;
    private static final Duration MOST_JITTER = Duration.ofSeconds(5);

    private final Instant since;
    private final Instant until;

    JitteredDelay(Instant since, Instant until) {
        this.since = since;
        this.until = until;
    }

    /** @param random in [0, 1) */
    long nanos(double random) {
        long nanos = Math.max(Duration.between(since, until).toNanos(), TimeUnit.MILLISECONDS.toNanos(10));
        return nanos + (long) Math.min(nanos * JITTER * random, MOST_JITTER.toNanos());
    }

    /** Whether so little is left of it that a look which others make anyway may as well come now. */
    boolean isNearlyOver(Instant now) {
        Duration whole = Duration.between(since, until);
        return Duration.between(now, until).compareTo(whole.dividedBy(4)) <= 0;
    }
}
