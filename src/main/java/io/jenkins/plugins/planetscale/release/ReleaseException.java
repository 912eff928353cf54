package io.jenkins.plugins.planetscale.release;

/**
 * An operation did not reach its aim. The subclasses are the ends to tell apart (invariant I6); each message says what
 * happened, what the state at PlanetScale is and what to do next.
 */
public abstract class ReleaseException extends Exception {
    private static final long serialVersionUID = 1L;

    ReleaseException(String message, Throwable cause) {
        super(message, cause);
    }
}
