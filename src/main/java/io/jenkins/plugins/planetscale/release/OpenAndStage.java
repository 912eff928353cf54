package io.jenkins.plugins.planetscale.release;

import java.util.Objects;

/** Opens and checks a deploy request, then deploys it up to its gate. */
public final class OpenAndStage extends Composite<CheckedDeployRequest> {
    private static final long serialVersionUID = 1L;

    private final OpenDeployRequest open;
    private CheckedDeployRequest result;

    public OpenAndStage(OpenDeployRequest open) {
        this.open = Objects.requireNonNull(open);
    }

    @Override
    Operation<?> first() {
        return open;
    }

    @Override
    Operation<?> after(Operation<?> done) throws ReleaseException {
        if (done instanceof Deploy deploy) {
            result = open.result();
            result.outcome(deploy.result().outcome());
            return null;
        }
        if (open.result().outcome() != Outcome.READY) {
            result = open.result();
            return null;
        }
        return Deploy.stage(open.database(), open.result().number()).expect(open.result().seen());
    }

    /**
     * What to do when it is stopped. A deploy request that was adopted is never closed, as it is somebody else's; but
     * a deployment that was begun here is stopped if the policy says so.
     */
    public Operation<String> abandon(Abandon.Policy policy) throws InvalidInputException {
        if (!(part() instanceof Deploy deploy)) {
            return Abandon.opened(open, policy);
        }
        boolean mild = policy == Abandon.Policy.LEAVE || open.ours();
        return new Abandon(open.database(), deploy.number(), mild ? policy : Abandon.Policy.CANCEL).after(deploy);
    }

    /** See {@link OpenDeployRequest#examined}. */
    public CheckedDeployRequest examined() {
        return open.examined();
    }

    @Override
    public CheckedDeployRequest result() {
        return result;
    }
}
