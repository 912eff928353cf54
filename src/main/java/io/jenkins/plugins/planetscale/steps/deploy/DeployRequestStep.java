package io.jenkins.plugins.planetscale.steps.deploy;

import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.check.CheckedDeployRequest;
import io.jenkins.plugins.planetscale.release.check.OpenDeployRequest;
import io.jenkins.plugins.planetscale.release.deploy.AbortDeployRequest;
import io.jenkins.plugins.planetscale.release.deploy.OpenAndStage;
import io.jenkins.plugins.planetscale.release.gate.Gates;
import io.jenkins.plugins.planetscale.release.gate.InstantDdl;
import io.jenkins.plugins.planetscale.release.state.TableNames;
import io.jenkins.plugins.planetscale.steps.FormChoices;
import io.jenkins.plugins.planetscale.steps.Messages;
import io.jenkins.plugins.planetscale.steps.ParameterParser;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecorder;
import io.jenkins.plugins.planetscale.steps.runtime.BuildBranches;
import io.jenkins.plugins.planetscale.steps.runtime.OperationExecution;
import java.io.IOException;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code planetscaleDeployRequest}: opens or adopts a deploy request, checks it, and deploys it up to its gate if wanted. */
public final class DeployRequestStep extends DeployStep {
    private static final long serialVersionUID = 1L;
    static final String FUNCTION = "planetscaleDeployRequest";

    private final String branch;
    private String into;
    private String notes;
    private boolean stage;
    private boolean autoDeleteBranch;
    private String ifNoChanges = "pass";

    @DataBoundConstructor
    public DeployRequestStep(String branch) {
        this.branch = Util.fixEmptyAndTrim(branch);
    }

    public String getBranch() {
        return branch;
    }

    public String getInto() {
        return into;
    }

    /** The branch it goes into; without one, the parent of the branch, or else the database's default branch. */
    @DataBoundSetter
    public void setInto(String into) {
        this.into = Util.fixEmptyAndTrim(into);
    }

    public String getNotes() {
        return notes;
    }

    /** What its page at PlanetScale says; a line that names the build is added. */
    @DataBoundSetter
    public void setNotes(String notes) {
        this.notes = Util.fixEmptyAndTrim(notes);
    }

    public boolean isStage() {
        return stage;
    }

    /** Deploys it up to its gate, with the old schema still live. */
    @DataBoundSetter
    public void setStage(boolean stage) {
        this.stage = stage;
    }

    public boolean isAutoDeleteBranch() {
        return autoDeleteBranch;
    }

    /** Lets PlanetScale delete the branch when the deploy request is complete. */
    @DataBoundSetter
    public void setAutoDeleteBranch(boolean autoDeleteBranch) {
        this.autoDeleteBranch = autoDeleteBranch;
    }

    public String getIfNoChanges() {
        return ifNoChanges;
    }

    /** What to make of a branch that brings no change: {@code pass} or {@code fail}. */
    @DataBoundSetter
    public void setIfNoChanges(String ifNoChanges) {
        this.ifNoChanges = ParameterParser.orElse(ifNoChanges, "pass");
    }

    @Override
    public StepExecution start(StepContext context) throws IOException {
        ParameterParser.instant(getInstant());
        checkWords();
        ParameterParser.oneOf("ifNoChanges", ifNoChanges, "pass", "fail");
        return new Execution(this, context);
    }

    private static final class Execution
            extends OperationExecution<DeployRequestStep, Operation<CheckedDeployRequest>> {
        private static final long serialVersionUID = 1L;

        private transient CheckedDeployRequest shown;
        private String branch;

        Execution(DeployRequestStep step, StepContext context) {
            super(step, context, FUNCTION);
        }

        /** The branch whose deploy request the step drives, as long as its number is not known. */
        @Override
        protected String branch() {
            return branch;
        }

        /** Records diff and findings as soon as they are known: a staged or a refused change is shown with them. */
        @Override
        protected void onStep(Operation<CheckedDeployRequest> operation) {
            CheckedDeployRequest examined = operation instanceof OpenAndStage stage
                    ? stage.examined()
                    : ((OpenDeployRequest) operation).examined();
            if (examined != null && examined != shown) {
                shown = examined;
                ReleaseRecorder.examined(buildContext(), examined);
            }
        }

        @Override
        protected Operation<CheckedDeployRequest> operation()
                throws ReleaseException, IOException, InterruptedException {
            branch = BuildBranches.of(step().getBranch(), "branch: '…'", step().isDryRun(), buildContext());
            InstantDdl instant = ParameterParser.instant(step().getInstant());
            if (step().isStage() && instant == InstantDdl.REQUIRE) {
                throw new AbortException("stage: true holds the change at a gate, and instant: 'require' has none;"
                        + " leave one of them out.");
            }
            OpenDeployRequest open = new OpenDeployRequest(
                            buildContext().target().database(),
                            branch,
                            step().getInto(),
                            buildContext().marker())
                    .notes(step().getNotes())
                    .autoDeleteBranch(step().isAutoDeleteBranch())
                    .waitForReview(step().isWaitForApproval())
                    .instant(instant)
                    .failWithoutChanges(step().getIfNoChanges().equals("fail"))
                    .gates(gates());
            return step().isStage()
                    ? new OpenAndStage(open)
                            .failWhenBlocked(step().getIfQueueBlocked().equals("fail"))
                            .ifTakenOutOfQueue(ParameterParser.ifTakenOutOfQueue(step().getIfTakenOutOfQueue()))
                    : open;
        }

        private Gates gates() throws InvalidInputException, AbortException {
            return step().getGates() == null ? new Gates() : step().getGates().gates();
        }

        @Override
        protected Object value(Operation<CheckedDeployRequest> done) throws IOException, InterruptedException {
            CheckedDeployRequest request = done.result();
            if (request.number() > 0) {
                ReleaseRecorder.checked(buildContext(), request);
            } else {
                ReleaseRecorder.nothingToRelease(buildContext(), branch);
            }
            TableNames names = TableNames.of(request.changes());
            List<ChangeResult> changes = request.changes().stream()
                    .map(change -> new ChangeResult(
                            change.keyspace(),
                            names.of(change.keyspace(), change.table()),
                            change.operation(),
                            change.statement(),
                            change.dropsData(),
                            change.recentlyUsed(),
                            change.removedForeignKeys()))
                    .toList();
            return new DeployRequestResult(
                    request.number(), request.url(), request.outcome().name(), changes, request.revertible());
        }

        @Override
        protected Object dryRunValue() {
            return new DeployRequestResult(0, null, "DRY_RUN", List.of(), true);
        }

        @Override
        protected boolean abandonsLate() {
            return true;
        }

        @Override
        protected Operation<?> abandon(Operation<CheckedDeployRequest> left) throws ReleaseException, IOException {
            AbortDeployRequest.AbortPolicy policy = ParameterParser.onAbort(step().getOnAbort());
            if (left instanceof OpenAndStage staged) {
                return staged.abandon(policy);
            }
            return AbortDeployRequest.opened((OpenDeployRequest) left, policy);
        }
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
            return Messages.DeployRequestStep_displayName();
        }

        @POST
        @Restricted(NoExternalUse.class)
        public ListBoxModel doFillIfNoChangesItems() {
            return FormChoices.ifNoChanges();
        }

        @POST
        @Restricted(NoExternalUse.class)
        public FormValidation doCheckInstant(@QueryParameter String instant, @QueryParameter boolean stage) {
            return stage && "require".equals(instant)
                    ? FormValidation.error(Messages.FormValidations_instantNotStaged())
                    : FormValidation.ok();
        }
    }
}
