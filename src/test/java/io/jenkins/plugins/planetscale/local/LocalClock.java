package io.jenkins.plugins.planetscale.local;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The clock that all of a {@link World} lives by. Safe to use from any thread. */
public abstract class LocalClock {
    private final List<Runnable> advanced = new CopyOnWriteArrayList<>();
    private Duration offset = Duration.ZERO;
    private Instant held;

    private LocalClock() {}

    /** A clock that stands still at {@code start} until {@link #advance} moves it. */
    public static LocalClock manual(Instant start) {
        return new LocalClock() {
            @Override
            Instant base() {
                return start;
            }
        };
    }

    /** The machine's clock; {@link #advance} puts it ahead of the machine's. */
    public static LocalClock system() {
        return new LocalClock() {
            private final Clock machine = Clock.systemUTC();

            @Override
            Instant base() {
                return machine.instant();
            }

            @Override
            boolean runs() {
                return true;
            }
        };
    }

    abstract Instant base();

    boolean runs() {
        return false;
    }

    public final synchronized Instant now() {
        return (held == null ? base() : held).plus(offset);
    }

    /** Runs this in one instant, so that the order of the steps that set a world up does not show in it. */
    public final void atOnce(Runnable setUp) {
        synchronized (this) {
            held = base();
        }
        try {
            setUp.run();
        } finally {
            synchronized (this) {
                held = null;
            }
        }
    }

    /**
     * Moves the clock forward; what falls due in between happens at its own time, in order.
     *
     * @throws IllegalArgumentException if {@code by} is negative: what has happened cannot be undone
     */
    public final void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("a clock only goes forward, not by " + by);
        }
        synchronized (this) {
            offset = offset.plus(by);
        }
        advanced.forEach(Runnable::run);
    }

    final void onAdvance(Runnable listener) {
        advanced.add(listener);
    }
}
