package io.jenkins.plugins.planetscale.release.check;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.api.DeployRequestCalls;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import io.jenkins.plugins.planetscale.release.GateRefusedException;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.request.DeployFailures;
import io.jenkins.plugins.planetscale.release.request.PollInterval;
import io.jenkins.plugins.planetscale.release.state.DeploymentState;
import io.jenkins.plugins.planetscale.release.state.Outcome;
import io.jenkins.plugins.planetscale.release.state.Standing;
import java.time.Instant;

/**
 * Decides whether an existing deploy request still needs a check. Results in null when it does; otherwise, when it is
 * beyond the gates or changes nothing, in the deploy request as it is.
 */
final class TriageExisting extends Operation<CheckedDeployRequest> {
    private static final long serialVersionUID = 1L;

    private final DatabaseRef database;
    private final int number;
    private final String refusal;
    private String branch;
    private String into;
    private CheckedDeployRequest result;

    /** @param refusal with these words one that brings a change is refused; null where it is not */
    TriageExisting(DatabaseRef database, int number, String refusal) {
        this.database = database;
        this.number = number;
        this.refusal = refusal;
    }

    @Override
    protected ApiRequest<?> step(Instant now) {
        return ApiRequest.of(DeployRequestCalls.get(database, number), this::found);
    }

    private void found(DeployRequest request, Instant now) throws GateRefusedException {
        branch = request.branch();
        into = request.intoBranch();
        DeploymentState state = DeploymentState.of(request);
        if (refusal != null) {
            switch (state.stage()) {
                case CHECKING -> {
                    waitFor(
                            PollInterval.of(request, state, now).pause(),
                            now); // it may turn out that it brings nothing
                    return;
                }
                case READY, RUNNING, STAGED, UNKNOWN, CUTTING_OVER, REVERTABLE, FINAL ->
                    throw new GateRefusedException(refusal + standingNow(request));
                default -> {}
            }
        }
        switch (state.stage()) {
            case CHECKING, READY, RUNNING, STAGED, UNKNOWN -> {}
            default -> { // nothing is left to be let pass; whoever goes on says what becomes of it
                result = new CheckedDeployRequest(number, request.htmlUrl(), false);
                result.branches(branch, into);
                result.outcome(state == DeploymentState.NO_CHANGES ? Outcome.NO_CHANGES : null);
            }
        }
        end();
    }

    private static String standingNow(DeployRequest request) {
        String standing = Standing.of(request);
        String stop = Standing.howToStop(request).strip();
        return " " + Character.toUpperCase(standing.charAt(0)) + standing.substring(1) + "."
                + (stop.isEmpty() ? "" : " " + stop) + DeployFailures.seeUrl(request);
    }

    /** The branch that it deploys; null before the end. */
    String branch() {
        return branch;
    }

    /** Its target; null before the end. */
    String into() {
        return into;
    }

    @Override
    public CheckedDeployRequest result() {
        return result;
    }

    @Override
    public String status(Instant now) {
        return "checking deploy request #" + number;
    }
}
