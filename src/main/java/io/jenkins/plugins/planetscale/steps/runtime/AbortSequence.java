package io.jenkins.plugins.planetscale.steps.runtime;

import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.service.PlanetScaleService;
import io.jenkins.plugins.planetscale.steps.FailureText;
import io.jenkins.plugins.planetscale.steps.StepFailure;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/**
 * What happens when a step is stopped: its cause is kept, and an operation takes back what was begun, before the step
 * ends with that cause. When a stop and a successful end coincide, the stop counts. The program is persisted as soon as
 * cause or operation is known: a step that was stopped must not go on after a kill. Changed under the monitor of the
 * execution; for background threads, except {@link #setCause} and {@link #stop}.
 */
final class AbortSequence implements Serializable {
    private static final long serialVersionUID = 1L;

    private final OperationExecution<?, ?> execution;
    private volatile Throwable cause;
    private volatile DurableOperation cleanup;
    private boolean aborted;
    private volatile boolean abandoned;

    AbortSequence(OperationExecution<?, ?> execution) {
        this.execution = execution;
    }

    /** Sets the cause, unless there is one: the first one counts. Does not block. */
    void setCause(Throwable why) {
        synchronized (execution) {
            if (cause != null || why == null) {
                return;
            }
            cause = why;
            aborted = Aborts.isOne(why);
        }
        execution.buildContext().save();
    }

    /** Stops the step, for the first time or again. Does not block. */
    void stop(Throwable why) {
        DurableOperation driven;
        boolean here;
        boolean again;
        synchronized (execution) {
            if (execution.isFinished()) {
                return; // the end is on its way
            }
            again = cause != null;
            setCause(why);
            driven = execution.current();
            here = execution.isStarted();
        }
        if (again) {
            stopAgain(why);
        } else if (!here) {
            // a build may be stopped before it is resumed, and some that are looked at while they are loaded never are
            execution.onResume();
        } else if (driven != null) {
            driven.stop(this::cleanUp);
        }
    }

    /** The deadline has passed: what was begun is taken back as after a stop. */
    void onTimeout(Operation<?> left) {
        setCause(StepFailure.timedOut(left.failure().getMessage() + " The log says what onAbort has made of it."));
        cleanUp(left);
    }

    /**
     * Stops it again. The first abort lets the clean-up run; the second one ends it, as the user wants the build to end. A
     * parallel branch that fails, or a timeout, does not count as a second abort.
     */
    private void stopAgain(Throwable why) {
        if (!Aborts.isOne(why)) {
            return;
        }
        boolean second;
        synchronized (execution) {
            second = aborted;
            aborted = true;
            abandoned |= second;
        }
        execution.buildContext().save();
        PlanetScaleService.get()
                .background()
                .execute(
                        second
                                ? this::cancel
                                : () -> execution.log(List.of("The step undoes what it began, as onAbort says. Abort"
                                        + " again to leave it as it is.")));
    }

    private void cancel() {
        DurableOperation left = execution.current();
        if (left != null) {
            execution.log(List.of("Aborted a second time: the step does not wait for the result. It was left while:"
                    + " " + left.status() + "."));
            left.stop();
        }
        execution.fail(cause);
    }

    /**
     * Reports success, unless the step was stopped before: a stop must not be lost to a success.
     *
     * @return false if it was stopped
     */
    boolean trySucceed(Object value) {
        boolean first;
        synchronized (execution) {
            if (cause != null) {
                return false;
            }
            first = execution.finish();
        }
        if (first) {
            execution.reportSuccess(value);
        }
        return true;
    }

    /** The operation ended after the step was stopped: the stop counts, and what was done is taken back. */
    void onCompletedWhileStopping(Operation<?> ended) {
        if (ended.failure() != null) {
            execution.log(List.of(ended.failure().getMessage()));
        }
        cleanUp(ended);
    }

    /** Why the step was stopped; null when it was not. */
    Throwable cause() {
        return cause;
    }

    /** The operation that takes back what was begun; null before it starts. */
    DurableOperation cleanup() {
        return cleanup;
    }

    /** Whether the step was stopped, and the clean-up has not started or was abandoned. */
    boolean isToBegin() {
        return cause != null && (cleanup == null || abandoned);
    }

    /**
     * Resumes after a restart between the stop and the clean-up.
     *
     * @param stopped what was driven then; null for nothing
     */
    void resume(DurableOperation stopped) throws IOException {
        Operation<?> left = stopped == null || abandoned ? null : stopped.restore();
        if (left == null) {
            execution.fail(cause);
        } else {
            cleanUp(left);
        }
    }

    /** Starts the operation that takes back what {@code left} has begun; its end is the end of the step. */
    void cleanUp(Operation<?> left) {
        try {
            Operation<?> after = execution.after(left);
            if (after == null) {
                execution.fail(cause);
                return;
            }
            synchronized (execution) {
                if (abandoned || cleanup != null) {
                    return; // it ends, or is taken back already
                }
                cleanup = new DurableOperation(execution, after);
                cleanup.start();
            }
            execution.buildContext().save();
        } catch (ReleaseException | IOException | RuntimeException e) {
            execution.log(List.of("The clean-up failed: " + FailureText.onAnyThread(e)));
            execution.fail(cause);
        }
    }

    /** Called when the clean-up has ended, successfully or not. */
    void onCleanedUp(Operation<?> done) {
        if (done.failure() != null) {
            execution.log(List.of("The clean-up failed: " + done.failure().getMessage()));
        } else if (done.result() instanceof String left) {
            execution.log(List.of(left));
        }
        execution.fail(cause);
    }
}
