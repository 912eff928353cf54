package io.jenkins.plugins.planetscale.release;

/**
 * An operation did not succeed. Each subclass stands for one {@link Kind} (invariant I6); the message says what
 * happened, what the state at PlanetScale is and what to do next.
 */
public abstract class ReleaseException extends Exception {
    private static final long serialVersionUID = 1L;

    /** The kinds of failure that scripts can distinguish. */
    public enum Kind {
        /** A gate refused the change, or somebody crossed it. */
        REFUSED,
        /** Somebody cancelled, closed or reverted it. */
        CANCELLED,
        /** The time is over; what runs at PlanetScale still runs. */
        TIMED_OUT,
        /** It cannot be done as asked; nothing was changed. */
        INVALID,
        /** PlanetScale could not carry it out. */
        FAILED,
        /** A call of PlanetScale's API failed for good. */
        CALL_FAILED
    }

    ReleaseException(String message, Throwable cause) {
        super(message, cause);
    }

    public abstract Kind kind();
}
