package io.jenkins.plugins.planetscale.service.pace;

/**
 * The looks that may be made at once: earned as time passes, a little of them saved up (a token bucket), and negative where one
 * look took several. Not thread-safe.
 */
final class Credit {
    /** How much faster than planned looks may follow each other, so that those who are late catch up. */
    private static final double CATCH_UP = 1.05;

    /** Seconds of the rate that may be saved up. */
    private static final double SAVED = 1;

    /** As many as may be saved up, as nothing was asked so far. */
    private double requests = Double.MAX_VALUE;

    private double pace;
    private long asOf;

    Credit(long now) {
        asOf = now;
    }

    /** @param rate requests a second, since the last time */
    Credit earn(double rate, long now) {
        pace = rate * CATCH_UP;
        requests = Math.min(Math.max(1, rate * SAVED), requests + (now - asOf) / 1e9 * pace);
        asOf = now;
        return this;
    }

    boolean isUsedUp() {
        return requests <= 0;
    }

    /** Whether there is one for somebody whom nothing was planned for. */
    boolean isLeft() {
        return requests >= 1;
    }

    /** How many there are, at least the one that may be taken as long as it is not used up. */
    int left() {
        return Math.max(1, (int) requests);
    }

    void take(int cost) {
        requests -= cost;
    }

    /** How long until there is some again, in nanoseconds. */
    long pause() {
        return Math.max(1, (long) (-requests / pace * 1e9));
    }
}
