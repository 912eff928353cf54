package io.jenkins.plugins.planetscale.client.error;

/** 401: PlanetScale does not know the token, as it is wrong, revoked or expired; or there is no token to send. */
public final class UnauthorizedException extends PlanetScaleException {
    private static final long serialVersionUID = 1L;

    private final boolean settled;

    public UnauthorizedException(String message, Throwable cause) {
        this(message, false, cause);
    }

    public UnauthorizedException(String message, boolean settled, Throwable cause) {
        super(message, false, cause);
        this.settled = settled;
    }

    /** Whether it is no token in rotation but an access that somebody has taken away, so that waiting is of no use. */
    public boolean isFinal() {
        return settled;
    }

    /** Whether PlanetScale has said so, of the token that was sent; else there was none to send. */
    public boolean answered() {
        return getCause() == null;
    }

    @Override
    public boolean isTransient() {
        return false;
    }
}
