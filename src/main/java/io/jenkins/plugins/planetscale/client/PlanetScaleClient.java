package io.jenkins.plugins.planetscale.client;

import io.jenkins.plugins.planetscale.client.budget.RateBudget;
import io.jenkins.plugins.planetscale.client.budget.TimeSource;
import io.jenkins.plugins.planetscale.client.error.MalformedException;
import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import io.jenkins.plugins.planetscale.client.error.UnavailableException;
import io.jenkins.plugins.planetscale.client.model.Page;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.IntFunction;

/**
 * The PlanetScale API over HTTP. Every call goes the same way: it waits for the token's budget, is sent, its answer is
 * classified and parsed. Nothing is repeated here: what failed for now is for the caller to try again. A page of a list that is too large to be read is read by several smaller ones. Immutable,
 * thread-safe, cheap: transport and budget are what is shared.
 *
 * <p>All methods fail with a {@link PlanetScaleException}: its subclass says what happened, its message what to do.
 */
public final class PlanetScaleClient {
    public static final String DEFAULT_BASE_URL = "https://api.planetscale.com/v1";

    private static final int PAGES = 100;

    final RequestFactory requests;
    final Authorization authorization;
    final Executor authorizationExecutor;
    final Transport transport;
    final RateBudget budget;
    final OwnActor ownActor;
    final ScheduledExecutorService scheduler;
    final TimeSource time;

    private PlanetScaleClient(Builder builder) {
        requests = new RequestFactory(builder.baseUrl, builder.userAgent);
        authorization = Objects.requireNonNull(builder.authorization, "authorization");
        authorizationExecutor = builder.authorizationExecutor;
        transport = Objects.requireNonNull(builder.transport, "transport");
        budget = builder.budget == null ? new RateBudget(RateBudget.DEFAULT_PER_MINUTE, builder.time) : builder.budget;
        ownActor = builder.ownActor;
        scheduler = builder.scheduler;
        time = builder.time;
    }

    public static Builder builder() {
        return new Builder();
    }

    /**
     * Carries the call out once: at most one request, apart from a GET's redirects and the smaller pages. Holds the
     * calling thread, also while it waits for the budget.
     */
    public <T> T execute(ApiCall<T> call) throws PlanetScaleException {
        try {
            return run(call, new CallAttempt<>(this, call));
        } catch (MalformedException e) {
            if (!e.isTooLarge() || !call.splits()) {
                throw e;
            }
            return runByPages(call);
        }
    }

    /**
     * As {@link #execute}, without ever holding a thread. The future completes on a thread of the transport or the
     * scheduler, so what hangs on it must be quick; exceptionally with the bare {@link PlanetScaleException}.
     * Cancelling it breaks the call off and gives its place in the budget back.
     *
     * @throws IllegalStateException when the client was built without a scheduler
     */
    public <T> CompletableFuture<T> enqueue(ApiCall<T> call) {
        if (scheduler == null) {
            throw new IllegalStateException("This client has no scheduler, so it cannot wait without a thread.");
        }
        return call.splits() ? new AsyncPages<>(this, call).start() : new AsyncCallAttempt<>(this, call).start();
    }

    /**
     * Reads all pages of a list, at most {@value #PAGES}, each as {@link #execute} does.
     *
     * @param calls makes the call for a page; pages count from 1
     * @throws MalformedException when the pages do not come to an end
     */
    public <T> List<T> executeAll(IntFunction<ApiCall<Page<T>>> calls) throws PlanetScaleException {
        List<T> all = new ArrayList<>();
        int number = 1;
        for (int pages = 1; ; pages++) {
            ApiCall<Page<T>> call = calls.apply(number);
            Page<T> page = execute(call);
            all.addAll(page.data());
            Integer next = page.nextPage();
            if (next == null) {
                return all;
            }
            if (next <= number || pages == PAGES) {
                String problem = next <= number
                        ? "page " + number + " names page " + next + " as the next one"
                        : "the list has more than " + PAGES + " pages";
                throw new ResponseClassifier(call, requests.host(), null, time).malformed(200, problem);
            }
            number = next;
        }
    }

