package io.jenkins.plugins.planetscale.steps.deploy;

import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.planetscale.release.deploy.IfTakenOutOfQueue;
import io.jenkins.plugins.planetscale.release.deploy.IfUnchecked;
import io.jenkins.plugins.planetscale.release.gate.InstantDdl;
import io.jenkins.plugins.planetscale.steps.FormChoices;
import io.jenkins.plugins.planetscale.steps.FormValidations;
import io.jenkins.plugins.planetscale.steps.Messages;
import io.jenkins.plugins.planetscale.steps.ParameterParser;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalSettings;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code planetscaleApply}: brings a checked deploy request live, after an approval if wanted. */
public final class ApplyStep extends DeployStep {
    private static final long serialVersionUID = 1L;
    static final String FUNCTION = "planetscaleApply";

    private int deployRequest;
    private boolean numbered;
    private String branch;
    private String into;
    private String ifNoneOpen = "fail";
    private ApprovalSettings approval;
    private String forceCutoverAfter;
    private String ifUnchecked = "check";

    @DataBoundConstructor
    public ApplyStep() {}

    public int getDeployRequest() {
        return deployRequest;
    }

    /** Its number, as {@code planetscaleDeployRequest} returned it; 0 where that found nothing to release. */
    @DataBoundSetter
    public void setDeployRequest(int deployRequest) {
        this.deployRequest = deployRequest;
        this.numbered = true;
    }

    public String getBranch() {
        return branch;
    }

    /** Instead of the number: the branch of the one deploy request that is open; without both, the branch of the build. */
    @DataBoundSetter
    public void setBranch(String branch) {
        this.branch = Util.fixEmptyAndTrim(branch);
    }

    public String getInto() {
        return into;
    }

    /** With {@code branch}: the target, when there is more than one. */
    @DataBoundSetter
    public void setInto(String into) {
        this.into = Util.fixEmptyAndTrim(into);
    }

    public String getIfNoneOpen() {
        return ifNoneOpen;
    }

    /** With {@code branch}: {@code fail} or {@code pass} when no deploy request is open. */
    @DataBoundSetter
    public void setIfNoneOpen(String ifNoneOpen) {
        this.ifNoneOpen = ParameterParser.orElse(ifNoneOpen, "fail");
    }

    public ApprovalSettings getApproval() {
        return approval;
    }

    /** Holds the change at its gate until a person approves. */
    @DataBoundSetter
    public void setApproval(ApprovalSettings approval) {
        this.approval = approval;
    }

    public String getForceCutoverAfter() {
        return forceCutoverAfter;
    }

    /** Kills what blocks the cutover when it takes longer than this, like {@code 10m}. */
    @DataBoundSetter
    public void setForceCutoverAfter(String forceCutoverAfter) {
        this.forceCutoverAfter = Util.fixEmptyAndTrim(forceCutoverAfter);
    }

    public String getIfUnchecked() {
        return ifUnchecked;
    }

    /** What to do with one that this build has not checked: {@code check}, {@code fail} or {@code apply} it unseen. */
    @DataBoundSetter
    public void setIfUnchecked(String ifUnchecked) {
        this.ifUnchecked = ParameterParser.orElse(ifUnchecked, "check");
    }

    @Override
    public StepExecution start(StepContext context) throws IOException {
        checkWords();
        ParameterParser.oneOf("ifNoneOpen", ifNoneOpen, "fail", "pass");
        if (approval != null) {
            approval.check();
        }
        IfUnchecked unchecked = ParameterParser.ifUnchecked(ifUnchecked);
        boolean again = ParameterParser.ifTakenOutOfQueue(getIfTakenOutOfQueue()) == IfTakenOutOfQueue.CHECK_AGAIN;
        if (getGates() != null && unchecked == IfUnchecked.APPLY && !again) {
            throw new AbortException("gates check what is brought live, and ifUnchecked: 'apply' brings it live without"
                    + " that; leave one of them out.");
        }
        if (branch != null && deployRequest != 0) {
            throw new AbortException("planetscaleApply: deployRequest: " + deployRequest + " and branch: '" + branch
                    + "' are both given, and each names a deploy request. Leave one of them out.");
        }
        if (approval != null && ParameterParser.instant(getInstant()) == InstantDdl.REQUIRE) {
            throw new AbortException(
                    "approval holds the change at a gate, and instant: 'require' has none; leave one of"
                            + " them out.");
        }
        return new ApplyExecution(this, context);
    }

    /** Whether it is told which deploy request by its number, 0 for none; else it goes by a branch. */
    boolean isNumbered() {
        return branch == null && numbered;
    }

    /** Describes the step. */
    @Extension
    public static final class DescriptorImpl extends DeployDescriptor {
        @Override
        public String getFunctionName() {
            return FUNCTION;
        }

        @Override
        public String getDisplayName() {
            return Messages.ApplyStep_displayName();
        }

        @POST
        @Restricted(NoExternalUse.class)
        public ListBoxModel doFillIfNoneOpenItems() {
            return FormChoices.ifNoneOpen();
        }

        @POST
        @Restricted(NoExternalUse.class)
        public FormValidation doCheckDeployRequest(
                @QueryParameter String deployRequest, @QueryParameter String branch) {
            if (Util.fixEmptyAndTrim(deployRequest) != null && Util.fixEmptyAndTrim(branch) != null) {
                return FormValidation.error(Messages.FormValidations_deployRequestOrBranch());
            }
            return FormValidations.optionalDeployRequest(deployRequest);
        }

        @POST
        @Restricted(NoExternalUse.class)
        public ListBoxModel doFillIfUncheckedItems() {
            return FormChoices.ifUnchecked();
        }

        @POST
        @Restricted(NoExternalUse.class)
        public FormValidation doCheckForceCutoverAfter(@QueryParameter String forceCutoverAfter) {
            return FormValidations.time(forceCutoverAfter, "forceCutoverAfter");
        }
    }
}
