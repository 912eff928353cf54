package io.jenkins.plugins.planetscale.steps.runtime;

import hudson.model.Run;
import io.jenkins.plugins.planetscale.release.DryRun;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.ReleaseTimeoutException;
import io.jenkins.plugins.planetscale.service.PlanetScaleService;
import io.jenkins.plugins.planetscale.steps.BuildWrites;
import io.jenkins.plugins.planetscale.steps.PlanetScaleStep;
import io.jenkins.plugins.planetscale.steps.StepBuildContext;
import io.jenkins.plugins.planetscale.steps.StepFailure;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecord;
import java.io.IOException;
import java.util.function.Consumer;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The execution of a step that is one operation: created in the background, driven by the service; the end of the
 * operation is the end of the step. When the step is stopped, its {@link #abandon} operation runs before the end is
 * reported.
 *
 * @param <S> the step
 * @param <O> the operation
 */
@Restricted(NoExternalUse.class)
public abstract class OperationExecution<S extends PlanetScaleStep, O extends Operation<?>> extends SingleEndExecution
        implements DeployRequestStepExecution {
    private static final long serialVersionUID = 1L;

    private final S step;
    private final StepBuildContext buildContext;
    private volatile DurableOperation main;
    private final AbortSequence stopping = new AbortSequence(this);
    private transient volatile boolean started;

    protected OperationExecution(S step, StepContext context, String function) {
        super(context);
        this.step = step;
        this.buildContext = new StepBuildContext(context, function);
    }

    /** Creates the operation; called on a background thread when the target is known. */
    protected abstract O operation() throws ReleaseException, IOException, InterruptedException;

    /** The result of the step when there is nothing to do; null when there is. */
    protected Object nothingToDo() throws ReleaseException, IOException, InterruptedException {
        return null;
    }

    /** The result of the step for a Jenkinsfile. */
    protected abstract Object value(O done) throws IOException, InterruptedException;

    /** The result of the step after a dry run. */
    protected Object dryRunValue() throws IOException, InterruptedException {
        return null;
    }

    /** The operation to run when the step is stopped; null for none. */
    protected Operation<?> abandon(O left) throws ReleaseException, IOException {
        return null;
    }

    /** Called on a background thread when the operation was created or restored, before it is driven. */
    protected void prepare(O operation) throws IOException, InterruptedException {}

    /** Called on a background thread after every step of the operation, which may be read until this returns. */
    protected void onStep(O operation) {}

    /** Whether {@link #abandon} also runs after a timeout. */
    protected boolean abandonsLate() {
        return false;
    }

    /** The cause of a stop from before a restart; null for none. */
    protected Throwable stoppedBefore() throws IOException, InterruptedException {
        return null;
    }

    protected final S step() {
        return step;
    }

    @Override
    public final StepBuildContext buildContext() {
        return buildContext;
    }

    @Override
    public boolean start() {
        started = true;
        PlanetScaleService.get().background().execute(this::begin);
        return false;
    }

    @Override
    public void onResume() {
        PlanetScaleService.get().background().execute(this::resume);
    }

    private void begin() {
        try {
            buildContext.resolve(step.given());
            Object nothing = nothingToDo();
            if (nothing != null) {
                if (!stopping.trySucceed(nothing)) {
                    fail(stopping.cause());
                }
                return;
            }
            O operation = operation();
            operation.setDeadline(step.deadlineFromNow());
            prepare(operation);
            DryRun dryRun = step.isDryRun() ? DryRunPlan.of(buildContext, operation) : null;
            if (dryRun != null) {
                dryRun.setDeadline(step.deadlineFromNow());
            }
            synchronized (this) {
                if (stopping.cause() != null) {
                    fail(stopping.cause());
                    return;
                }
                main = new DurableOperation(this, dryRun == null ? operation : dryRun);
                main.start();
            }
        } catch (ReleaseException e) {
            fail(StepFailure.of(e));
        } catch (Exception e) {
            fail(e);
        }
    }

    private void resume() {
        try {
            DurableOperation current;
            synchronized (this) {
                if (isFinished() || started) {
                    return;
                }
                started = true;
                current = current();
            }
            if (stopping.cause() == null) {
                stopping.setCause(stoppedBefore());
            }
            if (stopping.isToBegin()) {
                stopping.resume(main);
            } else if (current == null || !buildContext.isResolved()) {
                begin();
            } else {
                current.resume();
            }
        } catch (Exception e) {
            fail(e);
        }
    }

    /** Whether this process has started or resumed it already. */
    final boolean isStarted() {
        return started;
    }

    @Override
    public void stop(Throwable cause) {
        stopping.stop(cause);
    }

    /** The operation that takes back what was begun; null for none. */
    final Operation<?> after(Operation<?> left) throws ReleaseException, IOException {
        return left instanceof DryRun ? null : abandon(cast(left));
    }

    @Override
    public void onCompleted(DurableOperation driven, Operation<?> operation) {
        if (driven == stopping.cleanup()) {
            stopping.onCleanedUp(operation);
        } else if (stopping.cause() != null) {
            stopping.onCompletedWhileStopping(operation);
        } else if (operation.failure() != null) {
            onFailed(operation);
        } else {
            succeed(operation);
        }
    }

    private void onFailed(Operation<?> operation) {
        ReleaseException failure = operation.failure();
        if (abandonsLate() && failure instanceof ReleaseTimeoutException && !(operation instanceof DryRun)) {
            stopping.onTimeout(operation);
        } else {
            fail(StepFailure.of(failure));
        }
    }

    @SuppressWarnings("unchecked") // it is the one that operation() made
    private O cast(Operation<?> operation) {
        return (O) operation;
    }

    /** Once what is known of the result is in {@code build.xml}, where the next steps and the pages look for it. */
    private void succeed(Operation<?> operation) {
        try {
            Object value = valueOf(operation);
            Run<?, ?> run = buildContext.run();
            BuildWrites.of(run).record(run).whenComplete((done, failure) -> succeed(operation, value, failure));
        } catch (Exception e) {
            fail(e);
        }
    }

    private void succeed(Operation<?> operation, Object value, Throwable unwritten) {
        try {
            if (unwritten != null) {
                fail(unwritten);
            } else if (!stopping.trySucceed(value)) {
                stopping.onCompletedWhileStopping(operation);
            }
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private Object valueOf(Operation<?> operation) throws IOException, InterruptedException {
        if (operation instanceof DryRun dryRun) {
            DryRunPlan.record(buildContext, dryRun);
            return dryRunValue();
        }
        return value(cast(operation));
    }

    @Override
    public void onError(DurableOperation driven, Throwable cause) {
        fail(cause);
    }

    /** Changes the operation while it is driven, as a person's decision does. */
    public final void change(Consumer<O> change) {
        DurableOperation current = main;
        if (current != null && stopping.cleanup() == null) {
            current.change(operation -> change.accept(cast(operation)));
        }
    }

    /** Persists the operation as it is; only within {@link #onStep}. */
    public final void save() {
        main.save();
    }

    @Override
    public void onRestored(DurableOperation driven, Operation<?> operation) throws IOException {
        if (driven == main && !(operation instanceof DryRun)) {
            try {
                prepare(cast(operation));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }
    }

    @Override
    public void onStep(DurableOperation driven, Operation<?> operation) {
        if (driven == main && !(operation instanceof DryRun)) {
            onStep(cast(operation));
        }
    }

    @Override
    public String getStatus() {
        DurableOperation current = current();
        return current == null ? "starting" : current.status();
    }

    /** The deploy request that the Jenkinsfile names; 0 for none. */
    protected int deployRequest() {
        return 0;
    }

    /** The branch whose deploy request the step drives, as long as its number is not known; null for none. */
    protected String branch() {
        return null;
    }

    @Override
    public final boolean drives(ReleaseRecord entry) {
        DurableOperation current = current();
        int number = deployRequest() != 0 || current == null ? deployRequest() : current.deployRequest();
        return !isFinished() && !step.isDryRun() && DeployRequestStepExecution.isAbout(entry, number, branch());
    }

    /** Whether it drives an operation. */
    public final boolean isUnderWay() {
        return current() != null;
    }

    /** The operation that is driven, or was driven last; null before the first. */
    final DurableOperation current() {
        DurableOperation cleanup = stopping.cleanup();
        return cleanup != null ? cleanup : main;
    }
}
