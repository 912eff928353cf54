package io.jenkins.plugins.planetscale.steps.runtime;

import io.jenkins.plugins.planetscale.release.DryRun;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.ReleaseTimeoutException;
import io.jenkins.plugins.planetscale.service.PlanetScaleService;
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
 * The execution of a step that is one operation: made in the background, driven by the service, its end turned into
 * the end of the step. When the step is stopped, its {@link #abandon} operation runs before the end is reported.
 *
 * @param <S> the step
 * @param <O> the operation
 */
@Restricted(NoExternalUse.class)
public abstract class OperationExecution<S extends PlanetScaleStep, O extends Operation<?>> extends SingleEndExecution
        implements DeployRequestStepExecution {
    private static final long serialVersionUID = 1L;

    private final S step;
    private final StepBuildContext support;
    private volatile DurableOperation main;
    private final AbortSequence stopping = new AbortSequence(this);
    private transient volatile boolean takenUp;

    protected OperationExecution(S step, StepContext context, String function) {
        super(context);
        this.step = step;
        this.support = new StepBuildContext(context, function);
    }

    /** Makes the operation; on a background thread, after the target is known. */
    protected abstract O operation() throws ReleaseException, IOException, InterruptedException;

    /** The value of the step where it is clear beforehand that there is nothing to do; else null. */
    protected Object nothingToDo() throws ReleaseException, IOException, InterruptedException {
        return null;
    }

    /** The value of the step for a Jenkinsfile. */
    protected abstract Object value(O done) throws IOException, InterruptedException;

    /** The value of the step after a dry run. */
    protected Object dryRunValue() throws IOException, InterruptedException {
        return null;
    }

    /** What to do at PlanetScale when the step is stopped in the middle; null for nothing. */
    protected Operation<?> abandon(O left) throws ReleaseException, IOException {
        return null;
    }

    /** Told when the operation was made or restored, before it is driven; on a background thread. */
    protected void prepare(O operation) throws IOException, InterruptedException {}

    /** Told after every turn of the operation, which may be read until this returns; on a background thread. */
    protected void onStep(O operation) {}

    /** Whether what is left when the time is over is to be {@linkplain #abandon abandoned} like what was stopped. */
    protected boolean abandonsLate() {
        return false;
    }

    /** A decision to stop the step that was made before a restart; null for none. */
    protected Throwable stoppedBefore() throws IOException, InterruptedException {
        return null;
    }

    protected final S step() {
        return step;
    }

    @Override
    public final StepBuildContext support() {
        return support;
    }

    @Override
    public boolean start() {
        takenUp = true;
        PlanetScaleService.get().background().execute(this::begin);
        return false;
    }

    @Override
    public void onResume() {
        PlanetScaleService.get().background().execute(this::resume);
    }

    private void begin() {
        try {
            support.resolve(step.given());
            Object nothing = nothingToDo();
            if (nothing != null) {
                if (!stopping.letSucceed(nothing)) {
                    fail(stopping.cause());
                }
                return;
            }
            O operation = operation();
            operation.setDeadline(step.deadlineFromNow());
            prepare(operation);
            DryRun dryRun = step.isDryRun() ? DryRunPlan.of(support, operation) : null;
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
                if (isFinished() || takenUp) {
                    return;
                }
                takenUp = true;
                current = current();
            }
            if (stopping.cause() == null) {
                stopping.because(stoppedBefore());
            }
            if (stopping.isToBegin()) {
                stopping.goOn(main);
            } else if (current == null || !support.isResolved()) {
                begin();
            } else {
                current.resume();
            }
        } catch (Exception e) {
            fail(e);
        }
    }

    /** Whether this process has begun it, or goes on with it, already. */
    final boolean isTakenUp() {
        return takenUp;
    }

    @Override
    public void stop(Throwable cause) {
        stopping.stop(cause);
    }

    /** What takes back what was left in the middle; null for nothing. */
    final Operation<?> after(Operation<?> left) throws ReleaseException, IOException {
        return left instanceof DryRun ? null : abandon(cast(left));
    }

    @Override
    public void onCompleted(DurableOperation driven, Operation<?> operation) {
        if (driven == stopping.cleanup()) {
            stopping.cleanedUp(operation);
        } else if (stopping.cause() != null) {
            stopping.met(operation);
        } else if (operation.failure() != null) {
            failed(operation);
        } else {
            succeed(operation);
        }
    }

    private void failed(Operation<?> operation) {
        ReleaseException failure = operation.failure();
        if (abandonsLate() && failure instanceof ReleaseTimeoutException && !(operation instanceof DryRun)) {
            stopping.timedOut(operation);
        } else {
            fail(StepFailure.of(failure));
        }
    }

    @SuppressWarnings("unchecked") // it is the one that operation() made
    private O cast(Operation<?> operation) {
        return (O) operation;
    }

    private void succeed(Operation<?> operation) {
        try {
            if (!stopping.letSucceed(valueOf(operation))) {
                stopping.met(operation);
            }
        } catch (Exception e) {
            fail(e);
        }
    }

    private Object valueOf(Operation<?> operation) throws IOException, InterruptedException {
        if (operation instanceof DryRun dryRun) {
            DryRunPlan.ended(support, dryRun);
            return dryRunValue();
        }
        return value(cast(operation));
    }

    @Override
    public void onError(DurableOperation driven, Throwable cause) {
        fail(cause);
    }

    /** Changes the operation while it is driven, for a decision that a person made. */
    public final void change(Consumer<O> change) {
        DurableOperation current = main;
        if (current != null && stopping.cleanup() == null) {
            current.change(operation -> change.accept(cast(operation)));
        }
    }

    /** Persists the operation as it is; only while {@link #onStep} is told. */
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

    /** The branch whose deploy request the step drives, for as long as it does not know which one; null for none. */
    protected String branch() {
        return null;
    }

    @Override
    public final boolean drives(ReleaseRecord entry) {
        DurableOperation current = current();
        int number = deployRequest() != 0 || current == null ? deployRequest() : current.deployRequest();
        return !isFinished() && !step.isDryRun() && DeployRequestStepExecution.isAbout(entry, number, branch());
    }

    /** Whether its operation is under way. */
    public final boolean isUnderWay() {
        return current() != null;
    }

    /** What is driven, or was last; null before the first. */
    final DurableOperation current() {
        DurableOperation cleanup = stopping.cleanup();
        return cleanup != null ? cleanup : main;
    }
}
