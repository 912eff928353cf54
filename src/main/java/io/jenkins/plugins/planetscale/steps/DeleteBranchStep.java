package io.jenkins.plugins.planetscale.steps;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import io.jenkins.plugins.planetscale.connection.Choices;
import io.jenkins.plugins.planetscale.release.DeleteBranch;
import io.jenkins.plugins.planetscale.release.ReleaseException;
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

/** {@code planetscaleDeleteBranch}: deletes a branch; never a production or protected one. */
public final class DeleteBranchStep extends PlanetScaleStep {
    private static final long serialVersionUID = 1L;
    static final String FUNCTION = "planetscaleDeleteBranch";

    private final String name;
    private boolean descendants;

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

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(this, context);
    }

    private static final class Execution extends OperationExecution<DeleteBranchStep, DeleteBranch> {
        private static final long serialVersionUID = 1L;

        Execution(DeleteBranchStep step, StepContext context) {
            super(step, context, FUNCTION);
        }

        @Override
        DeleteBranch operation() throws ReleaseException {
            return new DeleteBranch(support().target().database(), step().getName(), step().isDescendants());
        }

        @Override
        Object value(DeleteBranch done) throws IOException, InterruptedException {
            BuildRecord.deleted(support(), step().getName());
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
            return Checks.branch(name, "The branch to delete");
        }

        @POST
        @Restricted(NoExternalUse.class)
        public ComboBoxModel doFillNameItems(
                @AncestorInPath Item item,
                @QueryParameter String connection,
                @QueryParameter String organization,
                @QueryParameter String database,
                @QueryParameter String name) {
            return Choices.branches(item, connection, organization, database, name);
        }
    }
}
