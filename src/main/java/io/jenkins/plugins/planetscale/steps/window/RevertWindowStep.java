package io.jenkins.plugins.planetscale.steps.window;

import hudson.AbortException;
import hudson.Extension;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.window.FailureThreshold;
import io.jenkins.plugins.planetscale.steps.FormChoices;
import io.jenkins.plugins.planetscale.steps.FormValidations;
import io.jenkins.plugins.planetscale.steps.Lists;
import io.jenkins.plugins.planetscale.steps.Messages;
import io.jenkins.plugins.planetscale.steps.ParameterParser;
import io.jenkins.plugins.planetscale.steps.PlanetScaleStep;
import io.jenkins.plugins.planetscale.steps.PlanetScaleStepDescriptor;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code planetscaleRevertWindow}: holds the revert window of a live change, runs the checks in its block again and
 * again, and reverts the change when too many fail.
 */
public final class RevertWindowStep extends PlanetScaleStep {
    private static final long serialVersionUID = 1L;
    static final String FUNCTION = "planetscaleRevertWindow";

    private final int deployRequest;
    private final boolean numbered;
    private String every = "2m";
    private String failures = "2 of 3";
    private String onSuccess = "keep";
    private String onFailure = "revert";
    private String onAbort = "leave";
    /** As given; null for not given, which is nothing to watch. */
    private ArrayList<String> watch;

    @DataBoundConstructor
    public RevertWindowStep(Integer deployRequest) {
        this.numbered = deployRequest != null;
        this.deployRequest = numbered ? deployRequest : 0;
    }

    public int getDeployRequest() {
        return deployRequest;
    }

    public String getEvery() {
        return every;
    }

    /** From the beginning of one run of the checks to that of the next; the first comes at once. */
    @DataBoundSetter
    public void setEvery(String every) {
        this.every = ParameterParser.orElse(every, "2m");
    }

    public String getFailures() {
        return failures;
    }

    /** {@code n of m}: how many failures among the last m runs are a failure; after m runs without, the change is good. */
    @DataBoundSetter
    public void setFailures(String failures) {
        this.failures = ParameterParser.orElse(failures, "2 of 3");
    }

    public String getOnSuccess() {
        return onSuccess;
    }

    /** {@code keep}: end the window; {@code expire}: go on checking until it ends by itself. */
    @DataBoundSetter
    public void setOnSuccess(String onSuccess) {
        this.onSuccess = ParameterParser.orElse(onSuccess, "keep");
    }

    public String getOnFailure() {
        return onFailure;
    }

    /** {@code revert}: revert the change; {@code leave}: fail the step and leave the window open. */
    @DataBoundSetter
    public void setOnFailure(String onFailure) {
        this.onFailure = ParameterParser.orElse(onFailure, "revert");
    }

    public String getOnAbort() {
        return onAbort;
    }

    /** {@code leave}: the window stays open; {@code revert}: the change is reverted. */
    @DataBoundSetter
    public void setOnAbort(String onAbort) {
        this.onAbort = ParameterParser.orElse(onAbort, "leave");
    }

    public List<String> getWatch() {
        return Lists.lines(watch);
    }

    /**
     * The query insights to watch while the window is held: {@code errors}, {@code latency}, {@code anomalies}. A
     * regression against the hour before the change counts as a failure of the checks. In a form, one a line.
     */
    @DataBoundSetter
    public void setWatch(List<String> watch) {
        this.watch = Lists.given(watch);
    }

    /** Refuses what is none of the choices. */
    void check() throws AbortException {
        ParameterParser.numbered(numbered, FUNCTION);
        ParameterParser.oneOf("onSuccess", onSuccess, "keep", "expire");
        ParameterParser.oneOf("onFailure", onFailure, "revert", "leave");
        ParameterParser.oneOf("onAbort", onAbort, "leave", "revert");
        Lists.checkLines(watch, "watch", "['errors', 'latency']");
        ParameterParser.signals(getWatch());
    }

    @Override
    public StepExecution start(StepContext context) {
        return new RevertWindowExecution(this, context);
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
            return Messages.RevertWindowStep_displayName();
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }

        @POST
        @Restricted(NoExternalUse.class)
        public ListBoxModel doFillOnSuccessItems() {
            return FormChoices.onSuccess();
        }

        @POST
        @Restricted(NoExternalUse.class)
        public ListBoxModel doFillOnFailureItems() {
            return FormChoices.onFailure();
        }

        @POST
        @Restricted(NoExternalUse.class)
        public ListBoxModel doFillOnAbortItems() {
            return FormChoices.onWindowAbort();
        }

        @POST
        @Restricted(NoExternalUse.class)
        public FormValidation doCheckDeployRequest(@QueryParameter String deployRequest) {
            return FormValidations.deployRequest(deployRequest);
        }

        @POST
        @Restricted(NoExternalUse.class)
        public FormValidation doCheckEvery(@QueryParameter String every) {
            return FormValidations.time(every, "every");
        }

        @POST
        @Restricted(NoExternalUse.class)
        public FormValidation doCheckFailures(@QueryParameter String failures) {
            try {
                FailureThreshold.of(ParameterParser.orElse(failures, "2 of 3"));
                return FormValidation.ok();
            } catch (InvalidInputException e) {
                return FormValidation.error(e.getMessage());
            }
        }
    }
}
