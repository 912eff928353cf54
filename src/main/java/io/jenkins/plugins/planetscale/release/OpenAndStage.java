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
        return Deploy.stage(open.database(), open.result().number());
    }

    /** The opening part: what an abort has to deal with. */
    public OpenDeployRequest open() {
        return open;
    }

    @Override
    public CheckedDeployRequest result() {
        return result;
    }
}
