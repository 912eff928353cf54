package io.jenkins.plugins.planetscale.host.steps;

import hudson.model.Result;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code catchError}. */
public final class CatchErrorStep extends Step {
    private String message;
    private String buildResult = "FAILURE";
    private String stageResult = "SUCCESS";
    private boolean catchInterruptions = true;

    @DataBoundConstructor
    public CatchErrorStep() {}

    @DataBoundSetter
    public void setMessage(String message) {
        this.message = message;
    }

    @DataBoundSetter
    public void setBuildResult(String buildResult) {
        this.buildResult = buildResult;
    }

    @DataBoundSetter
    public void setStageResult(String stageResult) {
        this.stageResult = stageResult;
    }

    @DataBoundSetter
    public void setCatchInterruptions(boolean catchInterruptions) {
        this.catchInterruptions = catchInterruptions;
    }

    @Override
    public StepExecution start(StepContext context) {
        Result result = Result.fromString(buildResult == null ? "SUCCESS" : buildResult);
        return new Caught(context, message, result, catchInterruptions);
    }

    /** Describes the step. */
    public static final class DescriptorImpl extends Builtin {
        public DescriptorImpl() {
            super("catchError", true);
        }
    }
}
