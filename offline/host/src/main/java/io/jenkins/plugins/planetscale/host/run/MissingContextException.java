package io.jenkins.plugins.planetscale.host.run;

/** A step needs something that only a block around it provides. The words are Jenkins'. */
public final class MissingContextException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean workspace;

    MissingContextException(Class<?> needed, String function) {
        super("Required context class " + (needed == Workspace.class ? "hudson.FilePath" : needed.getName())
                + " is missing\nPerhaps you forgot to surround the " + function
                + " step with a step that provides this, such as: node");
        workspace = needed == Workspace.class;
    }

    /** Whether an agent would help. */
    public boolean isWorkspace() {
        return workspace;
    }

    @Override
    public String toString() {
        return "org.jenkinsci.plugins.workflow.steps.MissingContextVariableException: " + getMessage();
    }
}
