package io.jenkins.plugins.planetscale.host.time;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A timer on a clock that jumps: whenever nothing runs, to the moment at which the next task is due. So a build that
 * waits for hours takes seconds, and always the same way. Its one thread is a daemon.
 */
public final class SimulatedTimer extends AbstractExecutorService implements ScheduledExecutorService {
    private static final long LONGEST = 1000;

    private final HostClock clock;
    private final Activity activity;
    private final PriorityQueue<Task<?>> tasks = new PriorityQueue<>();
    private final Thread thread;
    private long count;
    private volatile boolean closed;

    public SimulatedTimer(HostClock clock, Activity activity) {
        this.clock = clock;
        this.activity = activity;
        this.thread = new Thread(this::turn, "simulated time");
        thread.setDaemon(true);
        thread.start();
    }

    private void turn() {
        try {
            while (!closed) {
                Task<?> due = awaitNext();
                if (due != null) {
                    run(due);
                }
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** The task that is due next, counted as running; null when it has to be asked again. */
    private Task<?> awaitNext() throws InterruptedException {
        long since = System.nanoTime();
        boolean machine;
        synchronized (activity) {
            machine = activity.isProcessesOnly();
            if (activity.isQuiet()) {
                Task<?> next = poll(null);
                if (next != null) {
                    activity.begin();
                    return next;
                }
            }
            activity.awaitChange(machine ? untilNext() : LONGEST);
        }
        if (!machine) {
            return null;
        }
        clock.advance(Duration.ofNanos(System.nanoTime() - since)); // a process takes its time
        Task<?> next = poll(clock.now());
        if (next != null) {
            activity.begin();
        }
        return next;
    }

    private void run(Task<?> due) {
        try {
            Duration ahead = Duration.between(clock.now(), due.at);
            if (!ahead.isNegative()) {
                clock.advance(ahead);
            }
            due.run();
        } finally {
            activity.end();
        }
    }

    /** @param until null for whenever it is due */
    private Task<?> poll(Instant until) {
        synchronized (tasks) {
            Task<?> first = tasks.peek();
            return first == null || until != null && first.at.isAfter(until) ? null : tasks.poll();
        }
    }

    private long untilNext() {
        synchronized (tasks) {
            Task<?> first = tasks.peek();
            long millis = first == null
                    ? LONGEST
                    : Duration.between(clock.now(), first.at).toMillis() + 1;
            return Math.max(1, Math.min(LONGEST, millis));
        }
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> work, long delay, TimeUnit unit) {
        Instant at = clock.now().plusNanos(Math.max(0, unit.toNanos(delay)));
        Task<V> task;
        synchronized (tasks) {
            task = new Task<>(work, at, count++);
            tasks.add(task);
        }
        activity.nudge();
        return task;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
        return schedule(Executors.callable(work), delay, unit);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable work, long initial, long period, TimeUnit unit) {
        throw new UnsupportedOperationException("simulated time would never end");
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable work, long initial, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException("simulated time would never end");
    }

    @Override
    public void execute(Runnable work) {
        schedule(work, 0, TimeUnit.NANOSECONDS);
    }

    @Override
    public void shutdown() {
        closed = true;
        thread.interrupt();
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown();
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return closed;
    }

    @Override
    public boolean isTerminated() {
        return closed && !thread.isAlive();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        thread.join(unit.toMillis(timeout));
        return !thread.isAlive();
    }

    private final class Task<V> extends FutureTask<V> implements RunnableScheduledFuture<V> {
        private final Instant at;
        private final long number;

        Task(Callable<V> work, Instant at, long number) {
            super(work);
            this.at = at;
            this.number = number;
        }

        @Override
        public boolean isPeriodic() {
            return false;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(Duration.between(clock.now(), at));
        }

        @Override
        public int compareTo(Delayed other) {
            Task<?> task = (Task<?>) other;
            int byTime = at.compareTo(task.at);
            return byTime != 0 ? byTime : Long.compare(number, task.number);
        }

        @Override
        public boolean cancel(boolean interrupt) {
            synchronized (tasks) {
                tasks.remove(this);
            }
            return super.cancel(interrupt);
        }
    }
}
