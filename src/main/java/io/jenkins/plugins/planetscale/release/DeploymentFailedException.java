package io.jenkins.plugins.planetscale.release;

/** PlanetScale could not deploy the change, or could not revert it. */
public final class DeploymentFailedException extends ReleaseException {
    private static final long serialVersionUID = 1L;

    public DeploymentFailedException(String message) {
        super(message, null);
    }

    DeploymentFailedException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public Kind kind() {
        return Kind.FAILED;
    }
}
