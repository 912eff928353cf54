package io.jenkins.plugins.planetscale.release;

/** What was asked for cannot be done as asked; nothing was changed. */
public final class InvalidInputException extends ReleaseException {
    private static final long serialVersionUID = 1L;

    InvalidInputException(String message) {
        super(message, null);
    }
}
