package io.jenkins.plugins.planetscale.release;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import java.time.Duration;
import java.time.Instant;

/** Looks whether what a person decided can be done: the deploy request may have moved on since. Changes nothing. */
final class DecidableChange extends DeployRequestOperation<Void> {
    private static final long serialVersionUID = 1L;

    private final Decision decision;
    private final Expectation expected = new Expectation(name());

    /** @param checked see {@link DecidedChange#expect} */
    DecidableChange(DatabaseRef database, int number, Decision decision, SeenChange checked)
            throws InvalidInputException {
        super(database, number);
        this.decision = decision;
        if (checked != null) {
            expected.checked(checked);
        }
    }

    @Override
    void decide(DeployRequest request, DeploymentState state, Instant now) throws ReleaseException {
        DeploymentState.Stage needed =
                decision == Decision.APPLY ? DeploymentState.Stage.STAGED : DeploymentState.Stage.REVERTABLE;
        if (state.stage() != needed) {
            throw moved(request, state);
        }
        if (decision == Decision.APPLY) {
            expected.refuseOtherChanges(request);
        }
        if (decision != Decision.APPLY || expected.isMet(request, now, this::say)) {
            end();
        }
        Duration pause = expected.pause();
        if (pause != null) {
            waitFor(pause, now);
        }
        expected.used();
    }

    @Override
    Exchange<?> before() {
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
        return new InvalidInputException(
                name() + " is " + state.words() + "; this decision changed nothing. " + why + DeployEnds.see(request));
    }

    @Override
    public Void result() {
        return null;
    }
}
