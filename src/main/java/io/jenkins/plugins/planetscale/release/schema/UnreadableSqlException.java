package io.jenkins.plugins.planetscale.release.schema;

/** The text is no SQL that this package understands; the message says what and where. */
public final class UnreadableSqlException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What it quotes can be of any length. */
    private static final int LONGEST = 280;

    UnreadableSqlException(String message) {
        super(message.length() <= LONGEST ? message : message.substring(0, LONGEST) + "…");
    }
}
