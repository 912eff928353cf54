package io.jenkins.plugins.planetscale.client;

import io.jenkins.plugins.planetscale.client.budget.RateBudget;
import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import io.jenkins.plugins.planetscale.client.error.RateLimitedException;
import io.jenkins.plugins.planetscale.client.model.Made;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The steps of one call: take a permit of the budget, send, follow a redirect, classify the answer, parse it. Decides
 * only; the caller does the waiting and the sending, blocking or not. Not thread-safe.
 */
final class CallAttempt<T> {
    private static final Logger LOGGER = Logger.getLogger(CallAttempt.class.getName());

    private final PlanetScaleClient client;
    private final ApiCall<T> call;
    private URI url;
    private RateBudget.Ticket ticket;
    private ResponseClassifier classifier;
    private int redirects;
    private boolean onTheWay;
    private long bytes;
    private T value;

    CallAttempt(PlanetScaleClient client, ApiCall<T> call) {
        this.client = client;
        this.call = call;
        this.classifier = classifier(null);
    }

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
            mine.release();
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
        return true;
    }

    /** PlanetScale has counted the request by now. */
    private void onAnswer() {
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

    /** What PlanetScale answered, once {@link #answered} says that this is the end; null where it says nothing. */
    T value() {
        return value;
    }

    /**
     * Takes the answer to a request.
     *
     * @return whether it is the call's; else it leads elsewhere: ask {@link #permit} for the next request
     */
    boolean answered(Transport.Answer answer) throws PlanetScaleException {
        LOGGER.log(Level.FINE, "{0}: {1}", new Object[] {call, answer.status()});
        bytes = answer.body().length;
        onAnswer();
        try {
            if (Redirects.is(answer)) {
                url = Redirects.next(call, url, answer, redirects++, classifier);
                return false;
            }
            value = classifier.read(call, answer);
        } catch (RateLimitedException e) {
            client.budget.refused(e.retryAfter());
            throw e;
        }
        if (call.makes() && value instanceof Made made && made.actor() != null) {
            client.ownActor.add(made.actor().id());
        }
        return true;
    }

    /** What to fail with when no answer came. */
    PlanetScaleException failed(IOException e) {
        LOGGER.log(Level.FINE, "{0}: {1}", new Object[] {call, e.getClass().getSimpleName()});
        if (e instanceof Transport.NotSentException) {
            onTheWay = false;
            abandon();
        } else {
            onAnswer();
        }
        return classifier.failure(e);
    }

    private ResponseClassifier classifier(ServiceToken token) {
        return new ResponseClassifier(call, client.requests.host(), token, client.time)
                .self(id -> client.ownActor.is(id, token));
    }
}
