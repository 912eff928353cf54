package io.jenkins.plugins.planetscale.service;

import java.util.Locale;

/**
 * What {@link WaitBench} has waited for.
 *
 * @param state of all deploy requests that are waited for, but for those that cut over
 * @param cutovers how many of the waits are for a cutover; where there are any, only those change
 * @param webhooks whether webhooks tell of every change
 * @param changes a minute
 * @param others requests a minute that somebody else makes with the same token
 */
record BenchLoad(int waits, int databases, String state, int cutovers, boolean webhooks, int changes, int others) {
    static final String COPYING = "in_progress";
    static final String STAGED = "pending_cutover";
    private static final String CUTTING_OVER = "in_progress_cutover";
    private static final int USUAL = 300;

    static BenchLoad of(int waits, int databases, String state) {
        return new BenchLoad(waits, databases, state, 0, false, USUAL, 0);
    }

    BenchLoad withCutovers(int count) {
        return new BenchLoad(waits, databases, state, count, webhooks, changes, others);
    }

    BenchLoad withWebhooks(int events) {
        return new BenchLoad(waits, databases, state, cutovers, true, events, others);
    }

    BenchLoad withOthers(int requests) {
        return new BenchLoad(waits, databases, state, cutovers, webhooks, changes, requests);
    }

    String stateOf(int wait) {
        return wait < cutovers ? CUTTING_OVER : state;
    }

    /** How many of the waits, the first ones, have something change. */
    int changing() {
        return cutovers == 0 ? waits : cutovers;
    }

    @Override
    public String toString() {
        String what = state.equals(COPYING) ? "copying" : state.equals(STAGED) ? "staged" : state;
        return String.format(
                Locale.ROOT,
                "%,d in %d, %s%s%s%s",
                waits,
                databases,
                what,
                cutovers == 0 ? "" : ", " + cutovers + " cutting over",
                webhooks ? ", " + changes + " events/min" : "",
                others == 0 ? "" : ", others " + others + "/min");
    }
}
