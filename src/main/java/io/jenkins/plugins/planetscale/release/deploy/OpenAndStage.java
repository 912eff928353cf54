package io.jenkins.plugins.planetscale.release.deploy;

import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.OperationSequence;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.check.CheckedDeployRequest;
import io.jenkins.plugins.planetscale.release.check.OpenDeployRequest;
import io.jenkins.plugins.planetscale.release.gate.ReviewedChange;
import io.jenkins.plugins.planetscale.release.state.Outcome;
import java.util.Objects;

/**
 * Opens and checks a deploy request, then deploys it up to its gate. When it is taken out of the deploy queue
 * meanwhile, the same gates check it again if that is wanted.
 */
public final class OpenAndStage extends OperationSequence<CheckedDeployRequest> {
    private static final long serialVersionUID = 1L;

    private final OpenDeployRequest open;
    private OpenDeployRequest check;
    private ReviewedChange reviewed;
    private final QueueRemovals removals = new QueueRemovals();
    private boolean failWhenBlocked;
    private CheckedDeployRequest result;

    public OpenAndStage(OpenDeployRequest open) {
        this.open = Objects.requireNonNull(open);
        this.check = open;
    }

    /** See {@link ApplyChange#ifTakenOutOfQueue}. */
    public OpenAndStage ifTakenOutOfQueue(IfTakenOutOfQueue value) {
        removals.policy(Objects.requireNonNull(value));
        return this;
    }

    /** See {@link Deploy#failWhenBlocked}. */
    public OpenAndStage failWhenBlocked(boolean value) {
        failWhenBlocked = value;
        return this;
    }

    @Override
    protected Operation<?> first() {
        return open;
    }

    @Override
    protected Operation<?> nextAfter(Operation<?> done) throws ReleaseException {
        if (done instanceof Deploy deploy) {
            if (deploy.wasTakenOut()) {
                check = open.again();
                return check;
            }
            result = check.result();
            result.outcome(deploy.result().outcome());
            return null;
        }
        Outcome found = check.result().outcome();
        boolean through = removals.count() == 0 ? found != Outcome.READY : found == Outcome.NO_CHANGES;
        if (through) {
            result = check.result();
            return null;
        }
        reviewed = check.result().wasChecked() ? check.result().reviewed() : reviewed;
        return stage();
    }

    private Deploy stage() throws InvalidInputException {
        Deploy deploy = Deploy.stage(open.database(), open.result().number())
                .failWhenBlocked(failWhenBlocked)
                .removals(removals)
                .expect(reviewed);
        if (removals.count() > 0 && open.waitsForReview()) {
            deploy.waitForReview(); // the one that there was is dismissed
        }
        return deploy;
    }

    /**
     * What to do when it is stopped. A deploy request that was adopted is never closed, as it is somebody else's; but
     * a deployment that was begun here is stopped if the policy says so.
     */
    public Operation<String> abandon(AbortDeployRequest.AbortPolicy policy) throws InvalidInputException {
        if (!(part() instanceof Deploy deploy)) {
            return AbortDeployRequest.opened(open, policy);
        }
        boolean mild = policy == AbortDeployRequest.AbortPolicy.LEAVE || open.isOwn();
        return new AbortDeployRequest(
                        open.database(), deploy.number(), mild ? policy : AbortDeployRequest.AbortPolicy.CANCEL)
                .after(deploy);
    }

    @Override
    protected String makes() {
        return open.makes();
    }

    /** See {@link OpenDeployRequest#examined}. */
    public CheckedDeployRequest examined() {
        return check.examined();
    }

    @Override
    public CheckedDeployRequest result() {
        return result;
    }
}
