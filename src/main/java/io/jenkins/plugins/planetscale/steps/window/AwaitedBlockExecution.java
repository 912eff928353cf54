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
 * A step that does something beside its block, so that its end can be known while the block still runs: the block is
 * cancelled then, and awaited, before the end is reported. The first end counts. A stop counts until the report, whatever
 * end is known: whoever was told of the stop must not see the build go on.
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

    /** The block has ended, and nothing else ends the step yet; on the CPS thread and under the lock. */
    abstract void blockEnded(BodyResult run);

    /** The step was stopped, or its time is over: the work beside the block is to end; on a background thread. */
    abstract void stopped() throws ReleaseException, IOException;

    /** The step was aborted twice: it is to end without that work; on a background thread. */
    abstract void breakOff();

    /** Whether the step was stopped, or its end is known. */
    final boolean isEnding() {
        return end != null || stopCause != null;
    }

    /** Why the step was stopped; null for not at all. */
    final Throwable stopCause() {
        return stopCause;
    }

    /** The end that is reported unless the step is stopped; null before it is known. */
    final BodyResult knownEnd() {
        return end;
    }

    /** Under the lock, when nothing has stopped the step yet. */
    final void stopFor(Throwable cause) {
        stopCause = cause;
    }

    @Override
    protected final void bodyEnded(BodyResult run) {
        synchronized (this) {
            if (end == null && stopCause == null) {
                if (run.isInterruption()) {
                    stopCause = run.failure();
                    support().save(); // what was stopped must not go on after a kill
                    inBackground(this::stopped);
                } else {
                    blockEnded(run);
                }
                return;
            }
            if (stopCause == null && run.isInterruption() && !isOver(run.failure())) {
                stopCause = run.failure(); // whoever was told of the stop must not see the build go on
            }
        }
        inBackground(end == null ? this::stopped : this::report);
    }

    /** Whether the block was cancelled by this step because its end is known. */
    private static boolean isOver(Throwable interruption) {
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
                support().save(); // what was stopped must not go on after a kill
            }
            if (end != null) {
                return; // it is reported with this cause
            }
        }
        if (!cancelBody(cause)) {
            inBackground(again ? this::breakOff : this::stopped);
        }
    }

    /** Notes how the step ends; the first end counts. */
    final synchronized void noteEnd(BodyResult how) {
        if (end == null) {
            end = how;
        }
    }

    /**
     * Reports the end that is known, when no block runs any more.
     *
     * @param why what a block that still runs is told
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
