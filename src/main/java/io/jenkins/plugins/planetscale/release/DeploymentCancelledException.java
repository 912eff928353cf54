package io.jenkins.plugins.planetscale.release;

/** Somebody else cancelled, closed or reverted the deployment. */
public final class DeploymentCancelledException extends ReleaseException {
    private static final long serialVersionUID = 1L;

    public DeploymentCancelledException(String message) {
        super(message, null);
    }

    @Override
    public Kind kind() {
        return Kind.CANCELLED;
    }
}
