package io.jenkins.plugins.planetscale.service;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Short tasks that run one after another, on threads shared with many such chains, so none of them may block; what may
 * block runs elsewhere and continues in the chain. An exception ends the chain and is reported. Thread-safe.
 */
abstract class TaskChain {
    final Cancellation life = new Cancellation();
    private final OperationEngine engine;
    private final SerialExecutor serial;

    TaskChain(OperationEngine engine) {
        this.engine = engine;
        this.serial = new SerialExecutor(engine.background);
    }

    /** A blocking callback is done; throws when it failed. Called in the chain. */
    abstract void back(Throwable failure);

    /** A task threw, and nothing else has ended the chain. Called at most once. */
    abstract void broken(Throwable cause);

    /** Appends a task; an exception ends the chain, as a lost one would be a step that hangs. */
    final void run(Runnable task) {
        serial.execute(() -> {
            if (!life.runs()) {
                return;
            }
            try {
                task.run();
            } catch (CompletionException e) {
                broken(e.getCause() == null ? e : e.getCause());
            } catch (Throwable e) {
                broken(e);
            }
        });
    }

    /** Runs a callback on a thread that may block, then continues in the chain. */
    final <T> void aside(Callable<T> callback, Consumer<T> then) {
        asideUntilDone(() -> CompletableFuture.completedFuture(callback.call()), then);
    }

    /** Runs a callback where it may block; goes on in the chain when the stage completes that it gives, never null. */
    final <T> void asideUntilDone(Callable<? extends CompletionStage<T>> callback, Consumer<T> then) {
        engine.aside(() -> {
            CompletionStage<T> stage;
            try {
                stage = life.runs() ? callback.call() : CompletableFuture.completedFuture(null);
            } catch (Throwable e) {
                stage = CompletableFuture.failedFuture(e);
            }
            stage.whenComplete((result, failure) -> run(() -> {
                back(failure);
                if (life.runs()) { // else a change has stopped it
                    then.accept(result);
                }
            }));
        });
    }
}
