package io.jenkins.plugins.planetscale.steps.approval;

import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.Nullable;
import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.planetscale.steps.DurationParser;
import io.jenkins.plugins.planetscale.steps.FormValidations;
import io.jenkins.plugins.planetscale.steps.Lists;
import io.jenkins.plugins.planetscale.steps.Messages;
import java.io.Serializable;
import java.util.ArrayList;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** {@code approval: [submitters: 'ainsley', timeout: '8h']}: who may approve the cutover, and until when. */
public final class ApprovalSettings extends AbstractDescribableImpl<ApprovalSettings> implements Serializable {
    private static final long serialVersionUID = 1L;

    private String submitters;
    private String timeout;
    private String message;
    private boolean notStarter;
    private boolean requireStarter;

    @DataBoundConstructor
    public ApprovalSettings() {}

    public String getSubmitters() {
        return submitters;
    }

    /** Users and groups, separated by commas; without any, everybody with the permission PlanetScale/Approve. */
    @DataBoundSetter
    public void setSubmitters(String submitters) {
        this.submitters = submitters; // as it is: a text without a name is refused and does not mean everybody
    }

    public String getTimeout() {
        return timeout;
    }

    /** How long the change waits at its gate, like {@code 8h}; without it, as long as PlanetScale holds it. */
    @DataBoundSetter
    public void setTimeout(String timeout) {
        this.timeout = timeout;
    }

    public String getMessage() {
        return message;
    }

    /** What is asked of the approver. */
    @DataBoundSetter
    public void setMessage(String message) {
        this.message = Util.fixEmptyAndTrim(message);
    }

    public boolean isNotStarter() {
        return notStarter;
    }

    /** Whether somebody else than the one who started the build has to approve. */
    @DataBoundSetter
    public void setNotStarter(boolean notStarter) {
        this.notStarter = notStarter;
    }

    public boolean isRequireStarter() {
        return requireStarter;
    }

    /** Whether nobody may approve where no person is known who started the build. */
    @DataBoundSetter
    public void setRequireStarter(boolean requireStarter) {
        this.requireStarter = requireStarter;
    }

    /** Those who may approve; empty for everybody with the permission. */
    ArrayList<String> submitterList() {
        return Lists.commas(submitters);
    }

    /**
     * Refuses what would let more people approve than was meant.
     *
     * @throws AbortException when there is no name among the submitters, or one that is empty; also for no timeout
     */
    public void check() throws AbortException {
        DurationParser.parseGiven(timeout, "approval: timeout");
        Lists.checkCommas(submitters, "approval: submitters", "users or groups like 'ainsley, dba'");
    }

    /** Describes the approval. */
    @Extension
    @Symbol("planetscaleApproval")
    public static final class DescriptorImpl extends Descriptor<ApprovalSettings> {
        @Override
        public String getDisplayName() {
            return Messages.ApprovalSettings_displayName();
        }

        @Override
        public ApprovalSettings newInstance(@Nullable StaplerRequest2 req, @NonNull JSONObject formData)
                throws FormException {
            return super.newInstance(req, Lists.withoutEmpty(formData, "submitters", "timeout"));
        }

        @POST
        @Restricted(NoExternalUse.class)
        public FormValidation doCheckSubmitters(@QueryParameter String submitters) {
            return FormValidations.commas(submitters, "approval: submitters", "users or groups like 'ainsley, dba'");
        }

        @POST
        @Restricted(NoExternalUse.class)
        public FormValidation doCheckTimeout(@QueryParameter String timeout) {
            return FormValidations.time(timeout, "approval: timeout");
        }
    }
}
