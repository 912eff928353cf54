package io.jenkins.plugins.planetscale.steps;

/** An answer that does not count: from the wrong person, too late, or to a question that nobody asked. */
final class NotAskedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    /** @param status as of HTTP: 403, 404 or 409 */
    NotAskedException(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }
}
