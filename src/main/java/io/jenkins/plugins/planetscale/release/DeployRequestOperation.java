package io.jenkins.plugins.planetscale.release;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.DeployRequestCalls;
import io.jenkins.plugins.planetscale.client.PlanetScaleException;
import io.jenkins.plugins.planetscale.client.RefusedException;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.client.model.Deployment;
import java.time.Duration;
import java.time.Instant;

/**
 * An operation on one deploy request: look, decide, act, look again. The effect decided on is not persisted: after a
 * crash the operation looks first, and the state of the deploy request tells whether the effect is there.
 */
abstract class DeployRequestOperation<R> extends Operation<R> {
    private static final long serialVersionUID = 1L;

    /** A state with an unknown name may be new and harmless; it is not waited for for ever (invariant I4). */
    static final Duration UNKNOWN_STATE = Duration.ofMinutes(30);

    private static final int REFUSALS = 2;
    private static final Duration AFTER_REFUSAL = Duration.ofSeconds(5);

    private final DatabaseRef database;
    private final int number;
    private final DeployProgress progress;
    private transient Effect todo;
    private DeploymentState last;
    private Instant unknownSince;
    private int refusals;
    private RefusedException refusal;
    private DeploymentState refusedIn;

    DeployRequestOperation(DatabaseRef database, int number) throws InvalidInputException {
        if (number < 1) {
            throw new InvalidInputException(
                    "Deploy request numbers begin with 1; " + number + " is none. Take the number"
                            + " from planetscaleDeployRequest or from the deploy request's page.");
        }
        this.database = database;
        this.number = number;
        this.progress = new DeployProgress(number);
    }

    /** Decides on what was seen: {@link #act}, {@link #waitFor}, {@link #end}, or an exception. */
    abstract void decide(DeployRequest request, DeploymentState state, Instant now) throws ReleaseException;

    @Override
    final Exchange<?> step(Instant now) {
        if (todo == null) {
            return Exchange.of(DeployRequestCalls.get(database, number), this::look)
                    .reads(subject());
        }
        Effect effect = todo;
        todo = null;
        return Exchange.of(effect.call(database, number), this::look).on(RefusedException.class, this::refused);
    }

    private void look(DeployRequest request, Instant now) throws ReleaseException {
        DeploymentState state = DeploymentState.of(request);
        last = state;
        progress.tell(request, state, now).forEach(this::say);
        if (refusal != null) {
            judgeRefusal(state);
        }
        if (state == DeploymentState.UNKNOWN) {
            waitInUnknownState(request, now);
        } else {
            unknownSince = null;
            decide(request, state, now);
        }
    }

    private void refused(PlanetScaleException error, Instant now) {
        refusal = (RefusedException) error;
        refusedIn = last;
        refusals++;
        waitFor(AFTER_REFUSAL, now);
    }

    /** A refusal is final only when nothing moved: otherwise somebody, perhaps we before a crash, was quicker. */
    private void judgeRefusal(DeploymentState state) throws CallFailedException {
        if (state != refusedIn) {
            refusals = 0;
        } else if (refusals >= REFUSALS) {
            throw new CallFailedException("", refusal);
        }
        refusal = null;
    }

    private void waitInUnknownState(DeployRequest request, Instant now) throws DeploymentFailedException {
        if (unknownSince == null) {
            unknownSince = now;
        } else if (!now.isBefore(unknownSince.plus(UNKNOWN_STATE))) {
            throw new DeploymentFailedException(name() + " has been in the state \"" + DeploymentState.nameOf(request)
                    + "\", which this plugin does not know, for " + Words.time(UNKNOWN_STATE)
                    + ". Nothing was assumed about it. Look at " + request.htmlUrl() + " and update the plugin.");
        }
        waitFor(Duration.ofSeconds(15), now);
    }

    /** Does the effect at the next turn. */
    final void act(Effect effect) {
        todo = effect;
    }

    /** Looks again after a time that fits the state. */
    final void lookAgain(DeployRequest request, DeploymentState state, Instant now) {
        waitFor(Pace.of(request, state, now), now);
    }

    /** The end for a deploy request that can never get where the operation wants it. */
    final ReleaseException lost(DeployRequest request, DeploymentState state) {
        return DeployEnds.lost(name(), request, state);
    }

    final DatabaseRef database() {
        return database;
    }

    /** The number of the deploy request. */
    public final int number() {
        return number;
    }

    final String name() {
        return "Deploy request #" + number + " of " + database;
    }

    @Override
    final Subject subject() {
        return Subject.deployRequest(database, number);
    }

    @Override
    public String status(Instant now) {
        return last == null
                ? "looking at deploy request #" + number
                : "deploy request #" + number + " is " + last.words();
    }

    @Override
    String unfinished() {
        return "It goes on at PlanetScale; take it up again with planetscaleApply or planetscaleRevertWindow and"
                + " deployRequest: " + number + ".";
    }

    /** The end of the revert window, or null when there is none. */
    static Instant windowEnd(DeployRequest request) {
        Deployment deployment = request.deployment();
        return deployment == null || deployment.deploymentRevertRequest() == null
                ? null
                : deployment.deploymentRevertRequest().waitingPeriodEndAt();
    }
}
