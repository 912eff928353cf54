package io.jenkins.plugins.planetscale.client;

/** 401: PlanetScale does not know the token: wrong, revoked or expired. */
public final class UnauthorizedException extends PlanetScaleException {
    private static final long serialVersionUID = 1L;

    UnauthorizedException(String message, Throwable cause) {
        super(message, false, cause);
    }

    @Override
    public boolean passing() {
        return false;
    }
}
