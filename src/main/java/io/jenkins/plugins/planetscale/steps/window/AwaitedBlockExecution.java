package io.jenkins.plugins.planetscale.steps.window;

import hudson.model.Result;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.steps.PlanetScaleStep;
import io.jenkins.plugins.planetscale.steps.runtime.Aborts;
import io.jenkins.plugins.planetscale.steps.runtime.BlockExecution;
import io.jenkins.plugins.planetscale.steps.runtime.BodyResult;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * The execution of a step that works beside its block, so that its end can be known while the block still runs: the
 * block is then cancelled, and the end is reported when it has ended. The first end counts. A stop replaces any end
 * until that is reported: who was told of the stop must not see the build go on.
 *
 * <p>End and stop are persisted, and changed under the monitor of the execution.
 *
 * @param <S> the step
 */
abstract class AwaitedBlockExecution<S extends PlanetScaleStep> extends BlockExecution<S> {
    private static final long serialVersionUID = 1L;

    private volatile Throwable stopCause;
    private volatile BodyResult end;
    private boolean aborted;

    AwaitedBlockExecution(S step, StepContext context, String function) {
        super(step, context, function);
    }

    /** Called when the block has ended before anything else ended the step; on the CPS thread and under the lock. */
    abstract void onBlockEnded(BodyResult run);

    /** Called on a background thread when the step was stopped or timed out: the work beside the block has to end. */
    abstract void onStopped() throws ReleaseException, IOException;

    /** Called on a background thread when the step was aborted twice: it ends without waiting for that work. */
    abstract void cancelWork();

    /** Whether the step was stopped, or its end is known. */
    final boolean isEnding() {
        return end != null || stopCause != null;
    }

    /** Why the step was stopped; null when it was not. */
    final Throwable stopCause() {
        return stopCause;
    }

    /** The result that is reported unless the step is stopped; null before it is known. */
    final BodyResult knownEnd() {
        return end;
    }

    /** Sets the cause of a stop; under the lock, when there is none yet. */
    final void stopFor(Throwable cause) {
        stopCause = cause;
    }

    @Override
    protected final void onBodyEnded(BodyResult run) {
        synchronized (this) {
            if (end == null && stopCause == null) {
                if (run.isInterruption()) {
                    stopCause = run.failure();
                    buildContext().save(); // what was stopped must not go on after a kill
                    inBackground(this::onStopped);
                } else {
                    onBlockEnded(run);
                }
                return;
            }
            if (stopCause == null && run.isInterruption() && !isCancelledByStep(run.failure())) {
                stopCause = run.failure(); // a stop must not be lost to a success
            }
        }
        inBackground(end == null ? this::onStopped : this::report);
    }

    /** Whether the block was cancelled by this step because its end is known. */
    private static boolean isCancelledByStep(Throwable interruption) {
        return interruption instanceof FlowInterruptedException why
                && why.getCauses().stream().anyMatch(Reason.class::isInstance);
    }

    @Override
    public final void stop(Throwable cause) {
        boolean again;
        synchronized (this) {
            if (isFinished()) {
                return;
            }
            again = aborted && Aborts.isOne(cause);
            aborted |= Aborts.isOne(cause);
            if (stopCause == null && body() == null) {
                stopCause = cause;
                buildContext().save(); // what was stopped must not go on after a kill
            }
            if (end != null) {
                return; // it is reported with this cause
            }
        }
        if (!cancelBody(cause)) {
            inBackground(again ? this::cancelWork : this::onStopped);
        }
    }

    /** Records how the step ends; the first end counts. */
    final synchronized void recordEnd(BodyResult how) {
        if (end == null) {
            end = how;
        }
    }

    /**
     * Reports the known end as soon as no block runs, and cancels one that does.
     *
     * @param why the reason of that cancellation
     */
    final void awaitBlock(String why) {
        if (!cancelBody(new FlowInterruptedException(Result.ABORTED, true, new Reason(why)))) {
            report();
        }
    }

    private void report() {
        Throwable stop;
        synchronized (this) { // a stop either comes before this and counts, or after it and is too late
            stop = stopCause;
            if (!finish()) {
                return;
            }
        }
        if (stop != null) {
            if (end.failure() != null && end.failure() != stop) {
                log(end.message());
            }
            getContext().onFailure(stop);
        } else if (end.isGood()) {
            getContext().onSuccess(end.value());
        } else {
            getContext().onFailure(end.failure());
        }
    }
}
