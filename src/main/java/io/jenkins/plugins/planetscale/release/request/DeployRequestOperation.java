package io.jenkins.plugins.planetscale.release.request;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.api.DeployRequestCalls;
import io.jenkins.plugins.planetscale.client.error.NotFoundException;
import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import io.jenkins.plugins.planetscale.client.error.RefusedException;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import io.jenkins.plugins.planetscale.release.CallFailedException;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.ResourceRef;
import io.jenkins.plugins.planetscale.release.UnconfirmedCall;
import io.jenkins.plugins.planetscale.release.state.DeploymentState;
import java.time.Duration;
import java.time.Instant;

/**
 * An operation on one deploy request: read it, decide, perform an effect, read again. The effect decided on is not
 * persisted: after a crash the operation reads first, and the state of the deploy request tells whether the effect is
 * there.
 */
public abstract class DeployRequestOperation<R> extends Operation<R> {
    private static final long serialVersionUID = 1L;

    private static final Duration AFTER_REFUSAL = Duration.ofSeconds(5);

    /** A read may lag behind an effect, whose repetition it would call for; a needless one is refused. */
    private static final Duration LAG = Duration.ofSeconds(5);

    private final DatabaseRef database;
    private final int number;
    private final DeployProgress progress;
    private final UnknownStateTimeout unknown = new UnknownStateTimeout();
    private StaleReadFilter order = new StaleReadFilter();
    private transient Effect todo;
    private transient PlanetScaleException notFound;
    private DeploymentState last;
    private Instant lookedAt;
    private String url;
    private final ClosedByHand closed = new ClosedByHand();
    private Effect sent;
    private Instant sentAt;
    private DeploymentState sentIn;
    private final UnconfirmedCall deployments = new UnconfirmedCall();
    private final RefusedEffect refused = new RefusedEffect();

    protected DeployRequestOperation(DatabaseRef database, int number) throws InvalidInputException {
        if (number < 1) {
            throw new InvalidInputException(
                    "Deploy request numbers begin with 1; " + number + " is not valid. Take the number"
                            + " from planetscaleDeployRequest or from the deploy request's page.");
        }
        this.database = database;
        this.number = number;
        this.progress = new DeployProgress(number);
    }

    /** Decides on what was seen: {@link #perform}, {@link #waitFor}, {@link #end}, or an exception. */
    protected abstract void decide(DeployRequest request, DeploymentState state, Instant now) throws ReleaseException;

    /** The request for something else that has to be read first; null for none. */
    protected ApiRequest<?> before() {
        return null;
    }

    @Override
    protected final ApiRequest<?> step(Instant now) {
        ApiRequest<?> first = before();
        if (first != null) {
            return first;
        }
        if (notFound != null) {
            CallFailedException missing = new CallFailedException("", notFound);
            return MysqlOnly.reading(database, (nothing, at) -> {
                throw missing;
            });
        }
        if (todo == null) {
            return ApiRequest.of(DeployRequestCalls.get(database, number), this::onFound)
                    .reads(subject())
                    .on(NotFoundException.class, this::onMissing);
        }
        Effect effect = todo;
        todo = null;
        sent = effect;
        sentAt = now;
        sentIn = last;
        ApiRequest<DeployRequest> exchange = ApiRequest.of(
                        effect.call(database, number), (DeployRequest answer, Instant at) -> {
                            refused.accepted();
                            if (effect.deploys()) {
                                deployments.answered();
                            }
                            order.answered(DeploymentState.of(answer), at);
                            onEffectAccepted(effect);
                            observe(answer, at);
                        })
                .on(RefusedException.class, this::onRefused)
                .on(NotFoundException.class, (error, at) -> {
                    if (!toleratesMissing(effect)) {
                        throw new CallFailedException("", error);
                    }
                    waitFor(AFTER_REFUSAL, at);
                });
        if (!effect.deploys()) {
            return exchange.onFailure(at -> onEffectFailed(effect, at));
        }
        deployments.sent(now);
        return exchange.onFailure(deployments::failed);
    }

    /** Called when PlanetScale has answered that an effect is there, before that answer is looked at. */
    protected void onEffectAccepted(Effect effect) {}

    /** Whether the operation can go on without an effect for which the token has no access, or which is not known. */
    protected boolean toleratesMissing(Effect effect) {
        return false;
    }

    /** Called when an effect that deploys nothing was not answered, or refused. */
    protected void onEffectFailed(Effect effect, Instant now) {}

    /** The calls to deploy it that were not answered. This operation must not go on. */
    public final UnconfirmedCall leftDeployments() {
        deployments.abandoned();
        return deployments;
    }

    private void onFound(DeployRequest request, Instant now) throws ReleaseException {
        if (order.isBelieved(DeploymentState.of(request), now)) {
            observe(request, now);
        } else {
            waitFor(StaleReadFilter.PACE, now);
        }
    }

