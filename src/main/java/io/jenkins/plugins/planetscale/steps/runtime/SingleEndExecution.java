package io.jenkins.plugins.planetscale.steps.runtime;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * An execution that drives operations and reports exactly one end to Pipeline, whatever happens at the same time: the
 * first to call {@link #finish} reports.
 *
 * <p>That there was an end is not persisted, as the end would be lost if the program were persisted before Pipeline has
 * taken it. After a restart only a step whose end Pipeline has not taken is resumed, and it reports that end again.
 */
abstract class SingleEndExecution extends StepExecution implements DurableOperation.Callback {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(SingleEndExecution.class.getName());

    private transient volatile boolean finished;

    SingleEndExecution(StepContext context) {
        super(context);
    }

    /** Called once on a background thread, just before an end is reported. */
    protected void onEnd(Throwable failure) {}

    /** Marks the execution as ended; returns whether this is the first end, which is to be reported. */
    protected synchronized boolean finish() {
        boolean first = !finished;
        finished = true;
        return first;
    }

    /** Whether an end is reported, or is about to be. */
    protected final boolean isFinished() {
        return finished;
    }

    /** Reports success where it is the first end. */
    protected final void succeed(Object value) {
        if (finish()) {
            reportSuccess(value);
        }
    }

    /** Reports success, after the first {@link #finish}; not under the lock. */
    final void reportSuccess(Object value) {
        close(null);
        getContext().onSuccess(value);
    }

    /** Reports a failure where it is the first end. */
    final void fail(Throwable cause) {
        if (finish()) {
            close(cause);
            getContext().onFailure(cause);
        }
    }

    private void close(Throwable failure) {
        try {
            onEnd(failure);
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> owner() + ": the build cannot be told that the step is over");
        }
    }
}
