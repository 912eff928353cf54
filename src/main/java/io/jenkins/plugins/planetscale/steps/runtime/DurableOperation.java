package io.jenkins.plugins.planetscale.steps.runtime;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.AbortException;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.state.Progress;
import io.jenkins.plugins.planetscale.service.ApiAccess;
import io.jenkins.plugins.planetscale.service.DriveHandle;
import io.jenkins.plugins.planetscale.service.DrivenOperation;
import io.jenkins.plugins.planetscale.service.PlanetScaleService;
import io.jenkins.plugins.planetscale.steps.FailureText;
import io.jenkins.plugins.planetscale.steps.StepBuildContext;
import io.jenkins.plugins.planetscale.steps.record.LiveProgress;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecord;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecorder;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * An operation of a step execution, driven by the service: persisted as a snapshot before each of its effects, resumed
 * after a restart, and stoppable at any time. All callbacks run on background threads.
 */
@SuppressFBWarnings(
        value = "SE_TRANSIENT_FIELD_NOT_RESTORED",
        justification = "what is driven is restored from the snapshot when the step is resumed")
@Restricted(NoExternalUse.class)
public final class DurableOperation implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Callback host;
    private volatile OperationSnapshot snapshot;
    private transient volatile Operation<?> operation;
    private transient volatile DriveHandle handle;
    private transient volatile ReleaseRecord shown;
    private transient Consumer<Operation<?>> stopWhenResumed;
    private transient List<Consumer<Operation<?>>> changesWhenResumed;

    /** The step execution to which the operation belongs. */
    public interface Callback extends Serializable {
        StepBuildContext buildContext();

        /** For the admin page: {@code folder/job #12, planetscaleApply}. */
        default String owner() {
            return buildContext().owner();
        }

        default void log(List<String> lines) {
            buildContext().log(lines);
        }

        /** Called before a restored operation is driven again. */
        default void onRestored(DurableOperation driven, Operation<?> operation) throws IOException {}

        /** Called before a call that has an effect is sent; the operation may be read until this returns. */
        default void onSending(DurableOperation driven, Operation<?> operation) throws IOException {}

        /** Called after a step of the operation, which may be read until this returns. */
        default void onStep(DurableOperation driven, Operation<?> operation) {}

        /** Called when the operation has ended, successfully or not. */
        void onCompleted(DurableOperation driven, Operation<?> operation);

        /** Called when the operation cannot be driven any further, for a reason within Jenkins. */
        void onError(DurableOperation driven, Throwable cause);
    }

    /** Takes the first snapshot, from which a restart before the first effect resumes, also before {@link #start}. */
    public DurableOperation(Callback host, Operation<?> fresh) {
        this.host = host;
        this.operation = fresh;
        this.snapshot = OperationSnapshot.of(fresh);
    }

    /** Starts to drive the operation. */
    public synchronized void start() {
        handle = PlanetScaleService.get().start(new Task());
        if (changesWhenResumed != null) {
            changesWhenResumed.forEach(handle::change);
            changesWhenResumed = null;
        }
    }

    /** Resumes it after a restart; it polls at once, as much can have happened. */
    public void resume() throws IOException {
        resume(left -> {});
    }

    /** As {@link #resume()}, and changes it before its first step. */
    public void resume(Consumer<Operation<?>> change) throws IOException {
        operation = restore();
        operation.wake();
        change.accept(operation);
        host.onRestored(this, operation);
        synchronized (this) {
            start();
            if (stopWhenResumed != null) {
                stop(stopWhenResumed);
            }
        }
    }

    /** The operation as it was persisted last. */
    Operation<?> restore() throws IOException {
        return snapshot.restore();
    }

    /** The operation as it is, for its callbacks; null when it is not driven in this session. */
    public Operation<?> operation() {
        return operation;
    }

    /** See {@link Operation#deployRequest}, also between a restart and {@link #resume}. */
    int deployRequest() {
        try {
            return (operation == null ? restore() : operation).deployRequest();
        } catch (IOException e) {
            return 0; // it cannot be resumed either
        }
    }

    /** Persists the operation as it is; only while nothing changes it, as in {@link Callback#onStep}. */
    CompletableFuture<Void> save() {
        snapshot = OperationSnapshot.of(operation);
        return host.buildContext().save();
    }

    /** See {@link DriveHandle#change}. After a restart this may be called before {@link #resume}, which then does it. */
    public synchronized void change(Consumer<Operation<?>> change) {
        if (handle != null) {
            handle.change(change);
        } else {
            changesWhenResumed = changesWhenResumed == null ? new ArrayList<>() : changesWhenResumed;
            changesWhenResumed.add(change);
        }
    }

    /**
     * Stops driving, then passes the operation as it was left; nothing touches it any more. After a restart this may be
     * called before {@link #resume}, which then does it.
     */
    synchronized void stop(Consumer<Operation<?>> takeOver) {
        DriveHandle current = handle;
        if (current == null) {
            stopWhenResumed = takeOver;
        } else {
            current.change(left -> {
                current.stop();
                snapshot = OperationSnapshot.of(left);
                takeOver.accept(left);
            });
        }
    }

    /** Stops driving, and cancels a call under way. */
    public void stop() {
        DriveHandle current = handle;
        if (current != null) {
            current.stop();
        }
    }

    /** In a few words, for a thread dump. */
    public String status() {
        Operation<?> current = operation;
        try {
            return current == null
                    ? "starting"
                    : current.status(PlanetScaleService.get().now());
        } catch (RuntimeException changing) {
            return "working"; // read without its lock, as a thread dump must not wait
        }
    }

    /** The error for a state that cannot be persisted, so that nothing may be sent: where, why and what to do. */
    private AbortException unwritten(Throwable cause) {
        AbortException unwritten = new AbortException("Jenkins cannot write the state of " + host.owner()
                + " (program.dat in the build's folder, below JENKINS_HOME): " + FailureText.onAnyThread(cause)
                + ". Nothing more is sent to PlanetScale, as after a restart Jenkins would not know of it. Free space on"
                + " that disk, or make the folder writable for Jenkins, then run the build again.");
        unwritten.initCause(FailureText.withoutScript(cause)); // the log prints it on a thread of ours
        return unwritten;
    }

    private final class Task implements DrivenOperation {
        @Override
        public Operation<?> operation() {
            return operation;
        }

        @Override
        public ApiAccess access() throws IOException {
            return host.buildContext().access();
        }

        @Override
        public String owner() {
            return host.owner();
        }

        @Override
        public String run() {
            return host.buildContext().runId();
        }

        @Override
        public CompletionStage<Void> persist() {
            try {
                host.onSending(DurableOperation.this, operation);
            } catch (IOException e) {
                return CompletableFuture.failedFuture(e);
            }
            return save().handleAsync(
                            (done, failure) -> {
                                if (failure != null) {
                                    throw new CompletionException(unwritten(failure));
                                }
                                return done;
                            },
                            PlanetScaleService.get().background());
        }

        @Override
        public void log(List<String> lines) {
            host.log(lines);
        }

        @Override
        public void onStep() {
            Progress seen = operation.lastObservation();
            if (seen != null) {
                shown = ReleaseRecorder.observed(host.buildContext(), seen);
            }
            if (operation.drainUnsaved()) {
                save();
            }
            host.onStep(DurableOperation.this, operation);
        }

        @Override
        public boolean onLook() {
            Progress seen = operation.lastObservation();
            return !operation.hasUnsaved() && (seen == null || LiveProgress.show(shown, seen));
        }

        @Override
        public void onCompleted() {
            snapshot = OperationSnapshot.of(operation);
            host.onCompleted(DurableOperation.this, operation);
        }

        @Override
        public void onError(Throwable cause) {
            host.onError(DurableOperation.this, cause);
        }
    }
}
