package io.jenkins.plugins.planetscale.client;

import io.jenkins.plugins.planetscale.client.budget.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Time that moves only when told: sleeping moves it at once, what is scheduled runs in {@link #advance}. */
final class ManualTime implements TimeSource {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private final List<Duration> sleeps = new ArrayList<>();
    private long now = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(90); // it may wrap around, as nanoTime does
    private long passed;

    @Override
    public synchronized long nanoTime() {
        return now + passed;
    }

    @Override
    public synchronized Instant instant() {
        return START.plusNanos(passed);
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        synchronized (this) {
            sleeps.add(duration);
            passed += duration.toNanos();
        }
    }

    /** How long the callers slept or the scheduled tasks were to wait, in order. */
    synchronized List<Duration> waits() {
        return List.copyOf(sleeps);
    }

    synchronized int scheduled() {
        return tasks.size();
    }

    /** Moves time on and runs what falls due on the way, on this thread. */
    void advance(Duration duration) {
        long until;
        synchronized (this) {
            until = passed + duration.toNanos();
        }
        while (true) {
            Task task;
            synchronized (this) {
                task = tasks.peek();
                if (task == null || task.at > until) {
                    passed = until;
                    return;
                }
                tasks.remove();
                passed = Math.max(passed, task.at);
            }
            task.run();
        }
    }

    /** A scheduler without a thread, driven by {@link #advance}. */
    ScheduledThreadPoolExecutor scheduler() {
        return new ScheduledThreadPoolExecutor(0) {
            @Override
            public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
                synchronized (ManualTime.this) {
                    sleeps.add(Duration.ofNanos(unit.toNanos(delay)));
                    Task task = new Task(command, passed + unit.toNanos(delay));
                    tasks.add(task);
                    return task;
                }
            }
        };
    }

    private final class Task extends FutureTask<Void> implements ScheduledFuture<Void> {
        private static final AtomicLong NUMBERS = new AtomicLong();
        private final long number = NUMBERS.incrementAndGet();
        private final long at;

        Task(Runnable command, long at) {
            super(command, null);
            this.at = at;
        }

        @Override
        public boolean cancel(boolean mayInterrupt) {
            synchronized (ManualTime.this) {
                tasks.remove(this);
            }
            return super.cancel(mayInterrupt);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(at - passed, TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            Task task = (Task) other;
            return at != task.at ? Long.compare(at, task.at) : Long.compare(number, task.number);
        }
    }
}
