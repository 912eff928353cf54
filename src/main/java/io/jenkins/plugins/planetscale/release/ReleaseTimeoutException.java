package io.jenkins.plugins.planetscale.release;

/** The time allowed is over; what runs at PlanetScale goes on. */
public final class ReleaseTimeoutException extends ReleaseException {
    private static final long serialVersionUID = 1L;

    public ReleaseTimeoutException(String message) {
        super(message, null);
    }

    @Override
    public Kind kind() {
        return Kind.TIMED_OUT;
    }
}
