package io.jenkins.plugins.planetscale.release;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/**
 * Bookkeeping for calls that create something and whose outcome is unknown: sent, but not answered. Tells whether an
 * object found later can be the result of such a call, and when it is safe to send another one.
 *
 * <p>The state is written before the call waits for the rate budget and is sent, which can take minutes. So the time in
 * which the call may take effect ends some time after its failure was seen; when Jenkins stopped meanwhile and nobody
 * saw it, some time after the first poll afterwards.
 */
public final class UnconfirmedCall implements Serializable {
    private static final long serialVersionUID = 1L;

    /** How long a call waits for its turn at the worst. */
    private static final Duration QUEUED = Duration.ofMinutes(6);

    private Instant first;
    private Instant decided;
    private Instant last;
    private Instant sentBy;
    private int unanswered;
    private boolean underWay;
    private transient boolean attended;

    /** To be noted before the call is sent, so that a crash finds it. */
    public void sent(Instant now) {
        first = first == null ? now : first;
        decided = now;
        last = now;
        sentBy = now;
        unanswered++;
        underWay = true;
        attended = true;
    }

    /** No answer came, or one that may hide an effect. */
    public void failed(Instant now) {
        last = later(last, now);
        sentBy = later(sentBy, now);
        underWay = false;
    }

    /** The answer to the call that is under way will be lost, as after a restart. */
    public void abandoned() {
        attended = false;
    }

    private void noteUnattended(Instant now) {
        if (mayHaveCreated() && underWay && !attended) {
            attended = true;
            last = later(last, now);
            Instant longest = decided.plus(QUEUED);
            sentBy = later(sentBy, now.isBefore(longest) ? now : longest);
        }
    }

    private static Instant later(Instant one, Instant other) {
        return other.isAfter(one) ? other : one;
    }

    /** PlanetScale answered that it did nothing, or what it did is known and over. */
    public void answered() {
        unanswered--;
        underWay = false;
    }

    /** Whether something may have been made. */
    public boolean mayHaveCreated() {
        return unanswered > 0;
    }

    /** How many of what it makes there can be at the most. */
    public int maxCreated() {
        return unanswered;
    }

    /** Whether a list that does not show it can be trusted, for what does no harm when it is made twice. */
    public boolean isListReliable(Instant now) {
        noteUnattended(now);
        return !mayHaveCreated() || !now.isBefore(last.plus(Assumptions.STALE_READ));
    }

    /**
     * Whether nothing can come of it any more that is not there by now: only then may a call be repeated that would
     * make a second one.
     */
    public boolean isSettled(Instant now) {
        noteUnattended(now);
        return !mayHaveCreated() || !now.isBefore(last.plus(Assumptions.LATE_EFFECT));
    }

    /** Whether something that was made at that time can be ours, as far as that goes; null, for unknown, cannot. */
    public boolean couldHaveCreated(Instant made, Instant now) {
        noteUnattended(now);
        return mayHaveCreated()
                && made != null
                && !made.isBefore(first.minus(Assumptions.CLOCKS_APART))
                && !made.isAfter(sentBy.plus(Assumptions.CLOCKS_APART));
    }

    /** Whether it was ever asked for. */
    public boolean wasSent() {
        return first != null;
    }
}