    private void observe(DeployRequest request, Instant now) throws ReleaseException {
        DeploymentState state = DeploymentState.of(request);
        last = state;
        lookedAt = now;
        url = request.htmlUrl();
        observed(request, now);
        progress.lines(request, state, now).forEach(this::progress);
        RefusedException reason = refused.finalReason(state);
        if (reason != null && !tolerates(reason, request, state)) {
            throw new CallFailedException("", reason);
        }
        if (ended()) {
            return;
        }
        if (!decidesOnUnknown() && closed.shows(request, state, now)) {
            if (closed.isCertain(state, now)) {
                closedByHand(request, state);
            }
            waitFor(AFTER_REFUSAL, now);
        } else if (state == DeploymentState.UNKNOWN && !decidesOnUnknown()) {
            unknown.tolerate(name(), request, now);
            waitFor(Duration.ofSeconds(15), now);
        } else {
            unknown.reset();
            decide(request, state, now);
        }
    }

    /** One that was just opened may not show yet. */
    private void onMissing(PlanetScaleException error, Instant now) {
        if (order.mayBeMissing(now)) {
            waitFor(StaleReadFilter.PACE, now);
        } else {
            notFound = error;
        }
    }

    /** Goes on from what was seen of the same deploy request: a read may be older than that. */
    public final void continueFrom(DeployRequestOperation<?> before) {
        order = before.order;
    }

    /** Whether what an earlier step has done to it may not show yet. */
    protected final boolean mayBeStale(Instant now) {
        return order.isNew(now);
    }

    /** Whether an unknown state is not waited out. */
    protected boolean decidesOnUnknown() {
        return false;
    }

    /** What it means that the deploy request was closed without being through; an exception, or the end. */
    protected void closedByHand(DeployRequest request, DeploymentState state) throws ReleaseException {
        throw DeployFailures.closed(name(), request, state);
    }

    private void onRefused(PlanetScaleException error, Instant now) {
        refused.refused(sent, (RefusedException) error, last);
        if (sent.deploys()) {
            deployments.answered();
        }
        sent = null;
        waitFor(AFTER_REFUSAL, now);
    }

    /** Whether the operation can do without what PlanetScale refuses for good; it may also end itself. */
    protected boolean tolerates(RefusedException refused, DeployRequest request, DeploymentState state)
            throws ReleaseException {
        return false;
    }

    /** The effect that was refused last; null for none. */
    protected final Effect refusedEffect() {
        return refused.effect();
    }

    /** Does the effect at the next step; returns false when it was sent a moment ago and may not be seen yet. */
    protected final boolean perform(Effect effect) {
        boolean free = !isJustSent(effect);
        if (free) {
            todo = effect;
        } else {
            waitFor(Duration.ofSeconds(1), lookedAt);
        }
        return free;
    }

    /** As {@link #perform}, also when it was sent a moment ago: what may be sent twice. */
    protected final void performAgain(Effect effect) {
        todo = effect;
    }

    /** Whether it was sent so short a time ago that the last poll may not show it. */
    protected final boolean isJustSent(Effect effect) {
        return effect == sent && last == sentIn && !lookedAt.isBefore(sentAt) && lookedAt.isBefore(sentAt.plus(LAG));
    }

    /** Looks again after a time that fits the state. */
    protected final void pollAgain(DeployRequest request, DeploymentState state, Instant now) {
        PollInterval interval = PollInterval.of(request, state, now);
        waitForChange(interval.urgency(), interval.pause(), now);
    }

    /** The end for a deploy request that can never get where the operation wants it. */
    protected final ReleaseException terminalFailure(DeployRequest request, DeploymentState state) {
        return DeployFailures.terminalFailure(name(), request, state);
    }

    protected final DatabaseRef database() {
        return database;
    }

    /** The number of the deploy request. */
    public final int number() {
        return number;
    }

    protected final String name() {
        return "Deploy request #" + number + " of " + database;
    }

    @Override
    public final ResourceRef subject() {
        return ResourceRef.deployRequest(database, number);
    }

    @Override
    public String status(Instant now) {
        return last == null
                ? "looking at deploy request #" + number
                : "deploy request #" + number + " is " + last.describe();
    }

    @Override
    protected String unfinished() {
        boolean deployed = last == null
                || switch (last.stage()) {
                    case CHECKING, READY, NO_CHANGES, CHECK_FAILED -> false;
                    default -> true;
                };
        return deployed
                ? "It goes on at PlanetScale; take it up again with planetscaleApply or planetscaleRevertWindow and"
                        + " deployRequest: " + number + "."
                : "Nothing was deployed; go on with planetscaleApply deployRequest: " + number + "."
                        + (url == null ? "" : " See " + url + ".");
    }
}
