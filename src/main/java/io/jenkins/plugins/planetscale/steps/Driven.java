package io.jenkins.plugins.planetscale.steps;

import com.google.common.util.concurrent.ListenableFuture;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.AbortException;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.Progress;
import io.jenkins.plugins.planetscale.service.ApiAccess;
import io.jenkins.plugins.planetscale.service.PlanetScaleService;
import io.jenkins.plugins.planetscale.service.Watch;
import io.jenkins.plugins.planetscale.service.Work;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/**
 * One operation of a step execution, driven by the service: persisted as a snapshot before each of its effects, taken
 * up again after a restart, stoppable at any time. All callbacks to the host come on background threads.
 */
@SuppressFBWarnings(
        value = "SE_TRANSIENT_FIELD_NOT_RESTORED",
        justification = "what is driven is restored from the snapshot when the step is resumed")
final class Driven implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Host host;
    private volatile Snapshot snapshot;
    private transient volatile Operation<?> operation;
    private transient volatile Watch watch;
    private transient Consumer<Operation<?>> stopWhenResumed;
    private transient List<Consumer<Operation<?>>> early;

    /** The step execution to which the operation belongs. */
    interface Host extends Serializable {
        StepSupport support();

        /** For the admin page: {@code folder/job #12, planetscaleApply}. */
        default String owner() {
            return support().owner();
        }

        default void say(List<String> lines) {
            support().say(lines);
        }

        /** A restored operation is about to be driven again. */
        default void restored(Driven driven, Operation<?> operation) throws IOException {}

        /** A call that has an effect is about to be sent; it may be read until this returns. */
        default void sending(Driven driven, Operation<?> operation) throws IOException {}

        /** A turn of the operation is over; it may be read until this returns. */
        default void turned(Driven driven, Operation<?> operation) {}

        /** The operation has ended, well or not. */
        void ended(Driven driven, Operation<?> operation);

        /** It could not be driven any further, for a reason of Jenkins' own. */
        void broken(Driven driven, Throwable cause);
    }

    /** The snapshot of the beginning is what a restart before the first effect takes up, also before {@link #drive}. */
    Driven(Host host, Operation<?> fresh) {
        this.host = host;
        this.operation = fresh;
        this.snapshot = Snapshot.of(fresh);
    }

    /** Begins to drive. */
    synchronized void drive() {
        watch = PlanetScaleService.get().drive(new Job());
        if (early != null) {
            early.forEach(watch::change);
            early = null;
        }
    }

    /** Takes it up after a restart; it looks at once, as people wait for it and much can have happened. */
    void resume() throws IOException {
        resume(left -> {});
    }

    /** As {@link #resume()}, and changes it before its first turn. */
    void resume(Consumer<Operation<?>> change) throws IOException {
        operation = restore();
        operation.wake();
        change.accept(operation);
        host.restored(this, operation);
        synchronized (this) {
            drive();
            if (stopWhenResumed != null) {
                stop(stopWhenResumed);
            }
        }
    }

    /** The operation as it was persisted last. */
    Operation<?> restore() throws IOException {
        return snapshot.restore();
    }

    /** The operation as it is, for callbacks of it; null when none is driven in this session. */
    Operation<?> operation() {
        return operation;
    }

    /** See {@link Operation#deployRequest}, also between a restart and {@link #resume}. */
    int deployRequest() {
        try {
            return (operation == null ? restore() : operation).deployRequest();
        } catch (IOException e) {
            return 0; // it cannot be taken up either
        }
    }

    /** Persists the operation as it is; only while it stands still, as in {@link Host#turned}. */
    ListenableFuture<Void> save() {
        snapshot = Snapshot.of(operation);
        return host.support().save();
    }

    /** See {@link Watch#change}. After a restart this may come before {@link #resume}, which then does it. */
    synchronized void change(Consumer<Operation<?>> change) {
        if (watch != null) {
            watch.change(change);
        } else {
            early = early == null ? new ArrayList<>() : early;
            early.add(change);
        }
    }

    /**
     * Stops driving, then hands over the operation as it was left; nothing touches it any more. After a restart this may
     * come before {@link #resume}, which then does it.
     */
    synchronized void stop(Consumer<Operation<?>> takeOver) {
        Watch current = watch;
        if (current == null) {
            stopWhenResumed = takeOver;
        } else {
            current.change(left -> {
                current.stop();
                snapshot = Snapshot.of(left);
                takeOver.accept(left);
            });
        }
    }

    /** Stops driving; what is under way is broken off. */
    void stop() {
        Watch current = watch;
        if (current != null) {
            current.stop();
        }
    }

    /** In a few words, for a thread dump. */
    String status() {
        Operation<?> current = operation;
        try {
            return current == null
                    ? "starting"
                    : current.status(PlanetScaleService.get().now());
        } catch (RuntimeException changing) {
            return "working"; // read without its lock, as a thread dump must not wait
        }
    }

    /** That the state of the build is not on disk, so that nothing may be sent: where, why and what to do. */
    private AbortException unwritten(Throwable cause) {
        AbortException unwritten = new AbortException("Jenkins cannot write the state of " + host.owner()
                + " (program.dat in the build's folder, below JENKINS_HOME): " + FailureText.anywhere(cause)
                + ". Nothing more is sent to PlanetScale, as after a restart Jenkins would not know of it. Free space on"
                + " that disk, or make the folder writable for Jenkins, then run the build again.");
        unwritten.initCause(FailureText.withoutScript(cause)); // the log prints it on a thread of ours
        return unwritten;
    }

    private final class Job implements Work {
        @Override
        public Operation<?> operation() {
            return operation;
        }

        @Override
        public ApiAccess access() throws IOException {
            return host.support().access();
        }

        @Override
        public String owner() {
            return host.owner();
        }

        @Override
        public String run() {
            return host.support().runId();
        }

        @Override
        public CompletionStage<Void> persist() {
            CompletableFuture<Void> saved = new CompletableFuture<>();
            try {
                host.sending(Driven.this, operation);
            } catch (IOException e) {
                saved.completeExceptionally(e);
                return saved;
            }
            ListenableFuture<Void> saving = save();
            saving.addListener(
                    () -> {
                        try {
                            saving.get();
                            saved.complete(null);
                        } catch (ExecutionException e) {
                            saved.completeExceptionally(unwritten(e.getCause()));
                        } catch (Exception e) {
                            saved.completeExceptionally(unwritten(e));
                        }
                    },
                    PlanetScaleService.get().background());
            return saved;
        }

        @Override
        public void say(List<String> lines) {
            host.say(lines);
        }

        @Override
        public void turned() {
            Progress seen = operation.seen();
            if (seen != null) {
                BuildRecord.saw(host.support(), seen);
            }
            if (operation.drainUnsaved()) {
                save();
            }
            host.turned(Driven.this, operation);
        }

        @Override
        public void ended() {
            snapshot = Snapshot.of(operation);
            host.ended(Driven.this, operation);
        }

        @Override
        public void broken(Throwable cause) {
            host.broken(Driven.this, cause);
        }
    }
}
