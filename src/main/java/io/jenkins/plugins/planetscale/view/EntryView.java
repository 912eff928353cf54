package io.jenkins.plugins.planetscale.view;

import io.jenkins.plugins.planetscale.steps.approval.ApprovalRequest;
import io.jenkins.plugins.planetscale.steps.record.RecordedOutcome;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecord;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecord.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.function.UnaryOperator;

/** One record of a build, as its page shows it. */
public final class EntryView {
    /** The weight of an approval that is waited for. */
    private static final int ASKED = 2;

    private final String id;
    private final ReleaseRecord entry;
    private final DeployRequestView deployRequest;
    private final ApprovalView approval;

    private EntryView(String id, ReleaseRecord entry, DeployRequestView deployRequest, ApprovalView approval) {
        this.id = id;
        this.entry = entry;
        this.deployRequest = deployRequest;
        this.approval = approval;
    }

    /**
     * @param id its anchor
     * @param approvalRequests the approvals that the build asked for
     * @param building whether the build still runs
     * @param names makes the name of a user of the id
     */
    static EntryView of(
            String id,
            ReleaseRecord entry,
            List<ApprovalRequest> approvalRequests,
            boolean building,
            UnaryOperator<String> names) {
        if (entry.getKind() != Kind.DEPLOY_REQUEST) {
            return new EntryView(id, entry, null, null);
        }
        Map<String, String> diffs = new LinkedHashMap<>(entry.getDiff());
        List<DecisionView> decisions = decisions(entry, names);
        ApprovalRequest shown = null;
        for (ApprovalRequest approvalRequest : approvalRequests) {
            boolean same = BuildEntries.isAbout(entry, approvalRequest);
            if (same && diffs.isEmpty()) {
                diffs.putAll(approvalRequest.getDiff());
            }
            if (same && weight(approvalRequest, building) > weight(shown, building)) {
                shown = approvalRequest;
            }
        }
        DeployRequestView.Data data = DeployRequestView.Data.of(
                entry.getName(),
                entry.getOutcome(),
                entry.getProgress(),
                diffs,
                entry.getFound(),
                entry.getFindings(),
                decisions,
                building);
        return new EntryView(
                id,
                entry,
                new DeployRequestView(shown == null ? data : data.offered(shown)),
                weight(shown, building) == ASKED ? new ApprovalView(shown) : null);
    }

    /**
     * What a person is asked to approve is what the buttons are for, and so what is shown, whatever the build's checks
     * saw; without such a question it is what was approved.
     */
    private static int weight(ApprovalRequest approvalRequest, boolean building) {
        if (approvalRequest == null) {
            return 0;
        }
        return building && approvalRequest.isOpen() ? ASKED : approvalRequest.isApproved() ? 1 : 0;
    }

    private static List<DecisionView> decisions(ReleaseRecord entry, UnaryOperator<String> names) {
        return entry.getDecisions().stream()
                .map(made -> DecisionView.of(made, names.apply(made.getBy())))
                .toList();
    }

    /** Tells it from the others of the page. */
    public String getId() {
        return id;
    }

    /** The data, for the buttons. */
    public ReleaseRecord getEntry() {
        return entry;
    }

    /** Null unless it is one. */
    public DeployRequestView getDeployRequest() {
        return deployRequest;
    }

    /** The approval that is waited for; null for none. */
    public ApprovalView getApproval() {
        return approval;
    }

    /** {@code Deploy request #7}, {@code Branch dev} … */
    public String getTitle() {
        String name =
                entry.getKind() == Kind.PASSWORD && entry.getBranch() != null ? entry.getBranch() : entry.getName();
        try {
            return ViewMessages.of("Kind." + entry.getKind().name().toLowerCase(Locale.ROOT), name);
        } catch (MissingResourceException e) { // of a newer version, or written by hand
            return entry.getKind().name().toLowerCase(Locale.ROOT) + ' ' + name;
        }
    }

    public String getDatabase() {
        return entry.getDatabase();
    }

    /** Its page at PlanetScale; null unless it may become a link. */
    public String getUrl() {
        return SafeLinks.safe(entry.getUrl());
    }

    public String getState() {
        return deployRequest != null ? deployRequest.getState() : outcome(entry.getOutcome());
    }

    /** What else there is to say, in one line; may be null. */
    public String getDetail() {
        if (entry.getRole() == null) {
            return null;
        }
        String role = ViewMessages.of("Password.role", entry.getRole());
        return entry.getValidUntil() == 0 || entry.getOutcome() == RecordedOutcome.REVOKED
                ? role
                : ViewMessages.of("Password.until", role, ViewMessages.time(entry.getValidUntil()));
    }

    /** In words; null for null. */
    static String outcome(RecordedOutcome outcome) {
        return outcome == null ? null : ViewMessages.of("Outcome." + outcome);
    }

    /** When it was last changed. */
    public String getTime() {
        return ViewMessages.time(entry.getChanged());
    }

    /** Changes when more than figures would have to be drawn anew. */
    public String getShape() {
        return deployRequest != null
                ? deployRequest.shape() + (approval == null ? "" : "-" + approval.getId())
                : Integer.toHexString(String.valueOf(entry.getOutcome()).hashCode());
    }
}
