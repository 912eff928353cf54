package io.jenkins.plugins.planetscale.release.schema;

/** The text is no SQL that this package understands; the message says what and where. */
public final class UnreadableSqlException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableSqlException(String message) {
        super(message);
    }
}
