package io.jenkins.plugins.planetscale.host.steps;

import io.jenkins.plugins.planetscale.host.run.Workspace;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code pwd}. */
public final class PwdStep extends Step {
    @DataBoundConstructor
    public PwdStep() {}

    @Override
    public StepExecution start(StepContext context) {
        return new Now(context, () -> context.get(Workspace.class).path().toString());
    }

    /** Describes the step. */
    public static final class DescriptorImpl extends Builtin {
        public DescriptorImpl() {
            super("pwd", false, Workspace.class);
        }
    }
}
