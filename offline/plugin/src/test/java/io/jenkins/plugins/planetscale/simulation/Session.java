package io.jenkins.plugins.planetscale.simulation;

import io.jenkins.plugins.planetscale.testing.PlayedExecutor;
import io.jenkins.plugins.planetscale.client.budget.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One life of the controller, from its start to its death: its threads, its timer and its clock, all played by the
 * queue. After its death nothing that it was about to do happens.
 */
final class Session implements TimeSource {
    private static final Duration SOON = Duration.ofNanos(20_000);

    final int number;
    private final EventQueue queue;
    private final Draw draw;
    private final ScheduledExecutorService timer = new Timer();
    private final Instant start;
    private final Consumer<Throwable> lost;
    private Duration ahead;
    private boolean dead;
    private long tasks;

    /** @param lost told what a task of the timer threw, which nobody else would hear of */
    Session(int number, EventQueue queue, Draw draw, Duration ahead, Consumer<Throwable> lost) {
        this.lost = lost;
        this.number = number;
        this.queue = queue;
        this.draw = draw;
        this.ahead = ahead;
        this.start = queue.now();
    }

    boolean isDead() {
        return dead;
    }

    void die() {
        dead = true;
    }

    /** The wall clock is set: ahead of PlanetScale's by so much, from now on. */
    void setClock(Duration value) {
        ahead = value;
    }

    Duration ahead() {
        return ahead;
    }

    @Override
    public long nanoTime() {
        return Duration.between(start, queue.now()).toNanos();
    }

    @Override
    public Instant instant() {
        return queue.now().plus(ahead);
    }

    @Override
    public void sleep(Duration duration) {
        queue.block(duration);
    }

    /** Something that this life of the controller does after a while, if it still lives then. */
    EventQueue.Event in(Duration after, String name, Runnable task) {
        return queue.in(after, name, () -> {
            if (!dead) {
                task.run();
            }
        });
    }

    /** One thread: its tasks come one after the other. */
    ExecutorService driving() {
        return new Threads() {
            @Override
            Duration delay() {
                return SOON;
            }
        };
    }

    /** Several threads: what began later can come first. */
    ExecutorService working() {
        return new Threads() {
            @Override
            Duration delay() {
                return draw.between(SOON, Duration.ofMillis(3), "work", number, tasks++);
            }
        };
    }

    ScheduledExecutorService timer() {
        return timer;
    }

    private abstract class Threads extends PlayedExecutor {

        abstract Duration delay();

        @Override
        public void execute(Runnable task) {
            if (isShutdown()) {
                throw new RejectedExecutionException("shut down");
            }
            in(delay(), "task", task);
        }
    }

    private final class Timer extends ScheduledThreadPoolExecutor {
        Timer() {
            super(0);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
            Tick tick = new Tick(command, queue.now().plusNanos(Math.max(0, unit.toNanos(delay))));
            tick.event = in(Duration.between(queue.now(), tick.at), "timer", tick);
            return tick;
        }
    }

    private final class Tick extends FutureTask<Void> implements ScheduledFuture<Void> {
        private final Instant at;
        private EventQueue.Event event;

        Tick(Runnable command, Instant at) {
            super(() -> {
                command.run();
                return null;
            });
            this.at = at;
        }

        @Override
        protected void setException(Throwable failure) {
            lost.accept(failure);
        }

        @Override
        public boolean cancel(boolean mayInterrupt) {
            if (event != null) {
                event.cancel();
            }
            return super.cancel(mayInterrupt);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(Duration.between(queue.now(), at));
        }

        @Override
        public int compareTo(Delayed other) {
            return at.compareTo(((Tick) other).at);
        }
    }
}
