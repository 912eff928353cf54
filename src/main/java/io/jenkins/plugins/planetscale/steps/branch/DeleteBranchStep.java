package io.jenkins.plugins.planetscale.steps.branch;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import io.jenkins.plugins.planetscale.connection.RemoteChoices;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.branch.DeleteBranch;
import io.jenkins.plugins.planetscale.steps.FormValidations;
import io.jenkins.plugins.planetscale.steps.Messages;
import io.jenkins.plugins.planetscale.steps.PlanetScaleStep;
import io.jenkins.plugins.planetscale.steps.PlanetScaleStepDescriptor;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecorder;
import io.jenkins.plugins.planetscale.steps.runtime.BuildBranches;
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

/**
 * {@code planetscaleDeleteBranch}: deletes a branch; never a protected one, nor a production branch that this build did
 * not create.
 */
public final class DeleteBranchStep extends PlanetScaleStep {
    private static final long serialVersionUID = 1L;
    static final String FUNCTION = "planetscaleDeleteBranch";

    private final String name;
    private boolean descendants;
    private boolean closeDeployRequests;

    @DataBoundConstructor
    public DeleteBranchStep(String name) {
        this.name = Util.fixEmptyAndTrim(name);
    }

    public String getName() {
        return name;
    }

    public boolean isDescendants() {
        return descendants;
    }

    /** Deletes the branches made from it as well. */
    @DataBoundSetter
    public void setDescendants(boolean descendants) {
        this.descendants = descendants;
    }

    public boolean isCloseDeployRequests() {
        return closeDeployRequests;
    }

    /** Closes the deploy requests that are open from it first. */
    @DataBoundSetter
    public void setCloseDeployRequests(boolean closeDeployRequests) {
        this.closeDeployRequests = closeDeployRequests;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(this, context);
    }

    private static final class Execution extends OperationExecution<DeleteBranchStep, DeleteBranch> {
        private static final long serialVersionUID = 1L;

        private String name;

        Execution(DeleteBranchStep step, StepContext context) {
            super(step, context, FUNCTION);
        }

        @Override
        protected DeleteBranch operation() throws ReleaseException, IOException, InterruptedException {
            name = BuildBranches.of(step().getName(), "name: '…'", step().isDryRun(), buildContext());
            DeleteBranch delete = new DeleteBranch(buildContext().target().database(), name, step().isDescendants())
                    .gone(ReleaseRecorder.goneBranches(buildContext(), name))
                    .closingDeployRequests(step().isCloseDeployRequests())
                    .marker(buildContext().marker());
            return ReleaseRecorder.branches(buildContext()).contains(name)
                    ? delete.knowing(ReleaseRecorder.madeBranch(buildContext(), name))
                    : delete;
        }

        @Override
        protected Object value(DeleteBranch done) throws IOException, InterruptedException {
            ReleaseRecorder.deleted(buildContext(), name, done.deletedId());
            return null;
        }

        @Override
        protected Object dryRunValue() throws IOException, InterruptedException {
            DryRunPlan.branch(buildContext(), name, false);
            return null;
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
            return Messages.DeleteBranchStep_displayName();
        }

        @POST
        @Restricted(NoExternalUse.class)
        public FormValidation doCheckName(@QueryParameter String name) {
            return FormValidations.optionalBranch(name, "The branch to delete");
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
