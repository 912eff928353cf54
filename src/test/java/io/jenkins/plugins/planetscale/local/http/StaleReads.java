package io.jenkins.plugins.planetscale.local.http;

import io.jenkins.plugins.planetscale.local.World;
import io.jenkins.plugins.planetscale.local.WorldCopy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Replicas that lag behind: what a read shows may be some seconds old. Keeps the worlds as they were before each recent
 * change, whether somebody made it or time did. Only under the world's lock.
 */
public final class StaleReads {
    /** A world as it was until that instant. */
    private record Past(Instant until, World world) {}

    private final Deque<Past> pasts = new ArrayDeque<>();
    private Duration age = Duration.ZERO;
    private int every = 1;
    private long reads;
    private boolean drawn;
    private Duration next = Duration.ZERO;

    /**
     * @param lag how old the answers are; zero for not at all
     * @param oneIn of so many reads one is that old, the others are fresh; 1 for all
     */
    public void set(Duration lag, int oneIn) {
        age = lag;
        every = oneIn;
        pasts.clear();
    }

    /** Keeps what was for that long; {@link #next} says what each read sees. */
    public void keep(Duration longest) {
        set(longest, 1);
        drawn = true;
    }

    /** How old the answer to the next read is; zero for what there is. */
    public void next(Duration lag) {
        next = lag;
    }

    /** To be told before something changes. */
    public void changes(World world, Instant at) {
        if (age.isZero()) {
            return;
        }
        while (!pasts.isEmpty() && pasts.peek().until.isBefore(at.minus(age).minusSeconds(1))) {
            pasts.remove();
        }
        pasts.add(new Past(at, new WorldCopy(at).of(world)));
    }

    /** The world that the next read sees. */
    World seen(World world, Instant now) {
        if (drawn) {
            return next.isZero() ? world : past(world, now.minus(next));
        }
        if (age.isZero() || reads++ % every != 0) {
            return world;
        }
        return past(world, now.minus(age));
    }

    private World past(World world, Instant then) {
        return pasts.stream()
                .filter(past -> past.until.isAfter(then))
                .map(Past::world)
                .findFirst()
                .orElse(world);
    }
}
