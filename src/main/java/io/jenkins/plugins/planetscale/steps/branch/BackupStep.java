package io.jenkins.plugins.planetscale.steps.branch;

import hudson.Extension;
import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.branch.TakeBackup;
import io.jenkins.plugins.planetscale.steps.BranchForm;
import io.jenkins.plugins.planetscale.steps.FormValidations;
import io.jenkins.plugins.planetscale.steps.Messages;
import io.jenkins.plugins.planetscale.steps.ParameterParser;
import io.jenkins.plugins.planetscale.steps.PlanetScaleStep;
import io.jenkins.plugins.planetscale.steps.PlanetScaleStepDescriptor;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecorder;
import io.jenkins.plugins.planetscale.steps.runtime.BuildBranches;
import io.jenkins.plugins.planetscale.steps.runtime.OperationExecution;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code planetscaleBackup}: takes a backup of a branch. */
public final class BackupStep extends PlanetScaleStep {
    private static final long serialVersionUID = 1L;
    static final String FUNCTION = "planetscaleBackup";

    private final String branch;
    private String name;
    private String retention;
    private boolean wait = true;

    @DataBoundConstructor
    public BackupStep(String branch) {
        this.branch = Util.fixEmptyAndTrim(branch);
    }

    public String getBranch() {
        return branch;
    }

    public String getName() {
        return name;
    }

    /** Its name; without one, the build gives it. */
    @DataBoundSetter
    public void setName(String name) {
        this.name = Util.fixEmptyAndTrim(name);
    }

    public String getRetention() {
        return retention;
    }

    /** How long PlanetScale keeps it, like {@code 2 weeks}. */
    @DataBoundSetter
    public void setRetention(String retention) {
        this.retention = Util.fixEmptyAndTrim(retention);
    }

    public boolean isWait() {
        return wait;
    }

    /** Waits until it has succeeded. */
    @DataBoundSetter
    public void setWait(boolean wait) {
        this.wait = wait;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(this, context);
    }

    private static final class Execution extends OperationExecution<BackupStep, TakeBackup> {
        private static final long serialVersionUID = 1L;

        private String branch;

        Execution(BackupStep step, StepContext context) {
            super(step, context, FUNCTION);
        }

        @Override
        protected TakeBackup operation() throws ReleaseException, IOException, InterruptedException {
            branch = BuildBranches.of(step().getBranch(), "branch: '…'", step().isDryRun(), buildContext());
            String name = step().getName() != null
                    ? step().getName()
                    : buildContext().marker().token();
            TakeBackup backup = new TakeBackup(buildContext().target().database(), branch, name, step().isWait());
            return step().getRetention() == null ? backup : ParameterParser.retention(backup, step().getRetention());
        }

        @Override
        protected Object value(TakeBackup done) throws IOException, InterruptedException {
            TakeBackup.Result backup = done.result();
            ReleaseRecorder.backup(buildContext(), branch, backup.name(), backup.state());
            return new BackupResult(
                    backup.id(), backup.name(), backup.state(), backup.size() == null ? 0 : backup.size());
        }

        @Override
        protected Object dryRunValue() {
            return new BackupResult(null, step().getName(), "DRY_RUN", 0);
        }
    }

    /** Describes the step. */
    @Extension
    public static final class DescriptorImpl extends PlanetScaleStepDescriptor implements BranchForm {
        @Override
        public String getFunctionName() {
            return FUNCTION;
        }

        @Override
        public String getDisplayName() {
            return Messages.BackupStep_displayName();
        }

        @POST
        @Restricted(NoExternalUse.class)
        public FormValidation doCheckBranch(@QueryParameter String branch) {
            return FormValidations.optionalBranch(branch, "The branch to back up");
        }

        @POST
        @Restricted(NoExternalUse.class)
        public FormValidation doCheckRetention(@QueryParameter String retention) {
            return FormValidations.retention(retention);
        }
    }
}
