package io.jenkins.plugins.planetscale.steps;

import hudson.Extension;
import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.RevertWindow;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code planetscaleRevert}: brings the old schema back while the revert window is open. */
public final class RevertStep extends PlanetScaleStep {
    private static final long serialVersionUID = 1L;
    static final String FUNCTION = "planetscaleRevert";

    private final int deployRequest;
    private String reason;

    @DataBoundConstructor
    public RevertStep(int deployRequest) {
        this.deployRequest = deployRequest;
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
    public StepExecution start(StepContext context) {
        return new Execution(this, context);
    }

    private static final class Execution extends OperationExecution<RevertStep, RevertWindow> {
        private static final long serialVersionUID = 1L;

        Execution(RevertStep step, StepContext context) {
            super(step, context, FUNCTION);
        }

        @Override
        RevertWindow operation() throws ReleaseException {
            return RevertWindow.revertNow(support().target().database(), step().getDeployRequest(), step().getReason());
        }

        @Override
        int deployRequest() {
            return step().getDeployRequest();
        }

        @Override
        Object value(RevertWindow done) throws IOException, InterruptedException {
            RevertWindow.Result result = done.result();
            BuildRecord.outcome(support(), result.number(), result.url(), result.outcome());
            return new WindowValue(result.outcome().name(), result.number(), result.url(), result.reason(), null);
        }

        @Override
        Object dryRunValue() {
            return new WindowValue("DRY_RUN", step().getDeployRequest(), null, null, null);
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

        /** The number for its field: nothing for 0, which is none. */
        @Restricted(NoExternalUse.class)
        public String shown(Integer number) {
            return number == null || number == 0 ? "" : number.toString();
        }

        @POST
        @Restricted(NoExternalUse.class)
        public FormValidation doCheckDeployRequest(@QueryParameter String deployRequest) {
            return Checks.deployRequest(deployRequest);
        }
    }
}
