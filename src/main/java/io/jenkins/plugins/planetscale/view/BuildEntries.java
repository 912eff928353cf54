package io.jenkins.plugins.planetscale.view;

import hudson.model.Run;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalAction;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalRequest;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecord;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecord.Kind;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecordAction;
import java.util.ArrayList;
import java.util.List;

/** The records that a build's page shows. */
final class BuildEntries {
    private BuildEntries() {}

    /**
     * What the build did, in the order in which it began; then the deploy requests that it asks an approval of and has no
     * record of, so that nothing is asked that the page does not show.
     */
    static List<ReleaseRecord> of(Run<?, ?> run) {
        ReleaseRecordAction record = run.getAction(ReleaseRecordAction.class);
        List<ReleaseRecord> entries = new ArrayList<>(record == null ? List.of() : record.getEntries());
        for (ApprovalRequest approvalRequest : ApprovalAction.requestsOf(run)) {
            if (entries.stream().noneMatch(entry -> isAbout(entry, approvalRequest))) {
                entries.add(ReleaseRecord.of(
                        Kind.DEPLOY_REQUEST,
                        approvalRequest.getDatabase(),
                        "#" + approvalRequest.getNumber(),
                        approvalRequest.getUrl()));
            }
        }
        return entries;
    }

    static boolean isAbout(ReleaseRecord entry, ApprovalRequest approvalRequest) {
        return entry.getKind() == Kind.DEPLOY_REQUEST && entry.deployRequest().matches(approvalRequest.deployRequest());
    }
}
