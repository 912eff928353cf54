package io.jenkins.plugins.planetscale.service.pace;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The pollers of one collection, by priority, and how many requests it takes to poll them. Not thread-safe. */
final class PlaceLooks {
    private static final int PAGE = 100;

    /** Rounds of looks without the list, after which it is tried again; fewer where it was refused only now and then. */
    private static final int TRY_AGAIN = 200;

    private static final int MOST_REFUSALS = 8;
    private static final long LONG_AGO = TimeUnit.HOURS.toNanos(1);

    final Place place;
    private final Map<Rank, LookGroup> groups = new EnumMap<>(Rank.class);
    private int pages = 1;
    private int unlisted;
    private int refusals;

    PlaceLooks(Place place) {
        this.place = place;
    }

    LookGroup group(Rank rank, long now) {
        LookGroup group = groups.computeIfAbsent(rank, r -> new LookGroup(this, r, now - LONG_AGO));
        if (group.size() == 0 && rank != Rank.TOLD) { // a new poller has just polled
            group.looks(now);
        }
        return group;
    }

    Collection<LookGroup> groups() {
        return groups.values();
    }

    boolean isEmpty() {
        return groups.values().stream().allMatch(group -> group.size() == 0);
    }

    /** How many pages its list had when it was read last, or why it was not. */
    void pages(int number) {
        boolean refused = number == LookScheduler.NO_LIST_NOW;
        refusals = refused ? Math.min(refusals + 1, MOST_REFUSALS) : 0;
        pages = refusals == 1 ? pages : Math.max(1, number); // once may be by chance
        unlisted = 0;
    }

    /** The list was not read as it is too long, or was refused; that may be over, so it is tried again some time. */
    void lookedWithoutList(int looks) {
        unlisted += looks;
        int rounds = pages == LookScheduler.NO_LIST_NOW ? 1 << refusals - 1 : TRY_AGAIN;
        int size = groups.values().stream().mapToInt(LookGroup::size).sum();
        if (pages != LookScheduler.NO_LIST && pages > 1 && unlisted >= rounds * size) {
            pages = 1;
            unlisted = 0;
        }
    }

    /** How many requests it takes to poll that number: one for each, or one for each page of the list. */
    int cost(int looks) {
        return isListed(looks) ? listCost(looks) : looks;
    }

    /** Whether the list takes no more requests than that number of single calls. */
    boolean isListed(int looks) {
        return place.hasList() && looks > 0 && looks >= listCost(looks);
    }

    boolean isLong() {
        return pages > 1;
    }

    private int listCost(int looks) {
        return Math.max(pages, (looks + PAGE - 1) / PAGE);
    }
}
