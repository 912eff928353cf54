package io.jenkins.plugins.planetscale.host.steps;

import hudson.model.Result;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code unstable}. */
public final class UnstableStep extends Step {
    private final String message;

    @DataBoundConstructor
    public UnstableStep(String message) {
        this.message = message;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Now(context, () -> {
            Now.say(context, "WARNING: " + message);
            context.setResult(Result.UNSTABLE);
            return null;
        });
    }

    /** Describes the step. */
    public static final class DescriptorImpl extends Builtin {
        public DescriptorImpl() {
            super("unstable", false);
        }
    }
}
