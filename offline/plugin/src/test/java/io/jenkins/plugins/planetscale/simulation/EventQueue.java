package io.jenkins.plugins.planetscale.simulation;

import io.jenkins.plugins.planetscale.local.LocalClock;
import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.function.UnaryOperator;

/**
 * All that will happen, in the order of time; what is due at the same time in the order in which it was put in. What
 * happens by itself at PlanetScale happens at its own time in between.
 */
final class EventQueue {
    private static final Duration FAR = Duration.ofDays(9);

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final LocalClock clock;
    private final Duration longest;
    private final Instant start;
    private UnaryOperator<Instant> serverChange = until -> null;
    private Runnable afterChange = () -> {};
    private Instant now;
    private Instant nextChange;
    private boolean known;
    private long count;
    private long done;

    static final class Event implements Comparable<Event> {
        final Instant at;
        final String name;
        private final long number;
        private final Runnable task;
        private boolean cancelled;

        private Event(Instant at, String name, long number, Runnable task) {
            this.at = at;
            this.name = name;
            this.number = number;
            this.task = task;
        }

        void cancel() {
            cancelled = true;
        }

        @Override
        public int compareTo(Event other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    EventQueue(LocalClock clock, Duration longest) {
        this.clock = clock;
        this.start = clock.now();
        this.now = start;
        this.longest = longest;
    }

    /**
     * @param change when PlanetScale changes by itself next, until then at the latest
     * @param after told when time has passed there
     */
    void server(UnaryOperator<Instant> change, Runnable after) {
        serverChange = change;
        afterChange = after;
    }

    Event in(Duration after, String name, Runnable task) {
        Event event = new Event(now.plus(after.isNegative() ? Duration.ZERO : after), name, count++, task);
        events.add(event);
        return event;
    }

    Instant now() {
        return now;
    }

    Duration passed() {
        return Duration.between(start, now);
    }

    /** How many events there were. */
    long done() {
        return done;
    }

    boolean isLate() {
        return passed().compareTo(longest) > 0;
    }

    /** Lets the next thing happen; null when nothing is due until then. */
    Event next(Instant until) {
        Event event = events.peek();
        while (event != null && event.cancelled) {
            events.remove();
            event = events.peek();
        }
        if (event == null || event.at.isAfter(until)) {
            forward(until);
            return null;
        }
        events.remove();
        forward(event.at);
        done++;
        event.task.run();
        return event;
    }

    /** Time passes, with each change at PlanetScale by itself. */
    private void forward(Instant to) {
        while (changesBefore(to)) {
            afterChange.run();
        }
        now = to.isAfter(now) ? to : now;
    }

    private boolean changesBefore(Instant to) {
        if (!known) {
            nextChange = serverChange.apply(now.plus(FAR));
            known = true;
        }
        if (nextChange == null || nextChange.isAfter(to)) {
            return false;
        }
        now = nextChange.isAfter(now) ? nextChange : now;
        touch();
        return true;
    }

    /** To be told before anybody looks at PlanetScale or changes something there: it is as late there as here. */
    void touch() {
        Instant there = clock.now();
        clock.advance(now.isAfter(there) ? Duration.between(there, now) : Duration.ZERO);
        known = false;
    }

    /** Time passes while somebody blocks; nothing else happens meanwhile. */
    void block(Duration time) {
        forward(now.plus(time));
    }
}
