package io.jenkins.plugins.planetscale.host.bind;

/** A name that the host does not know; with the one that may have been meant. */
public final class UnknownNameException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public UnknownNameException(String name, String nearest) {
        super("Invalid parameter \"" + name + "\", did you mean \"" + nearest + "\"?");
    }
}
