package io.jenkins.plugins.planetscale.release;

/** A gate refused the change, or somebody else crossed a gate; all findings are in the message. */
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
