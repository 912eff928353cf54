package io.jenkins.plugins.planetscale.service.pace;

import java.util.LinkedHashSet;
import java.util.Set;

/** Those of one place and rank, who look together. Not thread-safe. */
final class LookGroup {
    /** Who is still looking after so long does not keep the others from it. */
    private static final long PATIENCE = 10_000_000_000L;

    private static final long GLADLY = 5_000_000_000L;

    final PlaceLooks place;
    final Rank rank;
    final Set<Sleeper> asleep = new LinkedHashSet<>();
    int looking;

    /** The cost that the scheduler has counted in. */
    int counted;

    private long lastLook;

    LookGroup(PlaceLooks place, Rank rank, long lastLook) {
        this.place = place;
        this.rank = rank;
        this.lastLook = lastLook;
    }

    int size() {
        return asleep.size() + looking;
    }

    /** Requests of a look at all. */
    int cost() {
        return place.cost(size());
    }

    /** When it may look again, in nanoseconds; {@link Long#MAX_VALUE} for not yet known. */
    long due(Intervals intervals) {
        if (asleep.isEmpty()) {
            return Long.MAX_VALUE;
        }
        long interval = (long) (intervals.seconds(rank) * 1e9);
        return lastLook + (looking == 0 ? interval : Math.max(interval, PATIENCE));
    }

    /** Whether it has not looked for as long as it would at least wait. */
    boolean isRested(long now) {
        return now - lastLook >= (long) (rank.shortest * 1e9);
    }

    /** Whether it has not looked for half of the time until its next look, or for so long that it would gladly. */
    boolean isHalfway(Intervals intervals, long now) {
        return now - lastLook >= Math.min((long) (intervals.seconds(rank) * 0.5e9), GLADLY);
    }

    void looks(long now) {
        lastLook = now;
    }
}
