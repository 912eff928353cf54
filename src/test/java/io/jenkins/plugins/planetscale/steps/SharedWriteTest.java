package io.jenkins.plugins.planetscale.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each write is begun by the test's subject and ended by the test. */
class SharedWriteTest {
    private final SharedWrite shared = new SharedWrite();
    private final List<CompletableFuture<Void>> begun = new ArrayList<>();

    private CompletableFuture<Void> ask() {
        return shared.request(this::begin);
    }

    private CompletionStage<Void> begin() {
        CompletableFuture<Void> write = new CompletableFuture<>();
        begun.add(write);
        return write;
    }

    @Test
    void whoAsksFirstDoesNotWait() {
        CompletableFuture<Void> asked = ask();

        assertEquals(1, begun.size());
        assertFalse(asked.isDone());
        begun.get(0).complete(null);
        assertTrue(asked.isDone());
    }

    @Test
    void thoseWhoAskDuringAWriteShareOneThatBeginsAfterIt() {
        CompletableFuture<Void> first = ask();
        List<CompletableFuture<Void>> others =
                IntStream.range(0, 1_000).mapToObj(i -> ask()).toList();

        assertEquals(1, begun.size(), "what they have changed may be missing in this one, but they need none each");
        begun.get(0).complete(null);
        assertTrue(first.isDone());
        assertEquals(2, begun.size());
        assertTrue(others.stream().noneMatch(CompletableFuture::isDone), "the first write is not theirs");
        begun.get(1).complete(null);
        assertTrue(others.stream().allMatch(CompletableFuture::isDone));
        assertEquals(2, begun.size());
    }

    @Test
    void aFailedWriteFailsThoseWhoAskedForItAndNobodyElse() {
        CompletableFuture<Void> first = ask();
        CompletableFuture<Void> second = ask();
        IOException full = new IOException("No space left on device");

        begun.get(0).completeExceptionally(new CompletionException(full));
        assertSame(full, assertThrows(CompletionException.class, first::join).getCause());
        assertFalse(second.isDone());
        begun.get(1).complete(null);
        second.join();
        ask();
        assertEquals(3, begun.size(), "the failure is over");
    }

    @Test
    void aWriteThatCannotBeginFailsAndKeepsNobodyFromTheNext() {
        IllegalStateException gone = new IllegalStateException("no such build");
        CompletableFuture<Void> asked = shared.request(() -> {
            throw gone;
        });

        assertSame(gone, assertThrows(CompletionException.class, asked::join).getCause());
        ask();
        assertEquals(1, begun.size());
    }

    @Test
    void whoAsksFromTheEndOfAWriteIsNotLost() {
        List<CompletableFuture<Void>> later = new ArrayList<>();
        ask().thenRun(() -> later.add(ask()));

        begun.get(0).complete(null);
        assertEquals(2, begun.size());
        begun.get(1).complete(null);
        assertTrue(later.get(0).isDone());
    }
}
