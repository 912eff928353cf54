package io.jenkins.plugins.planetscale.release;

/** A gate refused the change, or somebody bypassed a gate at PlanetScale; the message lists all findings. */
public final class GateRefusedException extends ReleaseException {
    private static final long serialVersionUID = 1L;

    public GateRefusedException(String message) {
        super(message, null);
    }

    @Override
    public Kind kind() {
        return Kind.REFUSED;
    }
}
