package io.jenkins.plugins.planetscale.service;

import io.jenkins.plugins.planetscale.client.Authorization;
import io.jenkins.plugins.planetscale.client.OwnActor;
import io.jenkins.plugins.planetscale.client.PlanetScaleClient;
import io.jenkins.plugins.planetscale.client.ServiceToken;
import io.jenkins.plugins.planetscale.client.TokenFingerprint;
import io.jenkins.plugins.planetscale.client.Transport;
import io.jenkins.plugins.planetscale.client.budget.RateBudget;
import io.jenkins.plugins.planetscale.client.budget.TimeSource;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/** Makes the client for an access: all share one transport, and those of one token its budget. Thread-safe. */
final class Clients {
    /** A token just looked up to find its budget serves the request as well; one that had to wait is asked anew. */
    private static final Duration JUST_NOW = Duration.ofSeconds(2);

    /** Tokens that are rotated every hour have to be forgotten some time. */
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
    private final Executor background;
    private final ScheduledExecutorService timer;
    private final TimeSource time;

    Clients(
            Budgets budgets,
            Transport transport,
            Executor background,
            ScheduledExecutorService timer,
            TimeSource time) {
        this.budgets = budgets;
        this.transport = transport;
        this.background = background;
        this.timer = timer;
        this.time = time;
    }

    /** A client, and what may be shared through it: {@code token} is null when there is no token. */
    record BoundClient(PlanetScaleClient client, String connection, String baseUrl, TokenFingerprint token) {}

    /** As {@link #reach(ApiAccess)}; without access or token, a client whose every call fails with the reason. */
    BoundClient reach(Callable<ApiAccess> source) throws Exception {
        try {
            return reach(Objects.requireNonNull(source.call(), "no access"));
        } catch (IOException e) {
            return new BoundClient(
                    builder(new RateBudget(1, time), () -> {
                                throw e;
                            })
                            .build(),
                    null,
                    null,
                    null);
        }
    }

    /** May block, as it asks for the token. */
    BoundClient reach(ApiAccess access) throws IOException {
        ServiceToken token = Objects.requireNonNull(access.token(), "no token");
        long asked = time.nanoTime();
        Authorization authorization = () -> time.nanoTime() - asked < JUST_NOW.toNanos() ? token : access.token();
        String baseUrl = trim(access.baseUrl());
        TokenFingerprint proof = TokenFingerprint.of(token);
        RateBudget budget = budgets.of(baseUrl, proof, access.connection(), access.requestsPerMinute());
        OwnActor own =
                actors.computeIfAbsent(baseUrl + ' ' + proof.id() + ' ' + proof.fingerprint(), key -> new OwnActor());
        PlanetScaleClient client =
                builder(budget, authorization).baseUrl(baseUrl).ownActor(own).build();
        return new BoundClient(client, access.connection(), baseUrl, proof);
    }

    /** The one spelling of an API address by which what is at the same place is found. */
    static String trim(String baseUrl) {
        return baseUrl.replaceAll("/+$", "");
    }

    private PlanetScaleClient.Builder builder(RateBudget budget, Authorization authorization) {
        return PlanetScaleClient.builder()
                .authorization(authorization)
                .authorizationExecutor(background)
                .transport(transport)
                .budget(budget)
                .scheduler(timer)
                .time(time);
    }
}
