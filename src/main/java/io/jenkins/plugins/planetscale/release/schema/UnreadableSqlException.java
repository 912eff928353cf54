package io.jenkins.plugins.planetscale.release.schema;

/** A text is not SQL that this package knows how to read; the message says what and where. */
public final class UnreadableSqlException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What it quotes can be of any length. */
    private static final int LONGEST = 280;

    UnreadableSqlException(String message) {
        super(message.length() <= LONGEST ? message : message.substring(0, LONGEST) + "…");
    }
}
