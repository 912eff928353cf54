package io.jenkins.plugins.planetscale.client.error;

/**
 * 404: the object does not exist, or the token has no access to it; PlanetScale does not say which [L disguised-404].
 */
public final class NotFoundException extends PlanetScaleException {
    private static final long serialVersionUID = 1L;

    public NotFoundException(String message, Throwable cause) {
        super(message, false, cause);
    }

    @Override
    public boolean isTransient() {
        return false;
    }
}
