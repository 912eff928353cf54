package io.jenkins.plugins.planetscale.service;

import io.jenkins.plugins.planetscale.release.Operation;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Reports the end of a driven operation to its callbacks exactly once, also when a callback throws: an end that is not
 * reported would be a step that waits for ever. May block.
 */
final class EndReport {
    private static final Logger LOGGER = Logger.getLogger(OperationDriver.class.getName());

    private final DrivenOperation work;

    EndReport(DrivenOperation work) {
        this.work = work;
    }

    void completed(String owner) {
        try {
            work.onCompleted();
        } catch (Throwable e) {
            failed(owner, e);
        }
    }

    /** @param operation null when it was not even created */
    void failed(String owner, Throwable cause, Operation<?> operation, Instant now) {
        try {
            if (operation != null) {
                operation.setDeadline(now); // a past deadline is the one way from outside to make an operation fail
                operation.next(now);
            }
        } catch (Throwable e) {
            LOGGER.log(Level.FINE, e, () -> owner + ": the operation cannot be brought to an end either");
        }
        failed(owner, cause);
    }

    private void failed(String owner, Throwable cause) {
        LOGGER.log(Level.WARNING, cause, () -> "Driving the PlanetScale operation of " + owner + " went wrong");
        try {
            work.onError(cause);
        } catch (Throwable e) {
            LOGGER.log(Level.SEVERE, e, () -> owner + " cannot be told that its PlanetScale operation went wrong");
        }
    }

    /** The cause without the wrappers that futures add. */
    static Throwable causeOf(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
