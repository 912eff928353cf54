package io.jenkins.plugins.planetscale.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The scripted misbehaviour of a {@link LocalPlanetScale}. Safe to use from any thread. */
public final class Faults {
    private final List<FaultRule> rules = new ArrayList<>();
    private final World world;
    private long counter;

    Faults(World world) {
        this.world = world;
    }

    /**
     * What a read shows is so old, whether it was changed by a call or by itself in the course of time; calls that
     * change something work on, and answer, what there is.
     *
     * @param lag of the world's clock; zero for not at all
     * @param oneIn of so many reads one is that old and the others are fresh, so that looks go back and forth; 1 for all
     */
    public Faults staleReads(Duration lag, int oneIn) {
        world.locked(() -> world.stale().set(lag, oneIn));
        return this;
    }

    /** Rules are asked in the order in which they were added; the first that strikes wins. */
    public synchronized Faults add(FaultRule rule) {
        rules.add(rule);
        return this;
    }

    public void clear() {
        synchronized (this) {
            rules.clear();
        }
        staleReads(Duration.ZERO, 1);
    }

    /** The next request is number 0 for {@link FaultRule#onExchange}. */
    public synchronized void resetCounter() {
        counter = 0;
    }

    /** How many requests came since {@link #resetCounter}. */
    public synchronized long counter() {
        return counter;
    }

    /** Counts a request and finds the rule that strikes it, or null. */
    public synchronized FaultRule next(String method, String path) {
        long index = counter++;
        for (FaultRule rule : rules) {
            if (rule.strikes(index, method, path)) {
                return rule;
            }
        }
        return null;
    }
}
