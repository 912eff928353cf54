package io.jenkins.plugins.planetscale.client.error;

import java.time.Duration;

/** PlanetScale could not be reached, or answered 408 or 5xx. */
public final class UnavailableException extends PlanetScaleException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final Duration retryAfter;

    public UnavailableException(String message, int status, boolean effectPossible, Throwable cause) {
        this(message, status, effectPossible, null, cause);
    }

    public UnavailableException(
            String message, int status, boolean effectPossible, Duration retryAfter, Throwable cause) {
        super(message, effectPossible, cause);
        this.status = status;
        this.retryAfter = retryAfter;
    }

    /** The HTTP status, or 0 when there was no answer. */
    public int status() {
        return status;
    }

    /** How long PlanetScale asks to wait, capped; null when it does not say. */
    public Duration retryAfter() {
        return retryAfter;
    }

    @Override
    public boolean isTransient() {
        return true;
    }
}
