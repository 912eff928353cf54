package io.jenkins.plugins.planetscale.client;

import io.jenkins.plugins.planetscale.client.budget.RateBudget;
import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import io.jenkins.plugins.planetscale.client.error.RateLimitedException;
import io.jenkins.plugins.planetscale.client.error.UnavailableException;
import io.jenkins.plugins.planetscale.client.model.Made;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The one way of a call through the client: limit, send, classify, parse, and decide whether to go again. It decides
 * only; whoever drives it does the waiting and the sending, blocking or not. Used by one thread at a time.
 */
final class CallAttempt<T> {
    private static final Logger LOGGER = Logger.getLogger(CallAttempt.class.getName());

    private final PlanetScaleClient client;
    private final ApiCall<T> call;
    private final RetryPolicy policy;
    private URI url;
    private RateBudget.Ticket ticket;
    private ResponseClassifier classifier;
    private int sent;
    private int redirects;
    private long firstSent;
    private boolean onTheWay;
    private long bytes;

    CallAttempt(PlanetScaleClient client, ApiCall<T> call, RetryPolicy policy) {
        this.client = client;
        this.call = call;
        this.policy = policy;
        this.classifier = classifier(null);
    }

    /** What comes after an exchange: the value, or another attempt after {@code again} when that is not null. */
    record Next<T>(T value, Duration again) {}

    /** Zero when the budget lets the request go now; else how long to wait before asking once more. */
    Duration permit() throws PlanetScaleException {
        if (url == null) {
            url = client.requests.url(call);
        }
        if (ticket == null) {
            ticket = client.budget.reserve(call.urgent());
        }
        return ticket.poll();
    }

    /** Gives back what was reserved for a request that will not be sent; what was sent counts. */
    void abandon() {
        RateBudget.Ticket mine = ticket;
        ticket = null;
        if (mine != null && !onTheWay) {
            mine.giveBack();
        }
    }

    /** The request to send now; asks for the token. */
    Transport.Request request() throws PlanetScaleException {
        try {
            ServiceToken token = client.authorization.token();
            classifier = classifier(token);
            return client.requests.request(call, url, token);
        } catch (PlanetScaleException e) {
            throw e;
        } catch (IOException e) {
            throw classifier.noToken(e);
        }
    }

    /** The request is about to be sent; false when the budget's permission is too old: ask {@link #permit} anew. */
    boolean sending() {
        if (!ticket.use()) {
            ticket = null;
            return false;
        }
        onTheWay = true;
        if (sent++ == 0) {
            firstSent = client.time.nanoTime();
        }
        return true;
    }

    /** PlanetScale has counted the request by now. */
    private void arrived() {
        onTheWay = false;
        RateBudget.Ticket mine = ticket;
        ticket = null;
        if (mine != null) {
            mine.use();
        }
    }

    /** The bytes of the last answer. */
    long bytes() {
        return bytes;
    }

    /** What reads and judges the answers. */
    ResponseClassifier classifier() {
        return classifier;
    }

    Next<T> answered(Transport.Answer answer) throws PlanetScaleException {
        LOGGER.log(Level.FINE, "{0}: {1}", new Object[] {call, answer.status()});
        bytes = answer.body().length;
        arrived();
        try {
            if (Redirects.is(answer)) {
                url = Redirects.next(call, url, answer, redirects++, classifier);
                sent--; // going on is no further attempt
                return new Next<>(null, Duration.ZERO);
            }
            return new Next<>(learned(classifier.read(call, answer)), null);
        } catch (PlanetScaleException e) {
            return again(e);
        }
    }

    private T learned(T value) {
        if (call.makes() && value instanceof Made made && made.actor() != null) {
            client.ownActor.learn(made.actor().id());
        }
        return value;
    }

    Next<T> failed(IOException e) throws PlanetScaleException {
        LOGGER.log(Level.FINE, "{0}: {1}", new Object[] {call, e.getClass().getSimpleName()});
        if (e instanceof Transport.NotSentException) {
            onTheWay = false;
            abandon();
        } else {
            arrived();
        }
        return again(classifier.failure(e));
    }

    private Next<T> again(PlanetScaleException failure) throws PlanetScaleException {
        Duration retryAfter = null;
        boolean repeatable = false;
        if (failure instanceof RateLimitedException limited) {
            repeatable = true;
            retryAfter = limited.retryAfter();
            client.budget.refused(retryAfter);
        } else if (failure instanceof UnavailableException unavailable) {
            repeatable = true;
            retryAfter = unavailable.retryAfter();
        }
        if (!repeatable || !call.safe() || sent >= policy.attempts()) {
            throw failure;
        }
        Duration delay = policy.delay(sent, retryAfter, client.random.getAsDouble());
        Duration spent = Duration.ofNanos(client.time.nanoTime() - firstSent);
        if (spent.plus(delay).compareTo(policy.total()) > 0) {
            throw failure;
        }
        return new Next<>(null, delay);
    }

    private ResponseClassifier classifier(ServiceToken token) {
        return new ResponseClassifier(call, client.requests.host(), token, client.time)
                .self(id -> client.ownActor.is(id, token));
    }
}
