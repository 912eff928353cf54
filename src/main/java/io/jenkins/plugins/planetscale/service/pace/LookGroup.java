package io.jenkins.plugins.planetscale.service.pace;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The pollers of one collection and priority, which poll together. Not thread-safe. */
final class LookGroup {
    /** In nanoseconds: polls that take longer than this do not delay the next ones of the group. */
    private static final long PATIENCE = 10_000_000_000L;

    /** In nanoseconds: after this time, another group's list call is used for this group as well. */
    private static final long GLADLY = 5_000_000_000L;

    final PlaceLooks place;
    final Rank rank;
    final Set<Sleeper> asleep = new LinkedHashSet<>();
    int looking;

    /** The cost that is part of the scheduler's sum. */
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

    /** How many requests it takes to poll all of the group. */
    int cost() {
        return place.cost(size());
    }

    /** When the next poll is due, in nanoseconds; {@link Long#MAX_VALUE} when nobody waits. */
    long due(Intervals intervals) {
        if (asleep.isEmpty()) {
            return Long.MAX_VALUE;
        }
        long interval = interval(intervals);
        boolean free = looking == 0 || !place.isListed(size());
        return lastLook + (free ? interval : Math.max(interval, PATIENCE));
    }

    private long interval(Intervals intervals) {
        return (long) (intervals.seconds(rank) * 1e9);
    }

    /** Whether those who sleep look by the list, and so at once. */
    boolean isListed() {
        return place.isListed(asleep.size());
    }

    /** Whether the priority's shortest interval has passed since the last poll. */
    boolean isRested(long now) {
        return now - lastLook >= (long) (rank.shortest * 1e9);
    }

    /** Whether half of the interval, or {@link #GLADLY}, has passed since the last poll. */
    boolean isHalfway(Intervals intervals, long now) {
        return now - lastLook >= Math.min((long) (intervals.seconds(rank) * 0.5e9), GLADLY);
    }

    void looks(long now) {
        lastLook = now;
    }

    /** All look now. */
    void wake(List<Sleeper> awake, long now) {
        wake(asleep.size(), awake);
        lastLook = now;
    }

    /** Some look now, who have not for longest; the others in the part of the interval that is theirs. */
    void wakeSome(int most, List<Sleeper> awake, Intervals intervals, long now) {
        int all = size();
        int some = Math.min(most, asleep.size());
        wake(some, awake);
        long interval = interval(intervals);
        lastLook = some == all ? now : now - interval + interval / all * some;
    }

    private void wake(int some, List<Sleeper> awake) {
        Iterator<Sleeper> next = asleep.iterator();
        for (int i = 0; i < some; i++) {
            Sleeper sleeper = next.next();
            next.remove();
            sleeper.looking = true;
            awake.add(sleeper);
        }
        looking += some;
    }
}
