package io.jenkins.plugins.planetscale.service;

import io.jenkins.plugins.planetscale.client.Authorization;
import io.jenkins.plugins.planetscale.client.OwnActor;
import io.jenkins.plugins.planetscale.client.PlanetScaleClient;
import io.jenkins.plugins.planetscale.client.ServiceToken;
import io.jenkins.plugins.planetscale.client.TokenFingerprint;
import io.jenkins.plugins.planetscale.client.Transport;
import io.jenkins.plugins.planetscale.client.budget.RateBudget;
import io.jenkins.plugins.planetscale.client.budget.TimeSource;
import io.jenkins.plugins.planetscale.service.pace.LookScheduler;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/** Makes API clients: all share one transport, and those of one token its budget. Thread-safe. */
final class Clients {
    /** A token that was just looked up to find its budget is used for the request; an older one is looked up again. */
    private static final Duration JUST_NOW = Duration.ofSeconds(2);

    /** For how long a client is reused by polls every second, which would otherwise look up a credential each time. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    /** So that tokens that are rotated every hour do not fill the memory. */
    private static final int MOST_TOKENS = 1000;

    private final Map<String, OwnActor> actors = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, OwnActor> eldest) {
            return size() > MOST_TOKENS;
        }
    });
    private final Budgets budgets;
    private final Transport transport;
    private final Map<String, Executor> lanes = new ConcurrentHashMap<>();
    private final Executor work;
    private final ScheduledExecutorService timer;
    private final TimeSource time;

    /** @param work may block on a credentials store */
    Clients(Budgets budgets, Transport transport, Executor work, ScheduledExecutorService timer, TimeSource time) {
        this.budgets = budgets;
        this.transport = transport;
        this.work = work;
        this.timer = timer;
        this.time = time;
    }

    /**
     * A client, and what identifies those who may share its answers: all but the client is null when there is no token.
     *
     * @param foundAt by the clock's nanoseconds
     * @param edition of the budgets
     */
    record BoundClient(
            PlanetScaleClient client,
            String connection,
            String baseUrl,
            TokenFingerprint token,
            LookScheduler looks,
            long foundAt,
            int edition) {}

    /** Whether the client may be reused for a shared read; whatever is sent still looks up the token. */
    boolean isFresh(BoundClient client) {
        return client.token() != null
                && client.edition() == budgets.edition()
                && time.nanoTime() - client.foundAt() < FRESH.toNanos();
    }

    /**
     * As {@link #reach(ApiAccess)}, on a thread that may block: a slow credentials store delays its own connection only.
     * Without access or token, the result is a client whose calls all fail with the reason.
     */
    CompletableFuture<BoundClient> reach(Callable<ApiAccess> source) {
        CompletableFuture<BoundClient> found = new CompletableFuture<>();
        work.execute(() -> complete(found, () -> {
            ApiAccess access = Objects.requireNonNull(source.call(), "no access");
            lane(access.connection()).execute(() -> complete(found, () -> reach(access)));
            return null;
        }));
        return found;
    }

    private void complete(CompletableFuture<BoundClient> found, Callable<BoundClient> search) {
        try {
            BoundClient client = search.call();
            if (client != null) {
                found.complete(client);
            }
        } catch (IOException e) {
            Authorization none = () -> {
                throw e;
            };
            PlanetScaleClient failing =
                    builder(new RateBudget(1, time), none, work).build();
            found.complete(new BoundClient(failing, null, null, null, null, time.nanoTime(), 0));
        } catch (Throwable e) {
            found.completeExceptionally(e);
        }
    }

    /** May block, as it asks for the token. */
    BoundClient reach(ApiAccess access) throws IOException {
        ServiceToken token = Objects.requireNonNull(access.token(), "no token");
        long asked = time.nanoTime();
        Authorization authorization = () -> time.nanoTime() - asked < JUST_NOW.toNanos() ? token : access.token();
        String baseUrl = trim(access.baseUrl());
        TokenFingerprint proof = TokenFingerprint.of(token);
        int edition = budgets.edition();
        RateBudget budget = budgets.of(baseUrl, proof, access.connection(), access.requestsPerMinute());
        OwnActor own =
                actors.computeIfAbsent(baseUrl + ' ' + proof.id() + ' ' + proof.fingerprint(), key -> new OwnActor());
        PlanetScaleClient client = builder(budget, authorization, lane(access.connection()))
                .baseUrl(baseUrl)
                .ownActor(own)
                .build();
        return new BoundClient(
                client, access.connection(), baseUrl, proof, budgets.looks(baseUrl, proof), asked, edition);
    }

    /** Looks up the credentials of a connection one after another. */
    private Executor lane(String connection) {
        return lanes.computeIfAbsent(connection, name -> new SerialExecutor(work));
    }

    /** The canonical form of an API address. */
    static String trim(String baseUrl) {
        return baseUrl.replaceAll("/+$", "");
    }

    private PlanetScaleClient.Builder builder(RateBudget budget, Authorization authorization, Executor lookUp) {
        return PlanetScaleClient.builder()
                .authorization(authorization)
                .authorizationExecutor(lookUp)
                .transport(transport)
                .budget(budget)
                .scheduler(timer)
                .time(time);
    }
}
