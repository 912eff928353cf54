package io.jenkins.plugins.planetscale.steps;

import io.jenkins.plugins.planetscale.release.Abandon;
import io.jenkins.plugins.planetscale.release.ApplyChange;
import io.jenkins.plugins.planetscale.release.DeployResult;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import java.io.IOException;
import java.time.Instant;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Applies a deploy request; while it stands at its gate, the build offers it for approval. */
final class ApplyExecution extends OperationExecution<ApplyStep, ApplyChange> {
    private static final long serialVersionUID = 1L;

    ApplyExecution(ApplyStep step, StepContext context) {
        super(step, context, ApplyStep.FUNCTION);
    }

    @Override
    ApplyChange operation() throws ReleaseException, IOException {
        ApplyChange apply = step().getBranch() == null
                ? ApplyChange.of(support().target().database(), step().getDeployRequest())
                : ApplyChange.ofBranch(support().target().database(), step().getBranch(), step().getInto());
        apply.instant(Settings.instant(step().getInstant()))
                .waitForReview(step().isWaitForApproval())
                .forceCutoverAfter(TimeSpans.parseOptional(step().getForceCutoverAfter(), "forceCutoverAfter"));
        return step().getApproval() == null ? apply : apply.approvalNeeded();
    }

    @Override
    Object value(ApplyChange done) throws IOException, InterruptedException {
        DeployResult result = done.result();
        if (result.approvedBy() != null) {
            BuildRecord.approved(support(), result.number(), result.url(), result.approvedBy());
        }
        BuildRecord.outcome(support(), result.number(), result.url(), result.outcome());
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
        return new ApplyValue("DRY_RUN", step().getDeployRequest(), null, null, null, null);
    }

    @Override
    Operation<?> abandon(ApplyChange left) throws ReleaseException, IOException {
        if (left.deployRequest() == 0) {
            return null; // it was still being looked for
        }
        return new Abandon(support().target().database(), left.deployRequest(), Settings.onAbort(step().getOnAbort()));
    }
}
