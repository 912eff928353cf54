package io.jenkins.plugins.planetscale.release.request;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/**
 * Counts the failed attempts to switch auto-apply off. Gives up when PlanetScale confirms it and still shows it on,
 * three times in a row; when it refuses for good; or when it does not answer for some minutes. A lost answer alone does
 * not count.
 */
public final class AutoCutoverHold implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int IN_A_ROW = 3;
    private static final Duration UNANSWERED = Duration.ofMinutes(5);

    private int answered;
    private boolean refused;
    private Instant failingSince;

    /** PlanetScale says that it is off. */
    public void answered() {
        answered++;
        failingSince = null;
    }

    public void failed(Instant now) {
        failingSince = failingSince == null ? now : failingSince;
    }

    public void refused() {
        refused = true;
    }

    /** It was read back as off. */
    public void confirmed() {
        answered = 0;
        refused = false;
        failingSince = null;
    }

    /** Whether nothing is known of an attempt since it was read back as off, so that none can be repeated too early. */
    public boolean isFresh() {
        return answered == 0 && failingSince == null && !refused;
    }

    /** Whether there is no hope that it will be off. */
    public boolean isLost(Instant now) {
        return refused || answered >= IN_A_ROW || failingSince != null && !now.isBefore(failingSince.plus(UNANSWERED));
    }
}