    private <T> T runByPages(ApiCall<T> call) throws PlanetScaleException {
        SmallerPages<T> pages = new SmallerPages<>(call);
        while (true) {
            ApiCall<T> next = pages.next();
            CallAttempt<T> exchange = new CallAttempt<>(this, next);
            T part;
            try {
                part = run(next, exchange);
            } catch (MalformedException e) {
                if (!e.isTooLarge() || !pages.smaller()) {
                    throw e;
                }
                continue;
            }
            T page = pages.add(part, exchange.bytes(), exchange.classifier());
            if (page != null) {
                return page;
            }
        }
    }

    private <T> T run(ApiCall<T> call, CallAttempt<T> exchange) throws PlanetScaleException {
        try {
            do {
                for (Duration wait = exchange.permit(); !wait.isZero(); wait = exchange.permit()) {
                    time.sleep(wait);
                }
            } while (!send(exchange));
            return exchange.value();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException(ErrorMessages.interrupted(call), 0, false, e);
        } finally {
            exchange.abandon();
        }
    }

    /** Whether the exchange has ended, and not only come to its next request. */
    private boolean send(CallAttempt<?> exchange) throws PlanetScaleException {
        Transport.Request request = exchange.request();
        if (!exchange.sending()) {
            return false;
        }
        Transport.Answer answer;
        try {
            answer = transport.send(request);
        } catch (IOException e) {
            throw exchange.failed(e);
        }
        return exchange.answered(answer);
    }

    /** Builds a client; an authorization and a transport must be given. */
    public static final class Builder {
        private String baseUrl = DEFAULT_BASE_URL;
        private String userAgent = "planetscale-jenkins-plugin";
        private Authorization authorization;
        private Executor authorizationExecutor = Runnable::run;
        private Transport transport;
        private RateBudget budget;
        private OwnActor ownActor = new OwnActor();
        private ScheduledExecutorService scheduler;
        private TimeSource time = TimeSource.SYSTEM;

        private Builder() {}

        /** The address below which the API lies, http or https; {@link #build} refuses any other. */
        public Builder baseUrl(String baseUrl) {
            this.baseUrl = Objects.requireNonNull(baseUrl);
            return this;
        }

        public Builder userAgent(String userAgent) {
            this.userAgent = Objects.requireNonNull(userAgent);
            return this;
        }

        public Builder authorization(Authorization authorization) {
            this.authorization = authorization;
            return this;
        }

        /** Where asynchronous calls ask for the token; needed when that can block. Default: on the thread at hand. */
        public Builder authorizationExecutor(Executor executor) {
            this.authorizationExecutor = Objects.requireNonNull(executor);
            return this;
        }

        /** Shared with others, who close it. */
        public Builder transport(Transport transport) {
            this.transport = transport;
            return this;
        }

        /** Shared by all clients of one token. Default: one of its own. */
        public Builder budget(RateBudget budget) {
            this.budget = Objects.requireNonNull(budget);
            return this;
        }

        /** What is known of who the token is, shared by all clients of one token. Default: one of its own. */
        public Builder ownActor(OwnActor own) {
            this.ownActor = Objects.requireNonNull(own);
            return this;
        }

        /** Wakes waiting asynchronous calls; their ticks do no I/O. Needed for the asynchronous calls only. */
        public Builder scheduler(ScheduledExecutorService scheduler) {
            this.scheduler = scheduler;
            return this;
        }

        public Builder time(TimeSource time) {
            this.time = Objects.requireNonNull(time);
            return this;
        }

        /** @throws IllegalArgumentException when the base URL or the user agent cannot be one */
        public PlanetScaleClient build() {
            return new PlanetScaleClient(this);
        }
    }
}
