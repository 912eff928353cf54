package io.jenkins.plugins.planetscale.service;

import io.jenkins.plugins.planetscale.release.Command;
import io.jenkins.plugins.planetscale.release.ResourceRef;
import io.jenkins.plugins.planetscale.release.Urgency;
import io.jenkins.plugins.planetscale.service.pace.LookScheduler;
import io.jenkins.plugins.planetscale.service.pace.Place;
import io.jenkins.plugins.planetscale.service.pace.Sleeper;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The waits of one driven operation. A wait for a change is scheduled by the {@link LookScheduler} of the token; any
 * other, and a latest time, by an entry in the timer, which is kept between polls. Used in the driver's chain only,
 * except {@link #stop}.
 */
final class DriveWait {
    private static final double JITTER = 0.05;
    private static final Duration MOST_JITTER = Duration.ofSeconds(5);

    private static final Duration LONGEST = Duration.ofDays(30);

    private final OperationEngine engine;
    private final Runnable due;
    private final Sleeper sleeper;
    private LookScheduler looks;
    private Urgency urgency;
    private Instant alarmAt; // guarded by this, and so are the two below
    private Future<?> alarm;
    private boolean stopped;

    /**
     * @param due called on the timer thread when the time of the wait is over; returns at once
     * @param look called when it is to poll; returns at once
     */
    DriveWait(OperationEngine engine, Runnable due, Runnable look) {
        this.engine = engine;
        this.due = () -> {
            fired();
            due.run();
        };
        this.sleeper = new Sleeper(look);
    }

    /**
     * Begins the wait. Returns about when it ends.
     *
     * @param reach null before the first call
     */
    Instant begin(Command.Wait wait, Instant now, Clients.BoundClient reach) {
        looks = reach == null ? null : reach.looks();
        urgency = wait.urgency();
        if (wait.urgency() == null || wait.subject() == null || looks == null) {
            sleeper.leave();
            alarm(wait.until(), pause(now, wait.until(), engine.random.getAsDouble()));
            return wait.until();
        }
        Instant latest = wait.latest();
        if (latest == null) {
            cancel();
        } else if (!isAlarmAt(latest)) {
            alarm(latest, pause(now, latest, 0));
        }
        Instant next = looks.sleep(sleeper, Place.of(wait.subject()), wait.urgency());
        leaveIfStopped();
        return latest != null && latest.isBefore(next) ? latest : next;
    }

    /**
     * The delay with some jitter, so that waits that began together do not end together.
     *
     * @param random in [0, 1)
     */
    private static long pause(Instant since, Instant until, double random) {
        Duration whole = Duration.between(since, until);
        Duration pause = whole.compareTo(LONGEST) < 0 ? whole : LONGEST; // then it waits anew
        long nanos = Math.max(pause.toNanos(), TimeUnit.MILLISECONDS.toNanos(10));
        return nanos + (long) Math.min(nanos * JITTER * random, MOST_JITTER.toNanos());
    }

    /** Ends the wait: the operation goes on with something else than a scheduled poll. */
    void leave() {
        sleeper.leave();
        cancel();
    }

    /** Whether the last wait was for a cutover or a revert. */
    boolean isUrgent() {
        return urgency == Urgency.CUTOVER;
    }

    /** A hint that the subject of the wait may have changed. */
    void told(ResourceRef subject) {
        if (looks == null) {
            sleeper.look.run();
        } else {
            looks.told(sleeper, Place.of(subject));
            leaveIfStopped();
        }
    }

    /** A hint that comes while the operation does not wait: for the next wait. */
    void tellOnceAsleep() {
        sleeper.tellOnceAsleep();
    }

    void stop() {
        synchronized (this) {
            stopped = true;
        }
        sleeper.leave();
        cancel();
    }

    /** Removes a poller that was scheduled while {@link #stop} ran. */
    private void leaveIfStopped() {
        boolean late;
        synchronized (this) {
            late = stopped;
        }
        if (late) {
            sleeper.leave();
        }
    }

    private synchronized boolean isAlarmAt(Instant time) {
        return time.equals(alarmAt);
    }

    private synchronized void alarm(Instant at, long nanos) {
        cancel();
        if (!stopped) {
            alarmAt = at;
            alarm = engine.timer.schedule(due, nanos, TimeUnit.NANOSECONDS);
        }
    }

    private synchronized void fired() {
        alarm = null;
        alarmAt = null;
    }

    private synchronized void cancel() {
        if (alarm != null) {
            alarm.cancel(false);
            alarm = null;
        }
        alarmAt = null;
    }
}
