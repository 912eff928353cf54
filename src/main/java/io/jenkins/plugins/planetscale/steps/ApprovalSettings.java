package io.jenkins.plugins.planetscale.steps;

import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import java.io.Serializable;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code approval: [submitters: 'ainsley', timeout: '8h']}: who may let the cutover happen, and until when. */
public final class ApprovalSettings extends AbstractDescribableImpl<ApprovalSettings> implements Serializable {
    private static final long serialVersionUID = 1L;

    private String submitters;
    private String timeout;
    private String message;
    private boolean notStarter;

    @DataBoundConstructor
    public ApprovalSettings() {}

    public String getSubmitters() {
        return submitters;
    }

    /** Users and groups, separated by commas; without any, everybody with the permission PlanetScale/Approve. */
    @DataBoundSetter
    public void setSubmitters(String submitters) {
        this.submitters = Util.fixEmptyAndTrim(submitters);
    }

    public String getTimeout() {
        return timeout;
    }

    /** How long the change waits at its gate, like {@code 8h}; without it, as long as PlanetScale holds it. */
    @DataBoundSetter
    public void setTimeout(String timeout) {
        this.timeout = Util.fixEmptyAndTrim(timeout);
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

    /** Describes the approval. */
    @Extension
    @Symbol("planetscaleApproval")
    public static final class DescriptorImpl extends Descriptor<ApprovalSettings> {
        @Override
        public String getDisplayName() {
            return Messages.ApprovalSettings_displayName();
        }

        @POST
        @Restricted(NoExternalUse.class)
        public FormValidation doCheckTimeout(@QueryParameter String timeout) {
            return Checks.time(timeout, "approval: timeout");
        }
    }
}
