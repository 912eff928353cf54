package io.jenkins.plugins.planetscale.client.error;

/**
 * Refused for now, as PlanetScale is still validating or a deployment is in progress; the call succeeds later
 * [L not-yet].
 */
public final class NotYetException extends PlanetScaleException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final String reason;

    public NotYetException(String message, String code, String reason, Throwable cause) {
        super(message, false, cause);
        this.code = code;
        this.reason = reason;
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
        return true;
    }
}
