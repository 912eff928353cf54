package io.jenkins.plugins.planetscale.client;

/** PlanetScale could not be reached, or answered 408 or 5xx. */
public final class UnavailableException extends PlanetScaleException {
    private static final long serialVersionUID = 1L;

    private final int status;

    UnavailableException(String message, int status, boolean effectPossible, Throwable cause) {
        super(message, effectPossible, cause);
        this.status = status;
    }

    /** The HTTP status, or 0 when there was no answer. */
    public int status() {
        return status;
    }

    @Override
    public boolean passing() {
        return true;
    }
}
