package io.jenkins.plugins.planetscale.steps.approval;

import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.cli.CLICommand;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.planetscale.steps.Messages;
import io.jenkins.plugins.planetscale.steps.PlanetScalePermissions;
import io.jenkins.plugins.planetscale.steps.record.DecisionKind;
import io.jenkins.plugins.planetscale.steps.record.DecisionRejectedException;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.args4j.Argument;
import org.kohsuke.args4j.Option;

/** {@code planetscale-approve JOB BUILD}: approves a change that waits at its gate, or refuses it. */
@Extension
@Restricted(NoExternalUse.class)
public final class ApproveCommand extends CLICommand {
    @Argument(index = 0, required = true, metaVar = "JOB", usage = "Name of the job")
    public transient Job<?, ?> job;

    @Argument(index = 1, required = true, metaVar = "BUILD", usage = "Number of the build")
    public transient int number;

    @Option(name = "--reject", usage = "Refuse the change instead of approving it")
    public transient boolean reject;

    @Option(
            name = "--deploy-request",
            metaVar = "N",
            usage = "Number of the deploy request, where the build asks for several approvals")
    public transient int deployRequest;

    @Option(
            name = "--database",
            metaVar = "DATABASE",
            usage = "Database of the deploy request, where the build asks for approvals in several")
    public transient String database;

    @Option(
            name = "--approval",
            metaVar = "ID",
            usage = "Id of the approval, as planetscale/api/json of the build has it: then the answer counts for"
                    + " no other change")
    public transient String approval;

    @Option(name = "--comment", metaVar = "TEXT", usage = "Your own words, kept with the answer")
    public transient String comment;

    @Override
    public String getName() {
        return "planetscale-approve";
    }

    @Override
    public String getShortDescription() {
        return Messages.ApproveCommand_shortDescription();
    }

    @Override
    protected int run() throws Exception {
        Run<?, ?> run = job.getBuildByNumber(number);
        if (run == null) {
            throw new IllegalArgumentException(job.getFullName() + " has no build #" + number + ".");
        }
        run.checkPermission(PlanetScalePermissions.APPROVE);
        ApprovalService approvals = new ApprovalService(run);
        try {
            ApprovalRequest chosen =
                    approvals.choose(Util.fixEmptyAndTrim(approval), Util.fixEmptyAndTrim(database), deployRequest);
            approvals.answer(
                    chosen, reject ? DecisionKind.REJECT : DecisionKind.APPROVE, Util.fixEmptyAndTrim(comment));
            stdout.println("Deploy request #" + chosen.getNumber() + " was " + chosen.answer() + ".");
            return 0;
        } catch (DecisionRejectedException e) {
            throw new AbortException(e.getMessage());
        }
    }
}
