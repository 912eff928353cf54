package io.jenkins.plugins.planetscale.view;

import io.jenkins.plugins.planetscale.steps.approval.ApprovalRequest;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecordAction;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecordAction.ReleaseRecord.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.function.UnaryOperator;

/** One thing that the build made or changed at PlanetScale, as the page shows it. */
public final class EntryView {
    private final String id;
    private final ReleaseRecordAction.ReleaseRecord entry;
    private final DeployRequestView deployRequest;

    private EntryView(String id, ReleaseRecordAction.ReleaseRecord entry, DeployRequestView deployRequest) {
        this.id = id;
        this.entry = entry;
        this.deployRequest = deployRequest;
    }

    /**
     * @param id its anchor
     * @param offers the approvals that the build asked for
     * @param building whether the build still runs
     * @param names makes the name of a user of the id
     */
    static EntryView of(
            String id,
            ReleaseRecordAction.ReleaseRecord entry,
            List<ApprovalRequest> offers,
            boolean building,
            UnaryOperator<String> names) {
        if (entry.getKind() != Kind.DEPLOY_REQUEST) {
            return new EntryView(id, entry, null);
        }
        Map<String, String> diffs = new LinkedHashMap<>(entry.getDiff());
        List<DecisionView> decisions = decisions(entry, names);
        ApprovalRequest shown = null;
        for (ApprovalRequest offer : offers) {
            boolean same = entry.deployRequest().matches(offer.deployRequest());
            if (same && diffs.isEmpty()) {
                diffs.putAll(offer.getDiff());
            }
            if (same && building && offer.isOpen()) {
                decisions.add(DecisionView.awaited(offer.getWho(), offer.getUntil()));
            }
            if (same && weight(offer, building) > weight(shown, building)) {
                shown = offer;
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
        return new EntryView(id, entry, new DeployRequestView(shown == null ? data : data.offered(shown)));
    }

    /**
     * What a person is asked to approve is what the buttons are for, and so what is shown, whatever the build's checks
     * saw; without such a question it is what was approved.
     */
    private static int weight(ApprovalRequest offer, boolean building) {
        if (offer == null) {
            return 0;
        }
        return building && offer.isOpen() ? 2 : offer.isApproved() ? 1 : 0;
    }

    private static List<DecisionView> decisions(ReleaseRecordAction.ReleaseRecord entry, UnaryOperator<String> names) {
        List<DecisionView> decisions = new ArrayList<>();
        entry.getDecisions().forEach(made -> decisions.add(DecisionView.of(made, names.apply(made.getBy()))));
        if (decisions.isEmpty() && entry.getApprovedBy() != null) { // noted by an older version
            decisions.add(DecisionView.made("APPROVED", names.apply(entry.getApprovedBy()), entry.getApprovedAt()));
        }
        return decisions;
    }

    /** Tells it from the others of the page. */
    public String getId() {
        return id;
    }

    /** The data, for the buttons. */
    public ReleaseRecordAction.ReleaseRecord getEntry() {
        return entry;
    }

    /** Null unless it is one. */
    public DeployRequestView getDeployRequest() {
        return deployRequest;
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
        return deployRequest != null ? deployRequest.getState() : ViewMessages.named("Outcome", entry.getOutcome());
    }

    /** What else there is to say, in one line; may be null. */
    public String getDetail() {
        if (entry.getRole() == null) {
            return null;
        }
        String role = ViewMessages.of("Password.role", entry.getRole());
        return entry.getValidUntil() == 0 || "REVOKED".equals(entry.getOutcome())
                ? role
                : ViewMessages.of("Password.until", role, ViewMessages.time(entry.getValidUntil()));
    }

    /** When it was last changed. */
    public String getTime() {
        return ViewMessages.time(entry.getChanged());
    }

    /** Changes when more than figures would have to be drawn anew. */
    public String getShape() {
        return deployRequest != null
                ? deployRequest.shape()
                : Integer.toHexString(String.valueOf(entry.getOutcome()).hashCode());
    }
}
