package io.jenkins.plugins.planetscale.service;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Short tasks one after another, on threads that drive many such chains, so that none may block; what may block goes aside.
 * When one throws the chain ends and says so. Thread-safe.
 */
abstract class TaskChain {
    final Cancellation life = new Cancellation();
    private final OperationEngine engine;
    private final SerialExecutor serial;

    TaskChain(OperationEngine engine) {
        this.engine = engine;
        this.serial = new SerialExecutor(engine.background);
    }

    /** What was aside has come to its end: throws when it failed. In the chain. */
    abstract void back(Throwable failure);

    /** A task threw; nothing else has ended the chain. Called once or not at all. */
    abstract void broken(Throwable cause);

    /** Runs one task after the others; whatever it throws ends the chain, as a lost exception would be a hang. */
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

    /** Runs a callback where it may block, then goes on in the chain. */
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
