package io.jenkins.plugins.planetscale.host.run;

import hudson.AbortException;

/** A step needs something that only a block around it provides. */
public final class MissingContextException extends AbortException {
    private static final long serialVersionUID = 1L;

    private final boolean workspace;

    MissingContextException(Class<?> needed, String function) {
        super("Required context " + needed + " is missing\nPerhaps you forgot to surround the " + function
                + " step with a step that provides this, such as: node");
        workspace = needed == Workspace.class;
    }

    /** Whether an agent would help. */
    public boolean isWorkspace() {
        return workspace;
    }
}
