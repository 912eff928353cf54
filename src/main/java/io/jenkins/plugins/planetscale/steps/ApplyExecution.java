package io.jenkins.plugins.planetscale.steps;

import io.jenkins.plugins.planetscale.release.ApplyChange;
import io.jenkins.plugins.planetscale.release.CheckedDeployRequest;
import io.jenkins.plugins.planetscale.release.DeployResult;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.Outcome;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Applies a deploy request; while it stands at its gate, the build offers it for approval. */
final class ApplyExecution extends OperationExecution<ApplyStep, ApplyChange> implements ApprovalGate.Host {
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
    Object nothingToDo() throws ReleaseException, IOException, InterruptedException {
        if (!step().isNumbered()) {
            branch = BuildBranches.of(
                    step().getBranch(), "branch: '…' or deployRequest: …", step().isDryRun(), support());
        }
        if (step().isDryRun() && step().getDeployRequest() == 0) {
            int maker = DryRunPlan.makes(
                    support(), "a deploy request from " + (branch == null ? "" : "\"" + branch + "\""));
            if (maker > 0 || branch == null) {
                support()
                        .say(List.of(DryRunPlan.begin(support()) + ": would bring live the deploy request"
                                + (maker > 0 ? " that step " + maker + " would make" : " that is given as number 0")
                                + (gate == null ? "" : ", after an approval") + ". Nothing was changed."));
                return dryRunValue();
            }
        } else if (branch == null && step().getDeployRequest() == 0) {
            support().say(List.of("There is nothing to bring live" + Settings.NUMBER_0));
            return new ApplyValue("NO_CHANGES", 0, null, null, null, null);
        }
        return null;
    }

    @Override
    ApplyChange operation() throws ReleaseException, IOException {
        ApplyChange apply = branch == null
                ? ApplyChange.of(support().target().database(), step().getDeployRequest())
                : ApplyChange.ofBranch(support().target().database(), branch, step().getInto());
        apply.instant(Settings.instant(step().getInstant()))
                .ifUnchecked(Settings.ifUnchecked(step().getIfUnchecked()))
                .ifTakenOutOfQueue(Settings.ifTakenOutOfQueue(step().getIfTakenOutOfQueue()))
                .waitForReview(step().isWaitForApproval())
                .failWhenBlocked(step().getIfQueueBlocked().equals("fail"))
                .forceCutoverAfter(TimeSpans.parseOptional(step().getForceCutoverAfter(), "forceCutoverAfter"));
        if (step().getGates() != null) {
            apply.gates(step().getGates().gates());
        }
        if (gate != null) {
            gate.configure(apply);
        }
        return apply;
    }

    @Override
    void prepare(ApplyChange apply) throws IOException, InterruptedException {
        apply.checked(BuildRecord.checked(support())).unpassed(BuildRecord.unpassed(support()));
        if (branch != null) {
            apply.passWithout(step().getIfNoneOpen().equals("pass")
                    || BuildRecord.broughtNothing(support(), branch, step().getInto()));
        }
        if (gate != null) {
            gate.prepare(apply);
        }
    }

    @Override
    int deployRequest() {
        return step().getDeployRequest();
    }

    @Override
    String branch() {
        return branch;
    }

    @Override
    void turned(ApplyChange apply) {
        record(apply);
        if (gate != null) {
            gate.turned(apply);
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
            BuildRecord.examined(support(), examined);
        } else if (passed.wasChecked() && passed.outcome() != Outcome.NO_CHANGES) {
            BuildRecord.passed(support(), passed);
        }
    }

    @Override
    Throwable stoppedBefore() throws IOException, InterruptedException {
        return gate == null ? null : gate.refusedBefore();
    }

    @Override
    public void stop(Throwable cause) {
        if (gate != null) {
            gate.over("The step was stopped.");
        }
        super.stop(cause);
    }

    @Override
    boolean abandonsLate() {
        return true;
    }

    @Override
    void closing(Throwable failure) {
        if (gate != null) {
            gate.close(failure == null ? "The change is live." : FailureText.anywhere(failure));
        }
    }

    @Override
    public String getStatus() {
        String waiting = gate == null ? null : gate.status();
        return waiting == null ? super.getStatus() : waiting;
    }

    @Override
    Object value(ApplyChange done) throws IOException, InterruptedException {
        DeployResult result = done.result();
        if (result.number() > 0) {
            BuildRecord.outcome(support(), result.number(), result.url(), result.outcome());
        }
        return new ApplyValue(
                result.outcome().name(),
                result.number(),
                result.url(),
                text(result.appliedAt()),
                text(result.revertUntil()),
                result.approvedBy());
    }

    private static String text(Instant instant) {
        return instant == null ? null : instant.toString();
    }

    @Override
    Object dryRunValue() {
        return new ApplyValue("DRY_RUN", 0, null, null, null, null); // what is given this number has nothing to do
    }

    @Override
    Operation<?> abandon(ApplyChange left) throws ReleaseException, IOException {
        return left.abandon(Settings.onAbort(step().getOnAbort()));
    }
}
