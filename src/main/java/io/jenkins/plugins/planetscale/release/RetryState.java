package io.jenkins.plugins.planetscale.release;

import io.jenkins.plugins.planetscale.client.error.MalformedException;
import io.jenkins.plugins.planetscale.client.error.NotYetException;
import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import io.jenkins.plugins.planetscale.client.error.RateLimitedException;
import io.jenkins.plugins.planetscale.client.error.UnauthorizedException;
import io.jenkins.plugins.planetscale.client.error.UnavailableException;
import io.jenkins.plugins.planetscale.release.state.HumanFormat;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Backoff and give-up for transient errors: pauses of 1 to 60 seconds, or as {@code Retry-After} says. Gives up after
 * an outage of 30 minutes, three malformed answers in a row, or {@link Operation#longestWait} of "not yet". An
 * operation has one for reads and one for effects: a read that succeeds says nothing about an effect that keeps being
 * refused.
 */
final class RetryState implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Gives up when PlanetScale could not be reached for this long. */
    static final Duration OUTAGE = Duration.ofMinutes(30);

    /** A proxy's error page may come once or twice; an answer that is never JSON does not get better. */
    static final int MALFORMED_IN_A_ROW = 3;

    /** While a token is rotated it is refused for a moment; one that worked before gets these attempts. */
    static final int UNAUTHORIZED_IN_A_ROW = 5;

    private static final Duration ROTATION_PAUSE = Duration.ofSeconds(20);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration NOT_YET_PAUSE = Duration.ofSeconds(15);
    private static final Duration SAME_ROW = Duration.ofMinutes(10);

    /** Since when PlanetScale has not been reached, {@code null} while it answers; an outage counts from here. */
    private Instant since;

    /** Since when PlanetScale has said "not yet". */
    private Instant notYetSince;

    /** Since when nothing went well, whatever the reason was. */
    private Instant failing;

    private Instant last;
    private int attempts;
    private int malformed;
    private int unauthorized;
    private boolean announced;

    /**
     * Counts the error and says how long to wait before the next attempt, or that there is none.
     *
     * @param heard whether PlanetScale has answered with this token before
     */
    Duration pause(PlanetScaleException error, Instant now, Duration longestNotYet, boolean answeredBefore)
            throws CallFailedException {
        if (last != null && last.plus(SAME_ROW).isBefore(now)) {
            reset(now);
        }
        last = now;
        if (error instanceof UnauthorizedException refused
                && !refused.isFinal()
                && answeredBefore
                && ++unauthorized < UNAUTHORIZED_IN_A_ROW) {
            since = since == null ? now : since;
            failing = failing == null ? now : failing;
            attempts++;
            return ROTATION_PAUSE;
        }
        if (error instanceof MalformedException ? ++malformed >= MALFORMED_IN_A_ROW : !error.isTransient()) {
            throw new CallFailedException("", error);
        }
        boolean notYet = error instanceof NotYetException;
        if (notYet) {
            notYetSince = notYetSince == null ? now : notYetSince;
            reached(); // PlanetScale answers: an outage is over
        } else if (since == null) {
            since = now;
        }
        Duration longest = notYet ? longestNotYet : OUTAGE;
        if (Duration.between(notYet ? notYetSince : since, now).compareTo(longest) >= 0) {
            throw new CallFailedException("Gave up after " + HumanFormat.time(longest) + ". ", error);
        }
        attempts++;
        failing = failing == null ? now : failing;
        if (notYet) {
            return NOT_YET_PAUSE;
        }
        Duration backoff = Duration.ofSeconds(1L << Math.min(attempts - 1, 6));
        Duration asked = asked(error);
        if (asked != null && asked.compareTo(backoff) > 0) {
            return asked;
        }
        return backoff.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : backoff;
    }

    private static Duration asked(PlanetScaleException error) {
        if (error instanceof RateLimitedException limited) {
            return limited.retryAfter();
        }
        return error instanceof UnavailableException unavailable ? unavailable.retryAfter() : null;
    }

    private void reached() {
        since = null;
        attempts = 0;
        malformed = 0;
        unauthorized = 0;
    }

    /** The line to tell a person, once per row of errors. */
    Optional<String> progress(PlanetScaleException error) {
        // a single hiccup is not worth a line
        if (announced || (attempts < 2 && !(error instanceof NotYetException))) {
            return Optional.empty();
        }
        announced = true;
        return Optional.of(
                error instanceof NotYetException notYet
                        ? "PlanetScale says: " + notYet.reason() + " Waiting."
                        : error.getMessage() + " Trying again.");
    }

    /** Forgets the errors after a good answer; a line to tell if they had been announced. */
    Optional<String> reset(Instant now) {
        Optional<String> line = announced
                ? Optional.of(
                        "PlanetScale answered again after " + HumanFormat.time(Duration.between(failing, now)) + ".")
                : Optional.empty();
        reached();
        notYetSince = null;
        failing = null;
        last = null;
        announced = false;
        return line;
    }
}
