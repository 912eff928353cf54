package io.jenkins.plugins.planetscale.steps.branch;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.planetscale.client.api.NewBranch;
import io.jenkins.plugins.planetscale.connection.RemoteChoices;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.branch.EnsureBranch;
import io.jenkins.plugins.planetscale.release.branch.ReadyBranch;
import io.jenkins.plugins.planetscale.steps.FormChoices;
import io.jenkins.plugins.planetscale.steps.Messages;
import io.jenkins.plugins.planetscale.steps.NewBranchForm;
import io.jenkins.plugins.planetscale.steps.ParameterParser;
import io.jenkins.plugins.planetscale.steps.PlanetScaleStep;
import io.jenkins.plugins.planetscale.steps.PlanetScaleStepDescriptor;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecorder;
import io.jenkins.plugins.planetscale.steps.runtime.DryRunPlan;
import io.jenkins.plugins.planetscale.steps.runtime.OperationExecution;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code planetscaleBranch}: creates a branch, or uses the one that exists, and waits until it is ready. */
public final class BranchStep extends PlanetScaleStep {
    private static final long serialVersionUID = 1L;
    static final String FUNCTION = "planetscaleBranch";

    private String name;
    private String parent;
    private boolean seedData;
    private String backup;
    private String clusterSize;
    private String region;
    private String ifExists = "reuse";

    @DataBoundConstructor
    public BranchStep() {}

    public String getName() {
        return name;
    }

    /** Its name; without one, the git branch gives it. */
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

    public String getIfExists() {
        return ifExists;
    }

    /** {@code reuse}, {@code fail} or {@code recreate}. */
    @DataBoundSetter
    public void setIfExists(String ifExists) {
        this.ifExists = ParameterParser.orElse(ifExists, "reuse");
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(this, context);
    }

    private static final class Execution extends OperationExecution<BranchStep, EnsureBranch> {
        private static final long serialVersionUID = 1L;

        private String name;

        Execution(BranchStep step, StepContext context) {
            super(step, context, FUNCTION);
        }

        @Override
        protected EnsureBranch operation() throws ReleaseException, IOException, InterruptedException {
            name = ParameterParser.newBranch(step().getName(), getContext());
            return new EnsureBranch(
                            buildContext().target().database(),
                            new NewBranch(
                                    name,
                                    step().getParent(),
                                    step().isSeedData(),
                                    step().getBackup(),
                                    step().getRegion(),
                                    step().getClusterSize()),
                            ParameterParser.ifExists(step().getIfExists()))
                    .gone(ReleaseRecorder.goneBranches(buildContext(), name))
                    .marker(buildContext().marker());
        }

        @Override
        protected Object value(EnsureBranch done) throws IOException, InterruptedException {
            ReadyBranch branch = done.result();
            ReleaseRecorder.branch(buildContext(), branch);
            return new BranchResult(branch.name(), branch.parent(), branch.created(), branch.url());
        }

        @Override
        protected Object dryRunValue() throws IOException, InterruptedException {
            DryRunPlan.branch(buildContext(), name, true);
            return new BranchResult(name, step().getParent(), false, null);
        }
    }

    /** Describes the step. */
    @Extension
    public static final class DescriptorImpl extends PlanetScaleStepDescriptor implements NewBranchForm {
        @Override
        public String getFunctionName() {
            return FUNCTION;
        }

        @Override
        public String getDisplayName() {
            return Messages.BranchStep_displayName();
        }

        @POST
        @Restricted(NoExternalUse.class)
        public ListBoxModel doFillIfExistsItems() {
            return FormChoices.ifExists();
        }

        @POST
        @Restricted(NoExternalUse.class)
        public ComboBoxModel doFillNameItems(
                @AncestorInPath Item item,
                @QueryParameter String connection,
                @QueryParameter String organization,
                @QueryParameter String database,
                @QueryParameter String name) {
            return RemoteChoices.branches(item, connection, organization, database, name);
        }
    }
}
