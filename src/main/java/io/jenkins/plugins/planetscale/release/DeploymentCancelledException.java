package io.jenkins.plugins.planetscale.release;

/** The deployment was cancelled, closed or reverted by somebody else. */
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
