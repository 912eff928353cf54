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
 * The execution of a step with a block. All work is done on the service's background threads; what Pipeline calls only
 * hands over to them. The block itself notes that it runs, on the CPS thread when it starts: so a program that was
 * persisted in between never remembers a body that it does not contain.
 *
 * @param <S> the step
 */
@Restricted(NoExternalUse.class)
public abstract class BlockExecution<S extends PlanetScaleStep> extends SingleEndExecution {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(BlockExecution.class.getName());
    private static final Duration PROGRAM_CHECK = Duration.ofSeconds(1);

    private final S step;
    private final StepBuildContext buildContext;
    private Instant deadline;
    private volatile BodyExecution body;
    private boolean inBody;
    private boolean overTime;
    private transient Future<?> alarm;

    protected BlockExecution(S step, StepContext context, String function) {
        super(context);
        this.step = step;
        this.buildContext = new StepBuildContext(context, function);
    }

    /** Starts the work, also after a restart before which nothing was persisted. The target is known. */
    protected abstract void begin() throws ReleaseException, IOException, InterruptedException;

    /** Resumes after a restart. */
    protected abstract void resume() throws ReleaseException, IOException, InterruptedException;

    /** Called when the body has ended, on the CPS thread: records that and hands over. */
    protected abstract void onBodyEnded(BodyResult end);

    /** Called after an unexpected exception: the step must end. */
    protected abstract void onUnexpectedError(Throwable cause);

    public final S step() {
        return step;
    }

    public final StepBuildContext buildContext() {
        return buildContext;
    }

    @Override
    public boolean start() {
        inBackground(this::restart);
        return false;
    }

    @Override
    public void onResume() {
        inBackground(this::resumeUnlessFinished);
    }

    private void resumeUnlessFinished() throws ReleaseException, IOException, InterruptedException {
        if (!isFinished()) {
            resume();
        }
    }

    /** Whether the step was persisted after it had begun; otherwise it has sent nothing yet. */
    protected final boolean hasBegun() {
        return buildContext.isResolved() && (deadline != null || step.getTimeout() == null);
    }

    protected final void restart() throws ReleaseException, IOException, InterruptedException {
        buildContext.resolve(step.given());
        if (deadline == null) {
            deadline = step.deadlineFromNow();
        }
        begin();
    }

    /** The deadline of the step; null for none. */
    final Instant deadline() {
        return deadline;
    }

    /** A task that may fail: whatever it throws ends the step. */
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
        } catch (Throwable e) { // a lost exception would be a step that hangs
            onUnexpectedError(e);
        }
    }

    /** Runs a task in the background at that time. Not persisted, so {@link #resume} has to schedule it again. */
    protected final Future<?> later(Instant when, Task task) {
        long pause = Math.max(
                0, Duration.between(PlanetScaleService.get().now(), when).toMillis());
        return Timer.get().schedule(() -> inBackground(task), pause, TimeUnit.MILLISECONDS);
    }

    /** Schedules {@link #onTimeout}; to be called after a restart as well. */
    protected final synchronized void watchDeadline() {
        if (deadline != null && alarm == null) {
            alarm = later(deadline, this::onTimeout);
        }
    }

    /** Called on a background thread when the deadline has passed: cancels the body. */
    protected void onTimeout() throws ReleaseException, IOException {
        synchronized (this) {
            overTime = true;
        }
        cancelBody(timeoutCause());
    }

    /** The cause with which a body is cancelled at the deadline. */
    protected final FlowInterruptedException timeoutCause() {
        return new FlowInterruptedException(
                Result.ABORTED, true, new Reason("The time of " + buildContext.function() + " is over."));
    }

    /** The failure to report for a body: a timeout when it was cancelled at the deadline, otherwise its own. */
    final synchronized Throwable explained(Throwable failure) {
        if (!overTime) {
            return failure;
        }
        StepFailure timedOut = timedOut("Its block was cancelled.");
        timedOut.addSuppressed(failure);
        return timedOut;
    }

    protected final StepFailure timedOut(String consequence) {
        return StepFailure.timedOut(buildContext.function() + " did not end in the time allowed (" + step.getTimeout()
                + "). " + consequence);
    }

    /** Remembers the body that was just started; the caller holds the monitor. */
    protected final void setBody(BodyExecution execution) {
        body = execution;
    }

    /** The body that runs or is about to run; null for none. */
    protected final synchronized BodyExecution body() {
        return body;
    }

    protected final synchronized boolean isInBody() {
        return inBody;
    }

    /** Cancels the body if there is one; returns whether there is. */
    protected final boolean cancelBody(Throwable cause) {
        BodyExecution current = body();
        if (current == null || !current.cancel(cause)) {
            return false;
        }
        if (!(cause instanceof FlowInterruptedException)) {
            awaitBodyOrProgram(current, cause);
        }
        return true;
    }

    /**
     * A stop that is no interruption can be the last thing a step hears: when the Pipeline program itself fails, as it
     * does where the message of a script's exception cannot be had, Pipeline stops all steps with that failure, ends the
     * build and never reports the end of a body.
     */
    private void awaitBodyOrProgram(BodyExecution cancelled, Throwable cause) {
        later(PlanetScaleService.get().now().plus(PROGRAM_CHECK), () -> {
            if (isFinished() || body() != cancelled) {
                return;
            }
            if (buildContext.run().isBuilding()) {
                awaitBodyOrProgram(cancelled, cause);
            } else {
                synchronized (this) {
                    body = null;
                    inBody = false;
                }
                onProgramEnded(BodyResult.bad(cause));
            }
        });
    }

    /** As {@link #onBodyEnded}, for a body that can never be run again; on a background thread. */
    protected void onProgramEnded(BodyResult end) {
        onBodyEnded(end);
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

    /** Notifies the execution when its body starts and ends. */
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
            onBodyEnded(end);
        }
    }

    /** Forgets a body that the persisted program does not contain. */
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
        buildContext.log(List.of(line));
    }
}
