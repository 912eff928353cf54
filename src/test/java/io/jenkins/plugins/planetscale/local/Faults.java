package io.jenkins.plugins.planetscale.local;

import java.util.ArrayList;
import java.util.List;

/** The scripted misbehaviour of a {@link LocalPlanetScale}. Safe to use from any thread. */
public final class Faults {
    private final List<FaultRule> rules = new ArrayList<>();
    private long counter;

    Faults() {}

    /** Rules are asked in the order in which they were added; the first that strikes wins. */
    public synchronized Faults add(FaultRule rule) {
        rules.add(rule);
        return this;
    }

    public synchronized void clear() {
        rules.clear();
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
    synchronized FaultRule next(String method, String path) {
        long index = counter++;
        for (FaultRule rule : rules) {
            if (rule.strikes(index, method, path)) {
                return rule;
            }
        }
        return null;
    }
}
