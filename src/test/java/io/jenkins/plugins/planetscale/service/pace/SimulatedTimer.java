package io.jenkins.plugins.planetscale.service.pace;

import io.jenkins.plugins.planetscale.client.budget.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A clock and its timer, which run in {@link #advance} only, on the caller's thread. */
public final class SimulatedTimer extends ScheduledThreadPoolExecutor implements TimeSource {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final PriorityQueue<Tick> ticks = new PriorityQueue<>();
    private long now;
    private long numbers;

    public SimulatedTimer() {
        super(0);
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public Instant instant() {
        return START.plusNanos(now);
    }

    @Override
    public void sleep(Duration duration) {
        now += duration.toNanos();
    }

    /** Seconds since the start. */
    public double seconds() {
        return now / 1e9;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        Tick tick = new Tick(command, now + Math.max(0, unit.toNanos(delay)), numbers++);
        ticks.add(tick);
        return tick;
    }

    /** Lets time pass, with all that falls due. */
    public void advance(Duration duration) {
        long until = now + duration.toNanos();
        while (!ticks.isEmpty() && ticks.peek().at <= until) {
            Tick tick = ticks.remove();
            now = Math.max(now, tick.at);
            tick.run();
        }
        now = until;
    }

    /** Entries that are neither over nor cancelled. */
    public long entries() {
        return ticks.stream().filter(tick -> !tick.isDone()).count();
    }

    private static final class Tick extends FutureTask<Void> implements ScheduledFuture<Void> {
        private final long at;
        private final long number;

        Tick(Runnable command, long at, long number) {
            super(() -> {
                command.run();
                return null;
            });
            this.at = at;
            this.number = number;
        }

        @Override
        protected void setException(Throwable failure) {
            throw new AssertionError(failure);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int compareTo(Delayed other) {
            Tick tick = (Tick) other;
            return at != tick.at ? Long.compare(at, tick.at) : Long.compare(number, tick.number);
        }
    }
}
