package io.jenkins.plugins.planetscale.service;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.ServiceToken;
import io.jenkins.plugins.planetscale.client.budget.TimeSource;
import io.jenkins.plugins.planetscale.testing.PlayedExecutor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** An engine whose time, timer and background run only in {@link #advance} and {@link #settle}, on the test's thread. */
public final class EngineHarness implements TimeSource {
    public static final DatabaseRef LOGISTICS = new DatabaseRef("mechanica", "logistics");
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    final ScriptedTransport transport = new ScriptedTransport();
    final Background background = new Background();
    final OperationEngine engine = new OperationEngine(background, background, new Ticks(), transport, this, () -> 0.5);
    private final PriorityQueue<Tick> ticks = new PriorityQueue<>();
    private long passed;
    private long numbers;
    private Duration set = Duration.ZERO;

    /** What the timer's tasks threw, which a controller would log as a failure. */
    final List<Throwable> failedTicks = new ArrayList<>();

    @Override
    public long nanoTime() {
        return passed;
    }

    @Override
    public Instant instant() {
        return START.plusNanos(passed).plus(set);
    }

    /** Sets the wall clock ahead, or back; no time passes by it. */
    void setClock(Duration ahead) {
        set = set.plus(ahead);
    }

    @Override
    public void sleep(Duration duration) {
        passed += duration.toNanos();
    }

    /** Runs everything that can run without time passing. */
    EngineHarness settle() {
        background.drain();
        return this;
    }

    /** Lets time pass, with all that falls due. */
    EngineHarness advance(Duration duration) {
        long until = passed + duration.toNanos();
        settle();
        while (!ticks.isEmpty() && ticks.peek().at <= until) {
            Tick tick = ticks.remove();
            passed = Math.max(passed, tick.at);
            background.onTimer = true;
            tick.run();
            background.onTimer = false;
            settle();
        }
        passed = until;
        return this;
    }

    /** How many timers were begun so far. */
    long scheduled() {
        return numbers;
    }

    int timers() {
        return ticks.size();
    }

    /** When the timer fires next, from now. */
    Duration nextTick() {
        return Duration.ofNanos(ticks.peek().at - passed);
    }

    static Access access(String connection, String tokenId, int perMinute) {
        return access(connection, new ServiceToken(tokenId, "s3cr3t"), perMinute);
    }

    static Access access(String connection, ServiceToken token, int perMinute) {
        return new Access(connection, "https://api.example.test/v1", token, perMinute);
    }

    record Access(String connection, String baseUrl, ServiceToken token, int requestsPerMinute) implements ApiAccess {}

    /** Executes nothing by itself; knows whether a timer tick tries to do more than hand over. */
    static final class Background extends PlayedExecutor {
        private final Deque<Runnable> tasks = new ArrayDeque<>();
        private boolean running;
        boolean onTimer;

        /** Whether the caller is on a thread of the background, as far as this bench has threads. */
        boolean isHere() {
            return running && !onTimer;
        }

        @Override
        public void execute(Runnable task) {
            if (isShutdown()) {
                throw new RejectedExecutionException("shut down");
            }
            tasks.add(task);
        }

        void drain() {
            running = true;
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
            running = false;
        }

        @Override
        public boolean isTerminated() {
            return super.isTerminated() && tasks.isEmpty();
        }
    }

    private final class Ticks extends ScheduledThreadPoolExecutor {
        Ticks() {
            super(0);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
            Tick tick = new Tick(command, passed + unit.toNanos(delay), numbers++);
            ticks.add(tick);
            return tick;
        }
    }

    private final class Tick extends FutureTask<Void> implements ScheduledFuture<Void> {
        private final long at;
        private final long number;

        Tick(Runnable command, long at, long number) {
            super(command, null);
            this.at = at;
            this.number = number;
        }

        @Override
        protected void setException(Throwable failure) {
            failedTicks.add(failure);
            super.setException(failure);
        }

        @Override
        public boolean cancel(boolean mayInterrupt) {
            ticks.remove(this);
            return super.cancel(mayInterrupt);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(at - passed, TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            Tick tick = (Tick) other;
            return at != tick.at ? Long.compare(at, tick.at) : Long.compare(number, tick.number);
        }
    }
}
