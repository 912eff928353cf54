package io.jenkins.plugins.planetscale.steps;

import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/**
 * How a step is stopped: its cause, and the operation that takes back what was begun before the end is reported with
 * that cause. Changed under the monitor of the execution; for background threads, but for {@link #because}.
 */
final class Stopping implements Serializable {
    private static final long serialVersionUID = 1L;

    private final OperationExecution<?, ?> execution;
    private volatile Throwable cause;
    private volatile Driven cleanup;

    Stopping(OperationExecution<?, ?> execution) {
        this.execution = execution;
    }

    /** The first cause is the one that counts. */
    void because(Throwable why) {
        synchronized (execution) {
            cause = cause == null ? why : cause;
        }
    }

    /** Null while nobody stops it. */
    Throwable cause() {
        return cause;
    }

    /** Null before the clean-up. */
    Driven cleanup() {
        return cleanup;
    }

    /**
     * Goes on after a restart that came between the stop and the clean-up.
     *
     * @param stopped what was driven then; null for nothing
     */
    void goOn(Driven stopped) throws IOException {
        Operation<?> left = stopped == null ? null : stopped.restore();
        if (left == null) {
            execution.fail(cause);
        } else {
            cleanUp(left);
        }
    }

    /** Takes back what {@code left} has begun, then ends the step. */
    void cleanUp(Operation<?> left) {
        try {
            Operation<?> after = execution.after(left);
            if (after == null) {
                execution.fail(cause);
                return;
            }
            synchronized (execution) {
                cleanup = new Driven(execution, after);
                cleanup.drive();
            }
        } catch (ReleaseException | IOException | RuntimeException e) {
            cause.addSuppressed(e);
            execution.fail(cause);
        }
    }

    /** The clean-up is over, well or not. */
    void cleanedUp(Operation<?> done) {
        if (done.failure() != null) {
            execution.say(List.of("Cleaning up failed: " + done.failure().getMessage()));
            cause.addSuppressed(StepFailure.of(done.failure()));
        } else if (done.result() instanceof String left) {
            execution.say(List.of(left));
        }
        execution.fail(cause);
    }
}
