package io.jenkins.plugins.planetscale.service.pace;

import io.jenkins.plugins.planetscale.client.budget.RateBudget;
import io.jenkins.plugins.planetscale.client.budget.TimeSource;
import io.jenkins.plugins.planetscale.release.Urgency;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Schedules the polls of all who wait with one token. They get {@value #PART} of the token's budget, less when others
 * use the token ({@link FairShare}); the rest is for requests that are no polls. The pollers of a collection and
 * priority poll together, at the interval that {@link Intervals} gives them, and never faster than the rate allows.
 * Thread-safe; has one entry in the timer, none when nobody waits.
 */
public final class LookScheduler {
    /** In place of a number of pages: the list cannot be read. */
    public static final int NO_LIST = Integer.MAX_VALUE;

    /** In place of a number of pages: the list could not be read this time, for a reason that may go. */
    public static final int NO_LIST_NOW = Integer.MAX_VALUE - 1;

    private static final double PART = 0.75;

    /** A relative change of the rate below this does not change the intervals. */
    private static final double SAME_RATE = 0.01;

    private final ScheduledExecutorService timer;
    private final Executor background;
    private final TimeSource time;
    private final Map<Place, PlaceLooks> places = new LinkedHashMap<>();
    private final int[] costs = new int[Rank.ALL.size()];
    private final FairShare share;
    private final Credit credit;
    private Intervals intervals;
    private RateBudget budget;
    private long refusals;
    private Future<?> alarm;
    private long alarmAt;

    /** @param background runs the scheduler's tasks, which return at once */
    public LookScheduler(RateBudget budget, ScheduledExecutorService timer, Executor background, TimeSource time) {
        this.timer = timer;
        this.background = background;
        this.time = time;
        share = new FairShare(time.nanoTime());
        credit = new Credit(time.nanoTime());
        budget(budget);
    }

    /** Replaces the budget. */
    public synchronized void budget(RateBudget fresh) {
        budget = fresh;
        refusals = fresh.refusals();
        long now = time.nanoTime();
        arm(
                nextDue(intervals(now), Long.MIN_VALUE),
                now); // where it is larger they need not wait as long as they were told to
    }

    /**
     * Takes a look that somebody makes without having slept out of what those who sleep may use. Returns false, and takes
     * nothing, where all of that is used at present: then it is better to {@linkplain #sleep sleep} until it is one's turn.
     */
    public synchronized boolean spend() {
        long now = time.nanoTime();
        boolean left = credit.earn(intervals(now).rate(), now).isLeft();
        if (left) {
            credit.take(1);
        }
        return left;
    }

    /** Schedules the next poll, for the first time or again. Returns about when that is. */
    public Instant sleep(Sleeper sleeper, Place place, Urgency urgency) {
        LookScheduler before = sleeper.home();
        if (before != null && before != this) {
            before.leave(sleeper);
        }
        synchronized (this) {
            long now = time.nanoTime();
            LookGroup group = settle(sleeper, place, sleeper.takeTold() ? Rank.TOLD : Rank.of(urgency), now);
            Intervals current = intervals(now);
            arm(group.due(current), now);
            return time.instant().plusNanos((long) (current.seconds(group.rank) * 1e9));
        }
    }

    /**
     * A hint that what it waits for may have changed: polls as soon as the rate allows, at most once a second for each
     * collection. Harmless where it does not. Not for a poller that is busy: see {@link Sleeper#tellOnceAsleep}.
     */
    public synchronized void told(Sleeper sleeper, Place place) {
        LookScheduler home = sleeper.home();
        if (home == null || home == this && !sleeper.looking) {
            long now = time.nanoTime();
            arm(settle(sleeper, place, Rank.TOLD, now).due(intervals(now)), now);
        }
    }

    /**
     * How many requests it took to answer all who looked by the list of a place: its pages, and those that it did not have;
     * or {@link #NO_LIST} or {@link #NO_LIST_NOW}.
     */
    public synchronized void pages(Place place, int number) {
        PlaceLooks looks = places.get(place);
        if (looks != null) {
            looks.pages(number);
            looks.groups().forEach(this::count);
        }
    }

    /** Whether one list call is cheaper than that number of single calls. */
    public synchronized boolean isListed(Place place, int looks) {
        PlaceLooks known = places.get(place);
        return looks > 1 && (known == null ? place.hasList() : known.isListed(looks));
    }

    /** Whether the list of a collection has several pages, so that some answers come late. */
    public synchronized boolean isLong(Place place) {
        PlaceLooks known = places.get(place);
        return known != null && known.isLong();
    }

    /** Whether it has no poller. */
    public synchronized boolean isEmpty() {
        return places.isEmpty();
    }

    synchronized void leave(Sleeper sleeper) {
        if (sleeper.home() == this) {
            unsettle(sleeper);
            sleeper.home(null);
            if (places.isEmpty()) {
                disarm();
            }
        }
    }

    private LookGroup settle(Sleeper sleeper, Place place, Rank rank, long now) {
        PlaceLooks looks = places.computeIfAbsent(place, PlaceLooks::new);
        LookGroup group = looks.group(rank, now);
        if (sleeper.group != group || sleeper.looking) {
            unsettle(sleeper);
            places.putIfAbsent(place, looks);
            group.asleep.add(sleeper);
            sleeper.group = group;
            sleeper.home(this);
            count(group);
        }
        return group;
    }

    private void unsettle(Sleeper sleeper) {
        LookGroup group = sleeper.group;
        if (group == null) {
            return;
        }
        if (sleeper.looking) {
            group.looking--;
        } else {
            group.asleep.remove(sleeper);
        }
        sleeper.looking = false;
        sleeper.group = null;
        count(group);
        if (group.place.isEmpty()) {
            places.remove(group.place.place);
        } else if (group.looking == 0 && !group.asleep.isEmpty()) {
            long now = time.nanoTime();
            arm(group.due(intervals(now)), now); // its next poll waited for this one
        }
    }

    private void count(LookGroup group) {
        int cost = group.cost();
        if (cost != group.counted) {
            costs[group.rank.ordinal()] += cost - group.counted;
            group.counted = cost;
            intervals = null;
        }
    }

    private void tick() {
        List<Sleeper> awake = new ArrayList<>();
        synchronized (this) {
            disarm(); // another alarm may have been set since this one went off
            long now = time.nanoTime();
            Intervals current = intervals(now);
            credit.earn(current.rate(), now);
            long pause = budget.paused().toNanos();
            if (pause > 0) { // who is woken now would only wait for the end of that, and then all at once
                arm(now + pause, now);
                return;
            }
            long next = Long.MAX_VALUE;
            for (LookGroup group : inTurn(current, now)) {
                if (group.due(current) > now) {
                    continue; // it polled along with another group
                }
                if (credit.isUsedUp() && group.rank != Rank.CUTOVER) {
                    next = now + credit.pause();
                    break;
                }
                credit.take(look(group, current, now, awake));
            }
            arm(Math.min(next, nextDue(current, now)), now);
        }
        awake.forEach(sleeper -> sleeper.look.run());
    }

    /** The groups that are due, by priority, and the longest due first. */
    private List<LookGroup> inTurn(Intervals current, long now) {
        List<LookGroup> due = new ArrayList<>();
        for (PlaceLooks place : places.values()) {
            for (LookGroup group : place.groups()) {
                if (group.due(current) <= now) {
                    due.add(group);
                }
            }
        }
        due.sort(Comparator.comparing((LookGroup group) -> group.rank).thenComparingLong(group -> group.due(current)));
        return due;
    }

    private long nextDue(Intervals current, long after) {
        long next = Long.MAX_VALUE;
        for (PlaceLooks place : places.values()) {
            for (LookGroup group : place.groups()) {
                long due = group.due(current);
                next = due > after ? Math.min(next, due) : next;
            }
        }
        return next;
    }

    /**
     * Returns what it costs. Where the list is read, all others of the place look too, as that costs nothing; those of whom
     * a webhook says nothing only if they would soon do so anyway. Otherwise as many look as there are requests for now.
     */
    private int look(LookGroup group, Intervals current, long now, List<Sleeper> awake) {
        if (!group.isListed()) {
            int most = group.rank == Rank.CUTOVER ? Integer.MAX_VALUE : credit.left();
            int before = awake.size();
            group.wakeSome(most, awake, current, now);
            group.place.lookedWithoutList(awake.size() - before);
            group.place.groups().forEach(this::count);
            return awake.size() - before;
        }
        int cost = group.place.cost(group.asleep.size());
        for (LookGroup other : group.place.groups()) {
            if (other == group || joins(other, group, current, now)) {
                other.wake(awake, now);
            }
        }
        return cost;
    }

    /** The most urgent ones poll by themselves when the list has several pages, as the last page comes late. */
    private static boolean joins(LookGroup other, LookGroup group, Intervals current, long now) {
        boolean late = other.rank.compareTo(Rank.TOLD) <= 0 && group.cost() > 1;
        boolean wants = group.rank == Rank.TOLD ? other.isHalfway(current, now) : other.isRested(now);
        return other.looking == 0 && wants && !late;
    }

    private Intervals intervals(long now) {
        if (budget.refusals() != refusals) {
            refusals = budget.refusals();
            share.refused(now);
        }
        double rate = budget.perMinute() / 60.0 * PART * share.part(now);
        if (intervals == null || Math.abs(rate - intervals.rate()) > SAME_RATE * rate) {
            intervals = new Intervals(costs, rate);
        }
        return intervals;
    }

    /** Makes sure that {@link #tick} runs at that time or sooner. */
    private void arm(long at, long now) {
        long then = Math.max(at, now);
        if (at == Long.MAX_VALUE || alarm != null && alarmAt <= then) { // also one that has gone off: its tick comes
            return;
        }
        disarm();
        alarmAt = then;
        alarm = timer.schedule(this::handOver, then - now, TimeUnit.NANOSECONDS);
    }

    private void disarm() {
        if (alarm != null) {
            alarm.cancel(false);
            alarm = null;
        }
    }

    private void handOver() {
        try {
            background.execute(this::tick);
        } catch (RejectedExecutionException e) {
            // closed: the operations are resumed in the next session
        }
    }
}
