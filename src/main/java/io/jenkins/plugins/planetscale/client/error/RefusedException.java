package io.jenkins.plugins.planetscale.client.error;

/** PlanetScale understood the call and refused it (400, 403, 409, 422 …): repeating it does not help. */
public final class RefusedException extends PlanetScaleException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final String reason;

    public RefusedException(String message, int status, String code, String reason, Throwable cause) {
        super(message, false, cause);
        this.status = status;
        this.code = code;
        this.reason = reason;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The {@code code} of the error body, or the empty string. */
    public String code() {
        return code;
    }

    /** The {@code message} of the error body: PlanetScale's own words. */
    public String reason() {
        return reason;
    }

    @Override
    public boolean isTransient() {
        return false;
    }
}
