package io.jenkins.plugins.planetscale.client.error;

import java.time.Duration;

/** 429: the token's budget at PlanetScale is used up. */
public final class RateLimitedException extends PlanetScaleException {
    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    public RateLimitedException(String message, Duration retryAfter, Throwable cause) {
        super(message, false, cause);
        this.retryAfter = retryAfter;
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
