package io.jenkins.plugins.planetscale.steps.decision;

import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalAction;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalRequest;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalRequirement;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalRequirements;
import io.jenkins.plugins.planetscale.steps.approval.Approvers;
import io.jenkins.plugins.planetscale.steps.record.DecisionRecord;
import io.jenkins.plugins.planetscale.steps.record.DecisionRejectedException;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecord;
import jenkins.model.Jenkins;

/**
 * Checks whether the current user may apply a staged change from the build page. An approval that any build requires
 * holds here as well; while the build itself runs and may still request one, applying is refused (409).
 */
final class ApplyPrecheck {
    private ApplyPrecheck() {}

    /** Why the current user may not apply it; null where that is no hindrance. */
    static DecisionRejectedException refusal(Run<?, ?> run, ReleaseRecord entry) {
        ApprovalRequest asked = asked(run, entry);
        String refusal = asked == null ? null : Approvers.refusal(asked, run, Jenkins.getAuthentication2());
        ApprovalRequirement elsewhere = ApprovalRequirements.get().about(entry);
        if (refusal == null && elsewhere != null) {
            refusal = Approvers.refusal(elsewhere, run, Jenkins.getAuthentication2());
        }
        if (refusal != null) {
            return new DecisionRejectedException(403, refusal);
        }
        if (run.isBuilding()) {
            return new DecisionRejectedException(
                    409,
                    asked != null && asked.isOpen()
                            ? entry.deployRequest().title() + " waits for an approval. Approve it, or reject it."
                            : entry.deployRequest().title()
                                    + ": the build still runs and may ask for an approval. Decide when it"
                                    + " is over.");
        }
        if (asked == null && !reachedItsEnd(run)) {
            return new DecisionRejectedException(
                    409,
                    entry.deployRequest().title()
                            + ": the build ended before it could ask for an approval. Run it again.");
        }
        DecisionRecord answer = asked == null ? null : asked.answer();
        if ((answer == null || answer.isApproval()) && elsewhere != null) {
            answer = elsewhere.refusal();
        }
        return answer == null || answer.isApproval()
                ? null
                : new DecisionRejectedException(
                        409,
                        entry.deployRequest().title() + " was " + answer
                                + ". To ask for an approval again, run the build again.");
    }

    /** The last approval of it that the build asked for; null for none. */
    private static ApprovalRequest asked(Run<?, ?> run, ReleaseRecord entry) {
        ApprovalAction action = run.getAction(ApprovalAction.class);
        return action == null
                ? null
                : action.getRequests().stream()
                        .filter(approvalRequest ->
                                approvalRequest.deployRequest().matches(entry.deployRequest()))
                        .reduce((earlier, later) -> later)
                        .orElse(null);
    }

    /** Else it may have been stopped between the staging and the step that asks. */
    private static boolean reachedItsEnd(Run<?, ?> run) {
        Result result = run.getResult();
        return result != null && !result.isWorseThan(Result.UNSTABLE);
    }
}
