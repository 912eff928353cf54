package io.jenkins.plugins.planetscale.release.deploy;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.error.RefusedException;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.UnconfirmedCall;
import io.jenkins.plugins.planetscale.release.check.OpenDeployRequest;
import io.jenkins.plugins.planetscale.release.request.DeployFailures;
import io.jenkins.plugins.planetscale.release.request.DeployRequestOperation;
import io.jenkins.plugins.planetscale.release.request.Effect;
import io.jenkins.plugins.planetscale.release.state.DeploymentState;
import io.jenkins.plugins.planetscale.release.state.HumanFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * Applies the abort policy to a deploy request whose build was aborted, failed or ran out of time, as far as the deploy
 * request's state allows. Results in a sentence that says in which state it was left.
 */
public final class AbortDeployRequest extends DeployRequestOperation<String> {
    private static final long serialVersionUID = 1L;

    /** What to do with a deploy request whose build does not wait for it any more. */
    public enum AbortPolicy {
        /** Nothing: it goes on at PlanetScale. */
        LEAVE,
        /** Stop a deployment that is not live yet. */
        CANCEL,
        /** As {@code CANCEL}, and close a deploy request that is not deployed. */
        CLOSE,
        /** As {@code CLOSE}, and revert what is live as long as its window is open. */
        REVERT
    }

    private static final Duration PACE = Duration.ofSeconds(5);

    /** What takes PlanetScale longer is not waited for: a build must end. */
    private static final Duration CANCELLATION = Duration.ofMinutes(10);

    /** A cutover is forced by itself after an hour [D forced-cutover]. */
    private static final Duration PASSAGE = Duration.ofMinutes(90);

    private final AbortPolicy policy;
    private DeploymentState.Stage waitingIn;
    private Instant waitingSince;
    private UnconfirmedCall deployments = new UnconfirmedCall();
    private String result;

    public AbortDeployRequest(DatabaseRef database, int number, AbortPolicy policy) throws InvalidInputException {
        super(database, number);
        this.policy = Objects.requireNonNull(policy);
    }

    /** What {@code left}, which must not go on, may have deployed: a call may still be under way. */
    public AbortDeployRequest after(Deploy left) {
        deployments = left.leftDeployments();
        continueFrom(left);
        return this;
    }

    /**
     * For a deploy request whose opening was given up, whether or not its number was known by then. One that was only
     * adopted is left as it is: it is somebody else's. {@code opened} must not go on.
     */
    public static Operation<String> opened(OpenDeployRequest opened, AbortPolicy policy) throws InvalidInputException {
        return new AbortOpening(opened, Objects.requireNonNull(policy));
    }

    @Override
    protected void decide(DeployRequest request, DeploymentState state, Instant now) throws ReleaseException {
        if (policy == AbortPolicy.LEAVE) {
            endOrWait(request, state, now);
            return;
        }
        switch (state.stage()) {
            case CHECKING, READY, NO_CHANGES, CHECK_FAILED -> notDeployed(request, state, now);
            case RUNNING, STAGED -> ask(Effect.CANCEL, request, state, now);
            case CANCELLING -> waitOut(CANCELLATION, request, state, now);
            case CANCELLED -> cancelled(request, state, now);
            case CUTTING_OVER, REVERTING -> passing(request, state, now);
            case REVERTABLE -> live(request, state, now);
            case REVERTED, FINAL -> endAsItIs(request, state);
            default -> throw terminalFailure(request, state);
        }
    }

    @Override
    protected boolean decidesOnUnknown() {
        return policy == AbortPolicy.LEAVE;
    }

    /** Nobody is there any more to whom it matters that it was closed. */
    @Override
    protected void closedByHand(DeployRequest request, DeploymentState state) {
        endAsItIs(request, state);
    }

    /** One that was cancelled and cannot be closed as well stays as it is. */
    @Override
    protected boolean tolerates(RefusedException refused, DeployRequest request, DeploymentState state) {
        if (state.stage() != DeploymentState.Stage.CANCELLED) {
            return false;
        }
        endAsItIs(request, state);
        return true;
    }

    private void endOrWait(DeployRequest request, DeploymentState state, Instant now) {
        boolean notDeployed =
                state.stage() == DeploymentState.Stage.CHECKING || state.stage() == DeploymentState.Stage.READY;
        if (notDeployed && request.isOpen() && !deployments.isSettled(now)) {
            waitFor(PACE, now); // it may be on its way, and how it is left is to be said
        } else {
            endAsItIs(request, state);
        }
    }

    /** Looks again, but not for ever. */
    private void waitOut(Duration longest, DeployRequest request, DeploymentState state, Instant now) {
        if (!isTooLong(longest, request, state, now)) {
            pollAgain(request, state, now);
        }
    }

    /** Asks for it, again and again when that changes nothing, but not for ever. */
    private void ask(Effect effect, DeployRequest request, DeploymentState state, Instant now) {
        if (!isTooLong(CANCELLATION, request, state, now)) {
            perform(effect);
        }
    }

    private boolean isTooLong(Duration longest, DeployRequest request, DeploymentState state, Instant now) {
        if (waitingIn != state.stage() || now.isBefore(waitingSince)) {
            waitingIn = state.stage();
            waitingSince = now;
        }
        if (now.isBefore(waitingSince.plus(longest))) {
            return false;
        }
        result = name() + " is still " + state.describe() + " after " + HumanFormat.time(longest)
                + "; it was not waited for any longer. Check how it ends." + DeployFailures.seeUrl(request);
        end();
        return true;
    }

    private void notDeployed(DeployRequest request, DeploymentState state, Instant now) {
        if (request.isOpen() && policy == AbortPolicy.CANCEL && !deployments.isSettled(now)) {
            waitFor(PACE, now);
        } else if (policy == AbortPolicy.CANCEL || !request.isOpen()) {
            endAsItIs(request, state);
        } else {
            ask(Effect.CLOSE, request, state, now);
        }
    }

    private void cancelled(DeployRequest request, DeploymentState state, Instant now) {
        if (request.isOpen() && policy != AbortPolicy.CANCEL) {
            ask(Effect.CLOSE, request, state, now);
        } else {
            endAsItIs(request, state);
        }
    }

    private void passing(DeployRequest request, DeploymentState state, Instant now) {
        if (policy == AbortPolicy.REVERT) {
            waitOut(PASSAGE, request, state, now); // live in a moment, and then it can be reverted
        } else {
            endAsItIs(request, state);
        }
    }

    private void live(DeployRequest request, DeploymentState state, Instant now) {
        if (policy == AbortPolicy.REVERT) {
            ask(Effect.REVERT, request, state, now);
        } else {
            endAsItIs(request, state);
        }
    }

    private void endAsItIs(DeployRequest request, DeploymentState state) {
        result = name() + " was left " + (request.isOpen() ? "" : "closed and ") + state.describe() + "."
                + advice(request, state);
        end();
    }

    private String advice(DeployRequest request, DeploymentState state) {
        return switch (state.stage()) {
            case CHECKING, READY, RUNNING, STAGED ->
                request.isOpen()
                        ? " To go on: planetscaleApply deployRequest: " + number() + "."
                                + DeployFailures.seeUrl(request)
                        : "";
            case CUTTING_OVER -> " It cannot be cancelled any more and will be live in a moment.";
            case REVERTABLE -> " To undo it: planetscaleRevert deployRequest: " + number() + ".";
            default -> "";
        };
    }

    @Override
    public String result() {
        return result;
    }
}
