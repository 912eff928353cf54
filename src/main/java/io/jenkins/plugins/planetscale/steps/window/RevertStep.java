package io.jenkins.plugins.planetscale.steps.window;

import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.window.RevertWindow;
import io.jenkins.plugins.planetscale.steps.FormValidations;
import io.jenkins.plugins.planetscale.steps.Messages;
import io.jenkins.plugins.planetscale.steps.ParameterParser;
import io.jenkins.plugins.planetscale.steps.PlanetScaleStep;
import io.jenkins.plugins.planetscale.steps.PlanetScaleStepDescriptor;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecorder;
import io.jenkins.plugins.planetscale.steps.runtime.DryRunPlan;
import io.jenkins.plugins.planetscale.steps.runtime.OperationExecution;
import java.io.IOException;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code planetscaleRevert}: restores the old schema while the revert window is open. */
public final class RevertStep extends PlanetScaleStep {
    private static final long serialVersionUID = 1L;
    static final String FUNCTION = "planetscaleRevert";

    private final int deployRequest;
    private final boolean numbered;
    private String reason;

    @DataBoundConstructor
    public RevertStep(Integer deployRequest) {
        this.numbered = deployRequest != null;
        this.deployRequest = numbered ? deployRequest : 0;
    }

    public int getDeployRequest() {
        return deployRequest;
    }

    public String getReason() {
        return reason;
    }

    /** Why, for the log and the build page. */
    @DataBoundSetter
    public void setReason(String reason) {
        this.reason = Util.fixEmptyAndTrim(reason);
    }

    @Override
    public StepExecution start(StepContext context) throws AbortException {
        ParameterParser.numbered(numbered, FUNCTION);
        return new Execution(this, context);
    }

    private static final class Execution extends OperationExecution<RevertStep, RevertWindow> {
        private static final long serialVersionUID = 1L;

        Execution(RevertStep step, StepContext context) {
            super(step, context, FUNCTION);
        }

        @Override
        protected Object nothingToDo() throws IOException, InterruptedException {
            if (step().getDeployRequest() != 0) {
                return null;
            }
            if (step().isDryRun()) {
                buildContext()
                        .log(List.of(DryRunPlan.begin(buildContext())
                                + ": would revert the deploy request that this dry run would bring live. Nothing was"
                                + " changed."));
                return dryRunValue();
            }
            buildContext().log(List.of("There is nothing to revert" + ParameterParser.NUMBER_0));
            return WindowResult.unheld("NO_CHANGES");
        }

        @Override
        protected RevertWindow operation() throws ReleaseException {
            return RevertWindow.revertNow(
                    buildContext().target().database(), step().getDeployRequest(), step().getReason());
        }

        @Override
        protected int deployRequest() {
            return step().getDeployRequest();
        }

        @Override
        protected Object value(RevertWindow done) throws IOException, InterruptedException {
            RevertWindow.Result result = done.result();
            ReleaseRecorder.outcome(buildContext(), result.number(), result.url(), result.outcome());
            return WindowResult.of(result, null);
        }

        @Override
        protected Object dryRunValue() {
            return WindowResult.unheld("DRY_RUN");
        }
    }

    /** Describes the step. */
    @Extension
    public static final class DescriptorImpl extends PlanetScaleStepDescriptor {
        @Override
        public String getFunctionName() {
            return FUNCTION;
        }

        @Override
        public String getDisplayName() {
            return Messages.RevertStep_displayName();
        }

        @POST
        @Restricted(NoExternalUse.class)
        public FormValidation doCheckDeployRequest(@QueryParameter String deployRequest) {
            return FormValidations.deployRequest(deployRequest);
        }
    }
}
