package io.jenkins.plugins.planetscale.host.steps;

import hudson.AbortException;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code error}. */
public final class ErrorStep extends Step {
    private final String message;

    @DataBoundConstructor
    public ErrorStep(String message) {
        this.message = message;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Now(context, () -> {
            throw new AbortException(message);
        });
    }

    /** Describes the step. */
    public static final class DescriptorImpl extends Builtin {
        public DescriptorImpl() {
            super("error", false);
        }
    }
}
