package io.jenkins.plugins.planetscale.service.pace;

import java.util.concurrent.TimeUnit;

/**
 * The share of its rate limit that this controller uses, adapted by additive increase and multiplicative decrease
 * (AIMD): people and other controllers may use the same token, and all that is known of them is that PlanetScale
 * answers 429. Each such answer reduces the share by a third; without one it grows back within ten minutes. So those
 * who share a token converge to equal shares. Not thread-safe.
 */
final class FairShare {
    /** How much the share grows in a second: from 0 to 1 in ten minutes. */
    private static final double GROWTH = 1.0 / 600;

    private static final double CUT = 2.0 / 3;
    private static final double LEAST = 1.0 / 32;

    /** Refusals within this time of each other count once: the requests were decided on before the first. */
    private static final long SAME = TimeUnit.SECONDS.toNanos(10);

    private double part = 1;
    private long asOf;
    private long lastCut;
    private boolean cut;

    FairShare(long now) {
        asOf = now;
    }

    /** The share now, in (0, 1]. */
    double part(long now) {
        part = Math.min(1, part + (now - asOf) / 1e9 * GROWTH);
        asOf = now;
        return part;
    }

    /** PlanetScale answered 429. */
    void refused(long now) {
        if (!cut || now - lastCut >= SAME) {
            part = Math.max(LEAST, part(now) * CUT);
            lastCut = now;
            cut = true;
        }
    }
}
