package io.jenkins.plugins.planetscale.release.decision;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.deploy.SchemaPrecondition;
import io.jenkins.plugins.planetscale.release.gate.ReviewedChange;
import io.jenkins.plugins.planetscale.release.request.DeployFailures;
import io.jenkins.plugins.planetscale.release.request.DeployRequestOperation;
import io.jenkins.plugins.planetscale.release.state.DeploymentState;
import java.time.Duration;
import java.time.Instant;

/**
 * Checks whether a person's decision can still be carried out, as the deploy request may have moved on. Changes
 * nothing.
 */
final class CheckDecision extends DeployRequestOperation<Void> {
    private static final long serialVersionUID = 1L;

    private final DeployRequestDecision decision;
    private final SchemaPrecondition expected = new SchemaPrecondition(name());

    /** @param checked see {@link ExecuteDecision#expect} */
    CheckDecision(DatabaseRef database, int number, DeployRequestDecision decision, ReviewedChange checked)
            throws InvalidInputException {
        super(database, number);
        this.decision = decision;
        if (checked != null) {
            expected.checked(checked);
        }
    }

    @Override
    protected void decide(DeployRequest request, DeploymentState state, Instant now) throws ReleaseException {
        DeploymentState.Stage needed = decision == DeployRequestDecision.APPLY
                ? DeploymentState.Stage.STAGED
                : DeploymentState.Stage.REVERTABLE;
        if (state.stage() != needed) {
            throw moved(request, state);
        }
        if (decision == DeployRequestDecision.APPLY) {
            expected.refuseOtherChanges(request);
        }
        if (decision != DeployRequestDecision.APPLY || expected.isMet(request, now, this::progress)) {
            end();
        }
        Duration pause = expected.pause();
        if (pause != null) {
            waitFor(pause, now);
        }
        expected.used();
    }

    @Override
    protected ApiRequest<?> before() {
        return expected.reading(database());
    }

    private InvalidInputException moved(DeployRequest request, DeploymentState state) {
        String why =
                switch (state.stage()) {
                    case FINAL ->
                        "Its revert window is over. To undo it, make a branch with the old schema and deploy"
                                + " that.";
                    case CHECKING, READY, RUNNING, STAGED ->
                        "Apply it first with planetscaleApply deployRequest: " + number() + ".";
                    case CUTTING_OVER, REVERTING -> "Look again when that is over.";
                    case REVERTABLE -> "Somebody else has cut it over; it can be kept or reverted.";
                    default -> "Open a new one with planetscaleDeployRequest.";
                };
        return new InvalidInputException(name() + " is " + state.describe() + "; this decision changed nothing. " + why
                + DeployFailures.seeUrl(request));
    }

    @Override
    public Void result() {
        return null;
    }
}
