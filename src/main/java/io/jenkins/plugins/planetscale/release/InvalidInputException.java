package io.jenkins.plugins.planetscale.release;

/** The parameters ask for something that cannot be done; nothing was changed. */
public final class InvalidInputException extends ReleaseException {
    private static final long serialVersionUID = 1L;

    /** For what is refused before an operation is made of it. */
    public static InvalidInputException of(String message) {
        return new InvalidInputException(message);
    }

    public InvalidInputException(String message) {
        super(message, null);
    }

    @Override
    public Kind kind() {
        return Kind.INVALID;
    }
}
