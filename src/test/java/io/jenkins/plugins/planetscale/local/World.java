package io.jenkins.plugins.planetscale.local;

import io.jenkins.plugins.planetscale.local.http.StaleReads;
import io.jenkins.plugins.planetscale.local.json.Json;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Everything that a local PlanetScale holds. Each look at it, over HTTP or from a test, first lets happen what the
 * clock has made due, in order of time; so it is the same whether one looks often or once. Safe to use from any thread.
 */
public final class World {
    private final ReentrantLock lock = new ReentrantLock();
    private final LocalClock clock;
    private final Map<String, Organization> organizations = new TreeMap<>();
    private final Map<String, Token> tokens = new TreeMap<>();
    private final WebhookSender sender;
    private final StaleReads staleReads = new StaleReads();
    private Instant now;

    World(LocalClock clock, WebhookSender sender) {
        this.clock = clock;
        this.sender = sender;
        this.now = clock.now();
        clock.onAdvance(this::settle);
    }

    /** The organization of that name; creates it when absent. */
    public Organization organization(String name) {
        return locked(() -> organizations.computeIfAbsent(name, n -> new Organization(this, n)));
    }

    /** The database of that name; creates a ready MySQL one with production branch {@code main} when absent. */
    public Database database(String org, String name) {
        return organization(org).database(name);
    }

    /**
     * Makes a service token, or replaces the one with that id.
     *
     * @param accesses names as in docs/planetscale-api.md#accesses; {@link Accesses#ALL} when none is given
     */
    public void token(String id, String secret, String org, String... accesses) {
        organization(org);
        Set<String> granted = accesses.length == 0 ? Accesses.ALL : Set.copyOf(List.of(accesses));
        locked(() -> tokens.put(id, new Token(id, secret, org, granted, Json.TOKEN + id)));
    }

    /** As {@link #token}, of one whose id as an actor is another one than its own [?]. */
    public void tokenActingAs(String actor, String id, String secret, String org) {
        organization(org);
        locked(() -> tokens.put(id, new Token(id, secret, org, Accesses.ALL, actor)));
    }

    /** From now on the token is answered 401. */
    public void revokeToken(String id) {
        locked(() -> tokens.remove(id));
    }

    /**
     * Canonical text of everything, without ids, times and secrets: what there is, what was done to each deploy
     * request in order, and how much was ever created and deleted. Two runs that did the same give equal text.
     */
    public String dump() {
        return locked(() -> new Dump(true).of(organizations.values()));
    }

    /** As {@link #dump} without effects and counters: what is left now. */
    public String dumpLive() {
        return locked(() -> new Dump(false).of(organizations.values()));
    }

    /** Runs {@code work} alone, after letting happen what is due. */
    public <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            settle();
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    void locked(Runnable work) {
        locked(() -> {
            work.run();
            return null;
        });
    }

    /** See {@link Faults#staleReads}. Only under the lock. */
    public StaleReads stale() {
        return staleReads;
    }

    /** Time of what is happening: that of the transition under way, else the clock's. Only under the lock. */
    public Instant now() {
        return now;
    }

    void settle() {
        lock.lock();
        try {
            Instant until = clock.now();
            for (Transition next = next(until); next != null; next = next(until)) {
                now = next.due().isAfter(now) ? next.due() : now;
                staleReads.changes(this, now);
                next.change().run();
            }
            now = until;
        } finally {
            lock.unlock();
        }
    }

    /** When something happens by itself next, at that time or before; null for nothing. */
    public Instant nextChange(Instant until) {
        lock.lock();
        try {
            Transition next = next(until);
            return next == null ? null : next.due();
        } finally {
            lock.unlock();
        }
    }

    private Transition next(Instant until) {
        return organizations.values().stream()
                .flatMap(organization -> organization.databases.values().stream())
                .flatMap(Database::transitions)
                .filter(transition -> !transition.due().isAfter(until))
                .min(Comparator.comparing(Transition::due))
                .orElse(null);
    }

    /** The token with that id and secret, or null. Only under the lock. */
    public Token authenticated(String id, String secret) {
        Token token = tokens.get(id);
        return token != null && token.secret().equals(secret) ? token : null;
    }

    /** The organization of that name, or null. Only under the lock. */
    public Organization find(String name) {
        return organizations.get(name);
    }

    public List<Organization> all() {
        return List.copyOf(organizations.values());
    }

    public WebhookSender sender() {
        return sender;
    }
}
