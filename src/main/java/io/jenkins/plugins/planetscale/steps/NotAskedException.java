package io.jenkins.plugins.planetscale.steps;

import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** An answer that does not count: from the wrong person, too late, to a question that nobody asked, or lost on the way to disk. */
@Restricted(NoExternalUse.class)
public final class NotAskedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    /** @param status as of HTTP: 400, 403, 404, 409, 500 or 503 */
    public NotAskedException(int status, String message) {
        super(message);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
