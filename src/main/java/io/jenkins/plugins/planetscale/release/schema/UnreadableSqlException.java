package io.jenkins.plugins.planetscale.release.schema;

/** A text is not SQL that this package knows how to read; the message says what and where. */
public final class UnreadableSqlException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableSqlException(String message) {
        super(message);
    }
}
