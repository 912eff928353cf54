package io.jenkins.plugins.planetscale.client.budget;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The rate limit of one service token (600 requests a minute [D rate-limit]), shared by all who use the token
 * (invariant I7). Thread-safe, has no thread of its own and never waits.
 *
 * <p>In no window of 60 seconds are more requests sent than the budget has. The log holds every grant of the last 60
 * seconds; {@link Ticket#use} dates a grant anew when the request is sent and when its answer arrives; and a grant is
 * given only while the log has room. Normal requests have a log of their own with nine tenths of the room, so that the
 * last tenth is left to urgent requests, which are also granted before all normal ones that wait. Requests of one class
 * are granted in their order.
 */
public final class RateBudget {
    public static final int DEFAULT_PER_MINUTE = 600;

    private static final long WINDOW = TimeUnit.SECONDS.toNanos(60);

    private final TimeSource time;
    private final SlidingWindowLog all;
    private final SlidingWindowLog normal;
    private final List<Ticket> waitingUrgent = new ArrayList<>();
    private final List<Ticket> waitingNormal = new ArrayList<>();
    private long tickets;
    private boolean paused;
    private long pausedUntil;
    private long refusals;

    public RateBudget() {
        this(DEFAULT_PER_MINUTE);
    }

    /** @param perMinute requests in any 60 seconds, at least 1 */
    public RateBudget(int perMinute) {
        this(perMinute, TimeSource.SYSTEM);
    }

    public RateBudget(int perMinute, TimeSource time) {
        if (perMinute < 1) {
            throw new IllegalArgumentException("The budget must be at least 1 request a minute.");
        }
        this.time = time;
        this.all = new SlidingWindowLog(perMinute);
        this.normal = new SlidingWindowLog(Math.max(1, perMinute - (perMinute + 9) / 10));
    }

    /** Takes a place in the queue for one request. Ask it when to go; give it back when it is not used. */
    public synchronized Ticket reserve(boolean urgent) {
        Ticket ticket = new Ticket(tickets++, urgent);
        ticket.queue().add(ticket);
        ticket.due = time.nanoTime();
        return ticket;
    }

    /**
     * PlanetScale answered 429: others use the token too.
     *
     * @param retryAfter grants nobody anything for so long; null for nothing said
     */
    public synchronized void refused(Duration retryAfter) {
        refusals++;
        if (retryAfter != null) {
            pause(retryAfter);
        }
    }

    /** For how long from now nobody is granted anything, as PlanetScale has asked for. */
    public synchronized Duration paused() {
        return Duration.ofNanos(pause(time.nanoTime()));
    }

    /** How many requests were refused so far. */
    public synchronized long refusals() {
        return refusals;
    }

    private void pause(Duration duration) {
        long until = time.nanoTime() + duration.toNanos();
        if (!paused || until - pausedUntil > 0) {
            paused = true;
            pausedUntil = until;
        }
    }

    /** Requests a minute. */
    public int perMinute() {
        return all.capacity();
    }

    /** Requests granted in the last 60 seconds. */
    public synchronized int used() {
        all.forgetUntil(time.nanoTime() - WINDOW);
        return all.size();
    }

    /** Requests left for the rest of the current 60 seconds; the last tenth for urgent ones only. */
    public synchronized int remaining() {
        return perMinute() - used();
    }

    /** Tickets that wait for their turn. */
    public synchronized int waiting() {
        return waitingUrgent.size() + waitingNormal.size();
    }

    private synchronized Duration poll(Ticket ticket) {
        long now = time.nanoTime();
        if (ticket.state != State.WAITING) {
            return Duration.ZERO;
        }
        all.forgetUntil(now - WINDOW);
        normal.forgetUntil(now - WINDOW);
        dropLost(now);
        long wait = Math.max(pause(now), turn(ticket, now));
        if (wait > 0) {
            ticket.due = now + wait;
            return Duration.ofNanos(wait);
        }
        ticket.queue().remove(ticket.rank());
        ticket.state = State.GRANTED;
        ticket.granted = now;
        all.add(now);
        if (!ticket.urgent) {
            normal.add(now);
        }
        return Duration.ZERO;
    }

    private synchronized void release(Ticket ticket) {
        if (ticket.state == State.GRANTED) {
            all.remove(ticket.granted);
            if (!ticket.urgent) {
                normal.remove(ticket.granted);
            }
        } else if (ticket.state == State.WAITING && ticket.rank() >= 0) {
            ticket.queue().remove(ticket.rank());
        }
        ticket.state = State.GIVEN_BACK;
    }

    private synchronized boolean use(Ticket ticket) {
        long now = time.nanoTime();
        if (ticket.state != State.GRANTED) {
            return false;
        }
        if (now - ticket.granted >= WINDOW) { // what is in the log of that time may be somebody else's
            ticket.state = State.GIVEN_BACK;
            return false;
        }
        all.remove(ticket.granted);
        all.add(now);
        if (!ticket.urgent) {
            normal.remove(ticket.granted);
            normal.add(now);
        }
        ticket.granted = now;
        return true;
    }

    private long pause(long now) {
        paused = paused && pausedUntil - now > 0;
        return paused ? pausedUntil - now : 0;
    }

    private long turn(Ticket ticket, long now) {
        int rank = ticket.rank();
        if (rank < 0) { // was taken for lost, and comes back to where it stood
            ticket.queue().add(-rank - 1, ticket);
            rank = -rank - 1;
        }
        return ticket.urgent
                ? nanosUntilRoom(all, rank, now)
                : Math.max(nanosUntilRoom(normal, rank, now), nanosUntilRoom(all, waitingUrgent.size() + rank, now));
    }

    /** When the log has room for one who has {@code before} others before him: zero for now. Else a lower bound. */
    private static long nanosUntilRoom(SlidingWindowLog log, int before, long now) {
        int index = before - log.free();
        if (index < 0) {
            return 0;
        }
        int round = index / log.capacity();
        int place = index % log.capacity();
        long freed = place < log.size() ? log.get(place) : now;
        return Math.max(1, freed + WINDOW * (round + 1) - now);
    }

    /** One who never comes back although it was long his turn must not keep the others waiting for ever. */
    private void dropLost(long now) {
        for (List<Ticket> queue : List.of(waitingUrgent, waitingNormal)) {
            while (!queue.isEmpty() && now - queue.get(0).due > WINDOW) {
                queue.remove(0);
            }
        }
    }

    private enum State {
        WAITING,
        GRANTED,
        GIVEN_BACK
    }

    /** The place of one request in the budget: waiting, granted or used. Thread-safe. */
    public final class Ticket {
        private final long number;
        private final boolean urgent;
        private State state = State.WAITING;
        private long due;
        private long granted;

        private Ticket(long number, boolean urgent) {
            this.number = number;
            this.urgent = urgent;
        }

        /** Zero: send now. Else how long to wait before asking again; it may then be longer, as urgent ones go first. */
        public Duration poll() {
            return RateBudget.this.poll(this);
        }

        /** Gives the claim, or the grant, back because nothing was or will be sent. Once more does nothing. */
        public void release() {
            RateBudget.this.release(this);
        }

        /**
         * The grant is used now: the request is about to be sent, or its answer has come. PlanetScale counts it when it
         * arrives there, so the 60 seconds during which it takes room begin anew.
         *
         * @return false when the grant is so old that its room may be somebody else's by now: then the ticket is given
         *     back, and another one must be reserved before anything is sent
         */
        public boolean use() {
            return RateBudget.this.use(this);
        }

        private List<Ticket> queue() {
            return urgent ? waitingUrgent : waitingNormal;
        }

        private int rank() {
            return Collections.binarySearch(queue(), this, Comparator.comparingLong(ticket -> ticket.number));
        }
    }
}
