package io.jenkins.plugins.planetscale.steps.deploy;

import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.check.CheckedDeployRequest;
import io.jenkins.plugins.planetscale.release.deploy.ApplyChange;
import io.jenkins.plugins.planetscale.release.request.DeployResult;
import io.jenkins.plugins.planetscale.release.state.Outcome;
import io.jenkins.plugins.planetscale.steps.DurationParser;
import io.jenkins.plugins.planetscale.steps.FailureText;
import io.jenkins.plugins.planetscale.steps.ParameterParser;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalGate;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecorder;
import io.jenkins.plugins.planetscale.steps.runtime.BuildBranches;
import io.jenkins.plugins.planetscale.steps.runtime.DryRunPlan;
import io.jenkins.plugins.planetscale.steps.runtime.OperationExecution;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Applies a deploy request; while it waits at its gate, the build offers it for approval. */
@Restricted(NoExternalUse.class)
public final class ApplyExecution extends OperationExecution<ApplyStep, ApplyChange> implements ApprovalGate.Host {
    private static final long serialVersionUID = 1L;

    /** Null where no approval is asked for. */
    private final ApprovalGate gate;

    /** Null where the step goes by a number. */
    private String branch;

    private transient int recorded;
    private transient CheckedDeployRequest recordedOf;

    ApplyExecution(ApplyStep step, StepContext context) {
        super(step, context, ApplyStep.FUNCTION);
        this.gate = step.getApproval() == null ? null : new ApprovalGate(this, step.getApproval());
    }

    @Override
    protected Object nothingToDo() throws ReleaseException, IOException, InterruptedException {
        if (!step().isNumbered()) {
            branch = BuildBranches.of(
                    step().getBranch(), "branch: '…' or deployRequest: …", step().isDryRun(), buildContext());
        }
        if (step().isDryRun() && step().getDeployRequest() == 0) {
            int maker = DryRunPlan.makes(
                    buildContext(), "a deploy request from " + (branch == null ? "" : "\"" + branch + "\""));
            if (maker > 0 || branch == null) {
                buildContext()
                        .log(List.of(DryRunPlan.begin(buildContext()) + ": would bring live the deploy request"
                                + (maker > 0 ? " that step " + maker + " would make" : " that is given as number 0")
                                + (gate == null ? "" : ", after an approval") + ". Nothing was changed."));
                return dryRunValue();
            }
        } else if (branch == null && step().getDeployRequest() == 0) {
            buildContext().log(List.of("There is nothing to bring live" + ParameterParser.NUMBER_0));
            return new ApplyResult("NO_CHANGES", 0, null, null, null, null);
        }
        return null;
    }

    @Override
    public ApplyChange operation() throws ReleaseException, IOException {
        ApplyChange apply = branch == null
                ? ApplyChange.of(buildContext().target().database(), step().getDeployRequest())
                : ApplyChange.ofBranch(buildContext().target().database(), branch, step().getInto());
        apply.instant(ParameterParser.instant(step().getInstant()))
                .ifUnchecked(ParameterParser.ifUnchecked(step().getIfUnchecked()))
                .ifTakenOutOfQueue(ParameterParser.ifTakenOutOfQueue(step().getIfTakenOutOfQueue()))
                .waitForReview(step().isWaitForApproval())
                .failWhenBlocked(step().getIfQueueBlocked().equals("fail"))
                .forceCutoverAfter(DurationParser.parseOptional(step().getForceCutoverAfter(), "forceCutoverAfter"));
        if (step().getGates() != null) {
            apply.gates(step().getGates().gates());
        }
        if (gate != null) {
            gate.configure(apply);
        }
        return apply;
    }

    @Override
    protected void prepare(ApplyChange apply) throws IOException, InterruptedException {
        apply.checked(ReleaseRecorder.checked(buildContext())).unpassed(ReleaseRecorder.unpassed(buildContext()));
        if (branch != null) {
            apply.passWithout(step().getIfNoneOpen().equals("pass")
                    || ReleaseRecorder.hadNoChanges(buildContext(), branch, step().getInto()));
        }
        if (gate != null) {
            gate.prepare(apply);
        }
    }

    @Override
    protected int deployRequest() {
        return step().getDeployRequest();
    }

    @Override
    protected String branch() {
        return branch;
    }

    @Override
    protected void onStep(ApplyChange apply) {
        record(apply);
        if (gate != null) {
            gate.onStep(apply);
        }
    }

    /** Diff and findings, as soon as they are there; what passed, before it is deployed: a restart asks the build. */
    private void record(ApplyChange apply) {
        CheckedDeployRequest passed = apply.passed();
        CheckedDeployRequest examined = passed != null && passed.wasChecked() ? passed : apply.examined();
        if (examined == null || examined == recordedOf && recorded == (passed != null ? 2 : 1)) {
            return;
        }
        recordedOf = examined;
        recorded = passed != null ? 2 : 1;
        if (passed == null) {
            ReleaseRecorder.examined(buildContext(), examined);
        } else if (passed.wasChecked() && passed.outcome() != Outcome.NO_CHANGES) {
            ReleaseRecorder.passed(buildContext(), passed);
        }
    }

    @Override
    protected Throwable stoppedBefore() throws IOException, InterruptedException {
        return gate == null ? null : gate.refusedBefore();
    }

    @Override
    public void stop(Throwable cause) {
        if (gate != null) {
            gate.stopAsking("The step was stopped.");
        }
        super.stop(cause);
    }

    @Override
    protected boolean abandonsLate() {
        return true;
    }

    @Override
    protected void onEnd(Throwable failure) {
        if (gate != null) {
            gate.close(failure == null ? "The change is live." : FailureText.onAnyThread(failure));
        }
    }

    @Override
    public String getStatus() {
        String waiting = gate == null ? null : gate.status();
        return waiting == null ? super.getStatus() : waiting;
    }

    @Override
    protected Object value(ApplyChange done) throws IOException, InterruptedException {
        DeployResult result = done.result();
        if (result.number() > 0) {
            ReleaseRecorder.outcome(buildContext(), result.number(), result.url(), result.outcome());
        }
        return new ApplyResult(
                result.outcome().name(),
                result.number(),
                result.url(),
                text(result.appliedAt()),
                text(result.revertUntil()),
                result.approvedBy());
    }

    @Override
    public String onAbort() {
        return step().getOnAbort();
    }

    private static String text(Instant instant) {
        return instant == null ? null : instant.toString();
    }

    @Override
    protected Object dryRunValue() {
        return new ApplyResult("DRY_RUN", 0, null, null, null, null); // what is given this number has nothing to do
    }

    @Override
    protected Operation<?> abandon(ApplyChange left) throws ReleaseException, IOException {
        return left.abandon(ParameterParser.onAbort(step().getOnAbort()));
    }
}
