package io.jenkins.plugins.planetscale.client;

/** An answer that is not the API's: HTML, broken or oversized JSON, a redirect to another host. */
public final class MalformedException extends PlanetScaleException {
    private static final long serialVersionUID = 1L;

    private final int status;

    MalformedException(String message, int status, boolean effectPossible, Throwable cause) {
        super(message, effectPossible, cause);
        this.status = status;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    @Override
    public boolean passing() {
        return false;
    }
}
