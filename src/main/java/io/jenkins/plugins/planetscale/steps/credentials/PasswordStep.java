package io.jenkins.plugins.planetscale.steps.credentials;

import hudson.Extension;
import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.password.MintPassword;
import io.jenkins.plugins.planetscale.steps.BranchForm;
import io.jenkins.plugins.planetscale.steps.DurationParser;
import io.jenkins.plugins.planetscale.steps.FormValidations;
import io.jenkins.plugins.planetscale.steps.Lists;
import io.jenkins.plugins.planetscale.steps.Messages;
import io.jenkins.plugins.planetscale.steps.runtime.BuildBranches;
import java.io.IOException;
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
 * {@code withPlanetscalePassword}: a password for a block, in the variables of {@link
 * io.jenkins.plugins.planetscale.release.password.Credentials#environment}; renewed while the block runs and revoked at its end.
 */
public final class PasswordStep extends CredentialsStep {
    private static final long serialVersionUID = 1L;
    static final String FUNCTION = "withPlanetscalePassword";

    private final String branch;
    private boolean replica;
    /** As given; null for not given, which is from everywhere. */
    private ArrayList<String> cidrs;

    @DataBoundConstructor
    public PasswordStep(String branch) {
        super("readwriter");
        this.branch = Util.fixEmptyAndTrim(branch);
    }

    public String getBranch() {
        return branch;
    }

    public boolean isReplica() {
        return replica;
    }

    /** Reads from the replicas instead of the primary. */
    @DataBoundSetter
    public void setReplica(boolean replica) {
        this.replica = replica;
    }

    public List<String> getCidrs() {
        return Lists.lines(cidrs);
    }

    /** From which addresses it may be used, like {@code 10.0.0.0/8}; from everywhere without it. */
    @DataBoundSetter
    public void setCidrs(List<String> cidrs) {
        this.cidrs = Lists.given(cidrs);
    }

    @Override
    public StepExecution start(StepContext context) throws IOException {
        Lists.checkLines(cidrs, "cidrs", "['10.0.0.0/8']");
        return new Execution(this, context);
    }

    private static final class Execution extends CredentialsExecution<PasswordStep> {
        private static final long serialVersionUID = 1L;

        Execution(PasswordStep step, StepContext context) {
            super(step, context, FUNCTION);
        }

        @Override
        protected Operation<?> first() throws ReleaseException, IOException, InterruptedException {
            return mint(BuildBranches.of(step().getBranch(), "branch: '…'", step().isDryRun(), buildContext()));
        }

        @Override
        protected MintPassword mintFor(String name) throws ReleaseException, IOException {
            return new MintPassword(
                    database(),
                    name,
                    buildContext().marker(),
                    step().getRole(),
                    DurationParser.parse(step().getTtl(), "ttl"),
                    step().isReplica(),
                    step().getCidrs());
        }

        @Override
        protected void made(Operation<?> operation) {
            throw new IllegalStateException("nothing is made but the password: " + operation);
        }
    }

    /** Describes the step. */
    @Extension
    public static final class DescriptorImpl extends BlockDescriptor implements BranchForm {
        @Override
        public String getFunctionName() {
            return FUNCTION;
        }

        @Override
        public String getDisplayName() {
            return Messages.PasswordStep_displayName();
        }

        @POST
        @Restricted(NoExternalUse.class)
        public FormValidation doCheckBranch(@QueryParameter String branch) {
            return FormValidations.optionalBranch(branch, "The branch of the password");
        }
    }
}
