package io.jenkins.plugins.planetscale.steps.branch;

import hudson.Extension;
import hudson.Util;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.planetscale.steps.FormChoices;
import io.jenkins.plugins.planetscale.steps.Messages;
import io.jenkins.plugins.planetscale.steps.NewBranchForm;
import io.jenkins.plugins.planetscale.steps.ParameterParser;
import io.jenkins.plugins.planetscale.steps.credentials.CredentialsStep;
import io.jenkins.plugins.planetscale.steps.credentials.PasswordStep;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code withPlanetscaleBranch}: a branch that exists for the duration of a block, with a password for it in the same
 * variables as {@link PasswordStep}.
 */
public final class EphemeralBranchStep extends CredentialsStep {
    private static final long serialVersionUID = 1L;
    static final String FUNCTION = "withPlanetscaleBranch";

    private String name;
    private String parent;
    private boolean seedData;
    private String backup;
    private String clusterSize;
    private String region;
    private String keep = "never";

    @DataBoundConstructor
    public EphemeralBranchStep() {
        super("admin"); // what a branch of one's own is for: running migrations
    }

    public String getName() {
        return name;
    }

    /** Its name; without one, a name that no other build uses. */
    @DataBoundSetter
    public void setName(String name) {
        this.name = Util.fixEmptyAndTrim(name);
    }

    public String getParent() {
        return parent;
    }

    /** What it is made from; without one, the default branch of the database. */
    @DataBoundSetter
    public void setParent(String parent) {
        this.parent = Util.fixEmptyAndTrim(parent);
    }

    public boolean isSeedData() {
        return seedData;
    }

    /** Restores the data of the last successful backup into it. */
    @DataBoundSetter
    public void setSeedData(boolean seedData) {
        this.seedData = seedData;
    }

    public String getBackup() {
        return backup;
    }

    /** The id of a backup to restore into it. */
    @DataBoundSetter
    public void setBackup(String backup) {
        this.backup = Util.fixEmptyAndTrim(backup);
    }

    public String getClusterSize() {
        return clusterSize;
    }

    /** The size of its cluster, like {@code PS_10}. */
    @DataBoundSetter
    public void setClusterSize(String clusterSize) {
        this.clusterSize = Util.fixEmptyAndTrim(clusterSize);
    }

    public String getRegion() {
        return region;
    }

    /** Where it runs; without one, where the database does. */
    @DataBoundSetter
    public void setRegion(String region) {
        this.region = Util.fixEmptyAndTrim(region);
    }

    public String getKeep() {
        return keep;
    }

    /** Whether it stays after the block: {@code never}, {@code onFailure} or {@code always}. */
    @DataBoundSetter
    public void setKeep(String keep) {
        this.keep = ParameterParser.orElse(keep, "never");
    }

    @Override
    public StepExecution start(StepContext context) {
        return new EphemeralBranchExecution(this, context);
    }

    /** Describes the step. */
    @Extension
    public static final class DescriptorImpl extends BlockDescriptor implements NewBranchForm {
        @Override
        public String getFunctionName() {
            return FUNCTION;
        }

        @Override
        public String getDisplayName() {
            return Messages.EphemeralBranchStep_displayName();
        }

        @POST
        @Restricted(NoExternalUse.class)
        public ListBoxModel doFillKeepItems() {
            return FormChoices.keep();
        }
    }
}
