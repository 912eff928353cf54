package io.jenkins.plugins.planetscale.release;

import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;

/** A call of the API failed and is not retried any more; the cause is the last failure. */
public final class CallFailedException extends ReleaseException {
    private static final long serialVersionUID = 1L;

    public CallFailedException(String prefix, PlanetScaleException cause) {
        super(prefix + cause.getMessage(), cause);
    }

    @Override
    public synchronized PlanetScaleException getCause() {
        return (PlanetScaleException) super.getCause();
    }

    @Override
    public Kind kind() {
        return Kind.CALL_FAILED;
    }
}
