package io.jenkins.plugins.planetscale.steps.record;

import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A decision was rejected, for the reason that the HTTP status says: 400 malformed, 403 not permitted, 404 nothing to
 * decide, 409 conflict, 500 not persisted, 503 Jenkins is not ready. The message is for the user.
 */
@Restricted(NoExternalUse.class)
public final class DecisionRejectedException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(DecisionRejectedException.class.getName());

    private final int status;

    /** @param status as of HTTP: 400, 403, 404, 409, 500 or 503 */
    public DecisionRejectedException(int status, String message) {
        super(message);
        this.status = status;
    }

    public int status() {
        return status;
    }

    /** Somebody has decided about it before, and that is not yet carried out. */
    public static DecisionRejectedException second(DecisionRecord before, DeployRequestRef deployRequest) {
        String doing =
                switch (before.getKind()) {
                    case APPLY -> "is already being cut over";
                    case REVERT -> "is already being reverted";
                    default -> "is already being kept";
                };
        return new DecisionRejectedException(
                409, deployRequest.title() + " " + doing + ": ordered " + before.describe() + ".");
    }

    public static DecisionRejectedException unwritten(IOException cause, DeployRequestRef deployRequest) {
        LOGGER.log(Level.WARNING, cause, () -> "A decision about " + deployRequest + " cannot be written");
        return new DecisionRejectedException(
                500,
                "Your decision cannot be written down and does not count. " + deployRequest.title()
                        + " is as it was. Ask an administrator to look at the disk and the log of Jenkins, then decide"
                        + " again.");
    }
}
