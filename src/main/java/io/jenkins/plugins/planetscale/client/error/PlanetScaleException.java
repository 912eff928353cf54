package io.jenkins.plugins.planetscale.client.error;

import java.io.IOException;

/**
 * A call of the PlanetScale API that failed. Its message names the call, the object, the access that the call needs and
 * what to do; it never contains a token or a raw body. The subclasses are the cases to distinguish.
 */
public abstract class PlanetScaleException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean effectPossible;

    PlanetScaleException(String message, boolean effectPossible, Throwable cause) {
        super(message, cause);
        this.effectPossible = effectPossible;
    }

    /** Whether the call may have had its effect although it failed: look before it is repeated (invariant I2). */
    public boolean effectPossible() {
        return effectPossible;
    }

    /** Whether the same call can succeed later although nobody changes anything. */
    public abstract boolean isTransient();
}
