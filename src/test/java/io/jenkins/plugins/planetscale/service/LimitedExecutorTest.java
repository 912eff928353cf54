package io.jenkins.plugins.planetscale.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class LimitedExecutorTest {
    private final Deque<Runnable> threads = new ArrayDeque<>();
    private final List<Integer> done = new ArrayList<>();
    private boolean closed;
    private final LimitedExecutor two = new LimitedExecutor(this::run, 2);

    private void run(Runnable task) {
        if (closed) {
            throw new RejectedExecutionException();
        }
        threads.add(task);
    }

    private void give(int count) {
        for (int i = 1; i <= count; i++) {
            int number = i;
            two.execute(() -> done.add(number));
        }
    }

    @Test
    void takesSoManyThreadsAndNoMore() {
        give(5);
        assertEquals(2, threads.size());
        threads.remove().run();
        assertEquals(List.of(1), done);
        assertEquals(2, threads.size(), "the next one took its place, behind others");
    }

    @Test
    void runsAllInTheirOrderAndThenHoldsNone() {
        give(5);
        while (!threads.isEmpty()) {
            threads.remove().run();
        }
        assertEquals(List.of(1, 2, 3, 4, 5), done);
        give(1);
        assertEquals(1, threads.size());
    }

    @Test
    void aTaskThatThrowsTakesNoPlaceAlong() {
        two.execute(() -> {
            throw new IllegalStateException("oops");
        });
        give(3);
        for (int i = 0; i < 10 && !threads.isEmpty(); i++) {
            try {
                threads.remove().run();
            } catch (IllegalStateException expected) {
                assertEquals("oops", expected.getMessage());
            }
        }
        assertEquals(List.of(1, 2, 3), done);
    }

    @Test
    void dropsWhatIsLeftWhenThereAreNoThreadsAnyMore() {
        give(3);
        closed = true;
        while (!threads.isEmpty()) {
            threads.remove().run();
        }
        give(1);
        assertEquals(List.of(1), done);
    }
}
