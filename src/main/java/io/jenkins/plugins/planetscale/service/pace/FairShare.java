package io.jenkins.plugins.planetscale.service.pace;

import java.util.concurrent.TimeUnit;

/**
 * What part of its rate a controller uses, as people and other controllers may use the token too, of whom nothing is
 * known but that PlanetScale answers 429: a refusal takes a third away, and time without one gives it back slowly
 * (additive increase, multiplicative decrease). So those who share a token come to equal shares, whoever was first. Not
 * thread-safe.
 */
final class FairShare {
    /** How much of the whole comes back in a second: all of it in ten minutes. */
    private static final double GROWTH = 1.0 / 600;

    private static final double CUT = 2.0 / 3;
    private static final double LEAST = 1.0 / 32;

    /** Refusals that come so soon after another one are of requests that were decided on before it. */
    private static final long SAME = TimeUnit.SECONDS.toNanos(10);

    private double part = 1;
    private long asOf;
    private long lastCut;
    private boolean cut;

    FairShare(long now) {
        asOf = now;
    }

    /** In (0, 1]. */
    double part(long now) {
        part = Math.min(1, part + (now - asOf) / 1e9 * GROWTH);
        asOf = now;
        return part;
    }

    /** PlanetScale has refused a request as there were too many. */
    void refused(long now) {
        if (!cut || now - lastCut >= SAME) {
            part = Math.max(LEAST, part(now) * CUT);
            lastCut = now;
            cut = true;
        }
    }
}
