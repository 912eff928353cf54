package io.jenkins.plugins.planetscale.view;

import hudson.model.Run;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalAction;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalRequest;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecordAction;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecordAction.ReleaseRecord.Kind;
import java.util.List;
import java.util.Map;

/** The change of an approval as it was offered, which is what the answer is for, drawn like those of the build page. */
final class ApprovalRequestView {
    private static final String PLACE = "a";

    private final ApprovalRequest offer;
    private final ReleaseRecordAction.ReleaseRecord entry;

    ApprovalRequestView(Run<?, ?> run, ApprovalRequest offer) {
        this.offer = offer;
        this.entry = entry(run, offer);
    }

    /** Open approvals of the build that its record has no deploy request for, and its page no buttons. */
    static List<ApprovalRequest> withoutEntry(Run<?, ?> run) {
        ApprovalAction asked = run.getAction(ApprovalAction.class);
        return asked == null
                ? List.of()
                : asked.getOpenOffers().stream()
                        .filter(offer -> entry(run, offer) == null)
                        .toList();
    }

    private static ReleaseRecordAction.ReleaseRecord entry(Run<?, ?> run, ApprovalRequest offer) {
        ReleaseRecordAction record = run.getAction(ReleaseRecordAction.class);
        return record == null
                ? null
                : record.getEntries().stream()
                        .filter(entry -> entry.getKind() == Kind.DEPLOY_REQUEST
                                && entry.deployRequest().matches(offer.deployRequest()))
                        .findFirst()
                        .orElse(null);
    }

    /** Where its diffs are found again; no entry of the build page has the same. */
    static String place(ApprovalRequest offer) {
        return PLACE + offer.getId();
    }

    /** The one of that {@link #place}; null for none. */
    static ApprovalRequest find(Run<?, ?> run, String place) {
        ApprovalAction asked = run.getAction(ApprovalAction.class);
        return asked == null
                ? null
                : asked.getOffers().stream()
                        .filter(offer -> place(offer).equals(place))
                        .findFirst()
                        .orElse(null);
    }

    DeployRequestView view() {
        DeployRequestView.Data data = DeployRequestView.Data.of(
                "#" + offer.getNumber(),
                null,
                entry == null ? null : entry.getProgress(),
                Map.of(),
                entry == null ? List.of() : entry.getFound(),
                entry == null ? List.of() : entry.getFindings(),
                List.of(),
                false);
        return new DeployRequestView(data.offered(offer));
    }
}
