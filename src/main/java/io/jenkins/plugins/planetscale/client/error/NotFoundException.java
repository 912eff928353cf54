package io.jenkins.plugins.planetscale.client.error;

/** 404: the object is missing, or the token lacks the access; PlanetScale does not tell which [L disguised-404]. */
public final class NotFoundException extends PlanetScaleException {
    private static final long serialVersionUID = 1L;

    public NotFoundException(String message, Throwable cause) {
        super(message, false, cause);
    }

    @Override
    public boolean passing() {
        return false;
    }
}
