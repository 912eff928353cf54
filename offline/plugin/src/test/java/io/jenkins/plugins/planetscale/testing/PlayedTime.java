package io.jenkins.plugins.planetscale.testing;

import io.jenkins.plugins.planetscale.client.budget.TimeSource;
import io.jenkins.plugins.planetscale.local.LocalClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One session of a controller: its timer and background threads run on the test's thread, on PlanetScale's clock. */
public final class PlayedTime implements TimeSource {
    private final LocalClock clock;
    private final Instant start;
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final PriorityQueue<Tick> ticks = new PriorityQueue<>();
    private long count;
    private boolean dead;

    public PlayedTime(LocalClock clock) {
        this.clock = clock;
        this.start = clock.now();
    }

    /** Nothing happens any more. */
    public void kill() {
        dead = true;
    }

    public boolean isDead() {
        return dead;
    }

    /** How many tasks wait for their time, or for their turn. */
    public int waiting() {
        return ticks.size() + tasks.size();
    }

    /** Runs what can run without time passing. */
    public void settle() {
        while (!dead && !tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    /** Lets time pass until the next task is due, at most until then; false when it is that late. */
    public boolean tick(Instant latest) {
        settle();
        if (dead || ticks.isEmpty() || ticks.peek().at.isAfter(latest)) {
            forward(latest);
            return false;
        }
        Tick tick = ticks.remove();
        forward(tick.at);
        tick.run();
        settle();
        return true;
    }

    private void forward(Instant to) {
        if (to.isAfter(clock.now())) {
            clock.advance(Duration.between(clock.now(), to));
        }
    }

    @Override
    public long nanoTime() {
        return Duration.between(start, clock.now()).toNanos();
    }

    @Override
    public Instant instant() {
        return clock.now();
    }

    @Override
    public void sleep(Duration duration) {
        clock.advance(duration);
    }

    public ExecutorService background() {
        return new Background();
    }

    public ScheduledExecutorService timer() {
        return new Ticks();
    }

    private final class Background extends PlayedExecutor {

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }
    }

    private final class Ticks extends ScheduledThreadPoolExecutor {
        Ticks() {
            super(0);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
            Tick tick = new Tick(command, clock.now().plusNanos(Math.max(0, unit.toNanos(delay))), count++);
            ticks.add(tick);
            return tick;
        }
    }

    private final class Tick extends FutureTask<Void> implements ScheduledFuture<Void> {
        private final Instant at;
        private final long number;

        Tick(Runnable command, Instant at, long number) {
            super(command, null);
            this.at = at;
            this.number = number;
        }

        @Override
        public boolean cancel(boolean mayInterrupt) {
            ticks.remove(this);
            return super.cancel(mayInterrupt);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(Duration.between(clock.now(), at));
        }

        @Override
        public int compareTo(Delayed other) {
            Tick tick = (Tick) other;
            int byTime = at.compareTo(tick.at);
            return byTime != 0 ? byTime : Long.compare(number, tick.number);
        }
    }
}
