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
 * How a step is stopped: its cause, and the operation that takes back what was begun before the end is reported with
 * that cause. Where a stop and a good end meet, the stop counts. The program is written down when cause or operation is
 * known: a step that was stopped must not go on after a kill. Changed under the monitor of the execution; for background
 * threads, but for {@link #because} and {@link #stop}.
 */
final class AbortSequence implements Serializable {
    private static final long serialVersionUID = 1L;

    private final OperationExecution<?, ?> execution;
    private volatile Throwable cause;
    private volatile DurableOperation cleanup;
    private boolean aborted;
    private volatile boolean brokenOff;

    AbortSequence(OperationExecution<?, ?> execution) {
        this.execution = execution;
    }

    /** The first cause is the one that counts. Does not block. */
    void because(Throwable why) {
        synchronized (execution) {
            if (cause != null || why == null) {
                return;
            }
            cause = why;
            aborted = Aborts.isOne(why);
        }
        execution.support().save();
    }

    /** Somebody stops the step, for the first time or once more. Does not block. */
    void stop(Throwable why) {
        DurableOperation driven;
        boolean here;
        boolean again;
        synchronized (execution) {
            if (execution.isFinished()) {
                return; // the end is on its way
            }
            again = cause != null;
            because(why);
            driven = execution.current();
            here = execution.isTakenUp();
        }
        if (again) {
            again(why);
        } else if (!here) {
            // a build may be stopped before it is resumed, and some that are looked at while they are loaded never are
            execution.onResume();
        } else if (driven != null) {
            driven.stop(this::cleanUp);
        }
    }

    /** The time of the step is over: what is left is taken back as after a stop. */
    void timedOut(Operation<?> left) {
        because(StepFailure.timedOut(left.failure().getMessage() + " The log says what onAbort has made of it."));
        cleanUp(left);
    }

    /**
     * Somebody stops it once more. Who aborts once does not mean to leave anything behind; who does so twice wants the
     * build to end. A branch that fails beside it, or a time that is over, is no second abort.
     */
    private void again(Throwable why) {
        if (!Aborts.isOne(why)) {
            return;
        }
        boolean second;
        synchronized (execution) {
            second = aborted;
            aborted = true;
            brokenOff |= second;
        }
        execution.support().save();
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
     * Reports success, unless the step was stopped before: whoever was told so must not see the build go on.
     *
     * @return false if it was stopped
     */
    boolean letSucceed(Object value) {
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

    /** The stop and the end of the operation have met: the stop counts, and what was done is taken back all the same. */
    void met(Operation<?> ended) {
        if (ended.failure() != null) {
            execution.log(List.of(ended.failure().getMessage()));
        }
        cleanUp(ended);
    }

    /** Null while nobody stops it. */
    Throwable cause() {
        return cause;
    }

    /** Null before the clean-up. */
    DurableOperation cleanup() {
        return cleanup;
    }

    /** Whether it was stopped, and nothing takes back what was begun. */
    boolean isToBegin() {
        return cause != null && (cleanup == null || brokenOff);
    }

    /**
     * Goes on after a restart that came between the stop and the clean-up.
     *
     * @param stopped what was driven then; null for nothing
     */
    void goOn(DurableOperation stopped) throws IOException {
        Operation<?> left = stopped == null || brokenOff ? null : stopped.restore();
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
                if (brokenOff || cleanup != null) {
                    return; // it ends, or is taken back already
                }
                cleanup = new DurableOperation(execution, after);
                cleanup.start();
            }
            execution.support().save();
        } catch (ReleaseException | IOException | RuntimeException e) {
            execution.log(List.of("The clean-up failed: " + FailureText.anywhere(e)));
            execution.fail(cause);
        }
    }

    /** The clean-up is over, well or not. */
    void cleanedUp(Operation<?> done) {
        if (done.failure() != null) {
            execution.log(List.of("The clean-up failed: " + done.failure().getMessage()));
        } else if (done.result() instanceof String left) {
            execution.log(List.of(left));
        }
        execution.fail(cause);
    }
}
