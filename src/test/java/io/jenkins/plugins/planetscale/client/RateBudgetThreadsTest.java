package io.jenkins.plugins.planetscale.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.client.budget.RateBudget;
import io.jenkins.plugins.planetscale.client.budget.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The budget under real threads, against a clock that runs as fast as they do. */
class RateBudgetThreadsTest {
    private static final int LIMIT = 600;
    private static final int THREADS = 50;
    private static final int EACH = 100;
    private static final long WINDOW = TimeUnit.SECONDS.toNanos(60);

    @Test
    void fiftyCallersNeverExceedTheLimitInAnyWindow() throws Exception {
        Racing time = new Racing();
        RateBudget budget = new RateBudget(LIMIT, time);
        time.watched = budget;
        List<Long> all = Collections.synchronizedList(new ArrayList<>());
        List<Long> normal = Collections.synchronizedList(new ArrayList<>());
        run(caller -> {
            Random random = new Random(caller);
            for (int i = 0; i < EACH; i++) {
                boolean urgent = random.nextInt(10) == 0;
                RateBudget.Ticket ticket = budget.reserve(urgent);
                boolean leaves = random.nextInt(20) == 0;
                Duration wait = ticket.poll();
                while (!wait.isZero() && !leaves) {
                    time.sleep(wait);
                    wait = ticket.poll();
                }
                if (leaves) {
                    ticket.release();
                    continue;
                }
                all.add(time.lastSeen());
                if (!urgent) {
                    normal.add(time.lastSeen());
                }
            }
        });
        assertTrue(all.size() > THREADS * EACH * 9 / 10);
        // how many of the urgent ones fall into the fullest window is up to the scheduler
        int most = mostInAWindow(all);
        assertTrue(most <= LIMIT && most > LIMIT * 9 / 10, "used, and not exceeded: " + most);
        assertTrue(mostInAWindow(normal) <= LIMIT * 9 / 10);
        assertEquals(0, budget.waiting());
    }

    @Test
    void urgentCallersDoNotWaitWhileFiftyNormalOnesCompete() throws Exception {
        Racing time = new Racing();
        RateBudget budget = new RateBudget(LIMIT, time);
        time.watched = budget;
        AtomicLong waited = new AtomicLong();
        run(caller -> {
            for (int i = 0; i < EACH; i++) {
                RateBudget.Ticket ticket = budget.reserve(false);
                for (Duration wait = ticket.poll(); !wait.isZero(); wait = ticket.poll()) {
                    time.sleep(wait);
                }
                // 60 in all, the tenth that is kept for them: also when the scheduler lets these callers run alone
                if (caller < 3 && i % 5 == 0 && !budget.reserve(true).poll().isZero()) {
                    waited.incrementAndGet();
                }
            }
        });
        assertEquals(0, waited.get());
    }

    private interface Caller {
        void run(int caller) throws InterruptedException;
    }

    private static void run(Caller work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<?>> callers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int caller = i;
            callers.add(threads.submit(() -> {
                work.run(caller);
                return null;
            }));
        }
        for (Future<?> caller : callers) {
            caller.get(60, TimeUnit.SECONDS);
        }
        threads.shutdown();
    }

    private static int mostInAWindow(List<Long> times) {
        List<Long> sorted = times.stream().sorted().toList();
        int most = 0;
        for (int first = 0, last = 0; last < sorted.size(); last++) {
            while (sorted.get(last) - sorted.get(first) >= WINDOW) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    /** Runs on by a microsecond with each look at it, and to the end of a sleep at once. */
    private static final class Racing implements TimeSource {
        private final AtomicLong now = new AtomicLong();
        private final ThreadLocal<Long> lastSeen = ThreadLocal.withInitial(() -> 0L);
        private Object watched;

        @Override
        public long nanoTime() {
            long time = now.addAndGet(1_000);
            if (Thread.holdsLock(watched)) {
                lastSeen.set(time); // that is the time of the grant, if there is one
            }
            return time;
        }

        long lastSeen() {
            return lastSeen.get();
        }

        @Override
        public Instant instant() {
            return Instant.EPOCH;
        }

        @Override
        public void sleep(Duration duration) {
            now.accumulateAndGet(lastSeen.get() + duration.toNanos(), Math::max);
        }
    }
}
