package io.jenkins.plugins.planetscale.steps;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Shares the writes of one file (group commit): who asks while a write is under way shares the next one with all others
 * who do, as a write holds everything that was changed before it began. Thread-safe; has no thread of its own.
 */
final class SharedWrite {
    private boolean writing;
    private CompletableFuture<Void> next;
    private Supplier<CompletionStage<Void>> nextWrite;

    /**
     * Asks for a write of all that was changed so far.
     *
     * @param write begins to write; returns at once, and throws nothing but what the result is to fail with
     * @return completed on the thread that has written
     */
    CompletableFuture<Void> request(Supplier<CompletionStage<Void>> write) {
        synchronized (this) {
            if (writing) {
                next = next == null ? new CompletableFuture<>() : next;
                nextWrite = write;
                return next;
            }
            writing = true;
        }
        CompletableFuture<Void> asked = new CompletableFuture<>();
        begin(write, asked);
        return asked;
    }

    private void begin(Supplier<CompletionStage<Void>> write, CompletableFuture<Void> asked) {
        CompletionStage<Void> written;
        try {
            written = write.get();
        } catch (RuntimeException | Error e) {
            written = CompletableFuture.failedFuture(e);
        }
        written.whenComplete((done, failure) -> {
            beginNext();
            if (failure == null) {
                asked.complete(null);
            } else {
                asked.completeExceptionally(
                        failure instanceof CompletionException && failure.getCause() != null
                                ? failure.getCause()
                                : failure);
            }
        });
    }

    private void beginNext() {
        CompletableFuture<Void> asked;
        Supplier<CompletionStage<Void>> write;
        synchronized (this) {
            asked = next;
            write = nextWrite;
            next = null;
            nextWrite = null;
            writing = asked != null;
        }
        if (asked != null) {
            begin(write, asked);
        }
    }
}
