package io.jenkins.plugins.planetscale.steps.runtime;

import hudson.model.Result;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.service.PlanetScaleService;
import io.jenkins.plugins.planetscale.steps.PlanetScaleStep;
import io.jenkins.plugins.planetscale.steps.StepBuildContext;
import io.jenkins.plugins.planetscale.steps.StepFailure;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.CauseOfInterruption;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * What the steps with a block have in common. All work is done on the service's background threads; what Pipeline calls
 * only hands over to them. Which body runs is noted by the body itself when it is launched, on the CPS thread: so a
 * program that was written down in between never remembers a body that it does not hold.
 *
 * @param <S> the step
 */
@Restricted(NoExternalUse.class)
public abstract class BlockExecution<S extends PlanetScaleStep> extends SingleEndExecution {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(BlockExecution.class.getName());

    private final S step;
    private final StepBuildContext support;
    private Instant deadline;
    private volatile BodyExecution body;
    private boolean inBody;
    private boolean overTime;
    private transient Future<?> alarm;

    protected BlockExecution(S step, StepContext context, String function) {
        super(context);
        this.step = step;
        this.support = new StepBuildContext(context, function);
    }

    /** Begins, or begins anew when a restart came before anything was noted. The target is known. */
    protected abstract void begin() throws ReleaseException, IOException, InterruptedException;

    /** Goes on after a restart. */
    protected abstract void goOn() throws ReleaseException, IOException, InterruptedException;

    /** The body has ended; on the CPS thread, so it only notes that and hands over. */
    protected abstract void bodyEnded(BodyResult end);

    /** Something went wrong that nobody foresaw: the step must end. */
    protected abstract void onUnexpectedError(Throwable cause);

    public final S step() {
        return step;
    }

    public final StepBuildContext support() {
        return support;
    }

    @Override
    public boolean start() {
        inBackground(this::beginAnew);
        return false;
    }

    @Override
    public void onResume() {
        inBackground(this::resume);
    }

    private void resume() throws ReleaseException, IOException, InterruptedException {
        if (!isFinished()) {
            goOn();
        }
    }

    /** Whether the program was written down after the step had begun; else nothing was sent, whatever else it knows. */
    protected final boolean hasBegun() {
        return support.isResolved() && (deadline != null || step.getTimeout() == null);
    }

    protected final void beginAnew() throws ReleaseException, IOException, InterruptedException {
        support.resolve(step.given());
        if (deadline == null) {
            deadline = step.deadlineFromNow();
        }
        begin();
    }

    /** When the time of the step is over; null for never. */
    final Instant deadline() {
        return deadline;
    }

    /** Work that may fail: whatever it throws ends the step. */
    @FunctionalInterface
    public interface Task {
        void run() throws ReleaseException, IOException, InterruptedException;
    }

    protected final void inBackground(Task task) {
        try {
            PlanetScaleService.get().background().execute(() -> attempt(task));
        } catch (RejectedExecutionException e) {
            LOGGER.log(Level.FINE, e, () -> owner() + " goes on after the restart");
        }
    }

    private void attempt(Task task) {
        try {
            task.run();
        } catch (ReleaseException e) {
            onUnexpectedError(StepFailure.of(e));
        } catch (Throwable e) { // a lost one would be a hang
            onUnexpectedError(e);
        }
    }

    /** Runs a task in the background after a while; it is not persisted, so {@link #goOn} has to see to it. */
    protected final Future<?> later(Instant when, Task task) {
        long pause = Math.max(
                0, Duration.between(PlanetScaleService.get().now(), when).toMillis());
        return Timer.get().schedule(() -> inBackground(task), pause, TimeUnit.MILLISECONDS);
    }

    /** Has {@link #timeIsOver} called then; also to be called when that may be the next to come after a restart. */
    protected final synchronized void watchDeadline() {
        if (deadline != null && alarm == null) {
            alarm = later(deadline, this::timeIsOver);
        }
    }

    /** The time of the step is over, which cancels the body; on a background thread. */
    protected void timeIsOver() throws ReleaseException, IOException {
        synchronized (this) {
            overTime = true;
        }
        cancelBody(timeOver());
    }

    /** Why a body is cancelled then. */
    protected final FlowInterruptedException timeOver() {
        return new FlowInterruptedException(
                Result.ABORTED, true, new Reason("The time of " + support.function() + " is over."));
    }

    /** The failure of a body that was cancelled because the time was over, else the body's own. */
    final synchronized Throwable explained(Throwable failure) {
        if (!overTime) {
            return failure;
        }
        StepFailure timedOut = timedOut("Its block was cancelled.");
        timedOut.addSuppressed(failure);
        return timedOut;
    }

    protected final StepFailure timedOut(String consequence) {
        return StepFailure.timedOut(
                support.function() + " did not end in the time allowed (" + step.getTimeout() + "). " + consequence);
    }

    /** Starts the body; under the lock. */
    protected final void started(BodyExecution execution) {
        body = execution;
    }

    /** The body that runs or is about to; null for none. */
    protected final synchronized BodyExecution body() {
        return body;
    }

    protected final synchronized boolean isInBody() {
        return inBody;
    }

    /** Cancels the body if there is one that runs or is about to; returns whether there is. */
    protected final boolean cancelBody(Throwable cause) {
        BodyExecution current = body();
        return current != null && current.cancel(cause);
    }

    /** Why a body was cancelled. */
    public static final class Reason extends CauseOfInterruption {
        private static final long serialVersionUID = 1L;

        private final String text;

        public Reason(String text) {
            this.text = text;
        }

        @Override
        public String getShortDescription() {
            return text;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Reason reason && reason.text.equals(text);
        }

        @Override
        public int hashCode() {
            return text.hashCode();
        }
    }

    /** Tells the execution when its body begins and ends. */
    public final class Callback extends BodyExecutionCallback {
        private static final long serialVersionUID = 1L;

        @Override
        public void onStart(StepContext context) {
            synchronized (BlockExecution.this) {
                inBody = true;
            }
        }

        @Override
        public void onSuccess(StepContext context, Object result) {
            end(BodyResult.good(result));
        }

        @Override
        public void onFailure(StepContext context, Throwable failure) {
            end(BodyResult.ofScript(failure));
        }

        private void end(BodyResult end) {
            synchronized (BlockExecution.this) {
                inBody = false;
                body = null;
            }
            bodyEnded(end);
        }
    }

    /** Forgets a body of which the program that was written down knows nothing. */
    protected final synchronized void forgetBody() {
        body = null;
    }

    @Override
    protected final synchronized boolean finish() {
        if (alarm != null) {
            alarm.cancel(false);
        }
        return super.finish();
    }

    public final void log(String line) {
        support.log(List.of(line));
    }
}
