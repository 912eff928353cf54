package io.jenkins.plugins.planetscale.steps;

/** An answer that does not count: from the wrong person, too late, to a question that nobody asked, or lost on the way to disk. */
final class NotAskedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    /** @param status as of HTTP: 403, 404, 409 or 500 */
    NotAskedException(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }
}
