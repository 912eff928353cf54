package io.jenkins.plugins.planetscale.service;

import io.jenkins.plugins.planetscale.client.TokenFingerprint;
import io.jenkins.plugins.planetscale.client.budget.RateBudget;
import io.jenkins.plugins.planetscale.client.budget.TimeSource;
import io.jenkins.plugins.planetscale.service.pace.LookScheduler;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * The rate budgets of all tokens: one for each API address and token, whichever connections use it (invariant I7). When
 * the connections have different limits, the lowest holds. Thread-safe.
 */
final class Budgets {
    /** A connection that has not used the token for this long no longer counts. */
    private static final long FORGET_LIMIT = TimeUnit.MINUTES.toNanos(10);

    private static final long FORGET_TOKEN = TimeUnit.HOURS.toNanos(1);

    private final TimeSource time;
    private final Function<RateBudget, LookScheduler> schedulers;
    private final Map<Key, Entry> entries = new HashMap<>();
    private final AtomicInteger edition = new AtomicInteger();

    /** @param schedulers makes the scheduler of a token's polls */
    Budgets(TimeSource time, Function<RateBudget, LookScheduler> schedulers) {
        this.time = time;
        this.schedulers = schedulers;
    }

    /** A number that changes whenever a budget is replaced by one of another size. */
    int edition() {
        return edition.get();
    }

    /** The scheduler of the token's polls; null before its budget was {@linkplain #of requested}. */
    synchronized LookScheduler looks(String baseUrl, TokenFingerprint token) {
        Entry entry = entries.get(new Key(baseUrl, token));
        return entry == null ? null : entry.looks;
    }

    /** @throws IllegalArgumentException when {@code perMinute} is less than 1 */
    synchronized RateBudget of(String baseUrl, TokenFingerprint token, String connection, int perMinute) {
        long now = time.nanoTime(); // a clock that is set changes nothing
        entries.values().removeIf(entry -> entry.unusedAt(now));
        Entry entry = entries.computeIfAbsent(new Key(baseUrl, token), key -> new Entry());
        entry.limits.put(connection, new Limit(perMinute, now));
        entry.limits.values().removeIf(limit -> now - limit.at() > FORGET_LIMIT);
        entry.resize(
                entry.limits.values().stream().mapToInt(Limit::perMinute).min().getAsInt());
        return entry.budget;
    }

    synchronized List<TokenStatus> status() {
        List<TokenStatus> list = new ArrayList<>();
        entries.forEach((key, entry) -> list.add(new TokenStatus(
                key.baseUrl(),
                key.token().id(),
                entry.budget.perMinute(),
                entry.budget.used(),
                entry.budget.remaining(),
                entry.budget.waiting())));
        list.sort(Comparator.comparing(TokenStatus::baseUrl).thenComparing(TokenStatus::tokenId));
        return list;
    }

    private record Key(String baseUrl, TokenFingerprint token) {}

    private record Limit(int perMinute, long at) {}

    private final class Entry {
        private final Map<String, Limit> limits = new HashMap<>();
        private RateBudget budget;
        private LookScheduler looks;

        /** A budget's size is fixed, so a new one replaces it, charged with what was used of the old one. */
        private void resize(int perMinute) {
            if (budget != null && budget.perMinute() == perMinute) {
                return;
            }
            RateBudget resized = new RateBudget(perMinute, time);
            if (budget != null && !budget.paused().isZero()) {
                resized.refused(budget.paused());
            }
            for (int used = budget == null ? 0 : Math.min(budget.used(), perMinute); used > 0; used--) {
                resized.reserve(true).poll();
            }
            budget = resized;
            if (looks == null) {
                looks = schedulers.apply(budget);
            } else {
                looks.budget(budget);
                edition.incrementAndGet();
            }
        }

        private boolean unusedAt(long now) {
            return limits.values().stream().allMatch(limit -> now - limit.at() > FORGET_TOKEN)
                    && budget.used() == 0
                    && budget.waiting() == 0
                    && looks.isEmpty();
        }
    }
}
