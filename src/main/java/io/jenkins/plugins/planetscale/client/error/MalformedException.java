package io.jenkins.plugins.planetscale.client.error;

/** A response that cannot be read: HTML, broken or oversized JSON, a redirect to another host. */
public final class MalformedException extends PlanetScaleException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final boolean tooLarge;

    public MalformedException(String message, int status, boolean effectPossible, Throwable cause) {
        this(message, status, effectPossible, false, cause);
    }

    public MalformedException(String message, int status, boolean effectPossible, boolean tooLarge, Throwable cause) {
        super(message, effectPossible, cause);
        this.status = status;
        this.tooLarge = tooLarge;
    }

    /** Whether it may well be an answer of the API, but a larger one than is read at once. */
    public boolean isTooLarge() {
        return tooLarge;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    @Override
    public boolean isTransient() {
        return false;
    }
}
