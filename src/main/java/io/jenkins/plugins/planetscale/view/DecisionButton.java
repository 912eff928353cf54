package io.jenkins.plugins.planetscale.view;

import io.jenkins.plugins.planetscale.steps.approval.ApprovalRequest;
import io.jenkins.plugins.planetscale.steps.decision.DecisionService;
import io.jenkins.plugins.planetscale.steps.record.DecisionKind;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecord;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A decision button of a deploy request, with its confirmation dialog. */
@Restricted(NoExternalUse.class)
public final class DecisionButton {
    private final ReleaseRecord entry;
    private final DecisionKind kind;
    private final ApprovalRequest approvalRequest;

    private DecisionButton(ReleaseRecord entry, DecisionKind kind, ApprovalRequest approvalRequest) {
        this.entry = entry;
        this.kind = kind;
        this.approvalRequest = approvalRequest;
    }

    /** Those that the current user gets. */
    static List<DecisionButton> of(DecisionService decisions, ReleaseRecord entry) {
        ApprovalRequest approvalRequest = decisions.openApprovalRequest(entry);
        return decisions.offered(entry).stream()
                .filter(kind -> approvalRequest != null || !kind.isAnswer()) // it may have been answered in between
                .map(kind -> new DecisionButton(entry, kind, kind.isAnswer() ? approvalRequest : null))
                .toList();
    }

    /** As in the URL that takes it. */
    public String getVerb() {
        return kind.word();
    }

    public String getLabel() {
        return ViewMessages.of("Verb." + kind.word());
    }

    /** {@code organization/database}. */
    public String getDatabase() {
        return entry.getDatabase();
    }

    /** Of the deploy request. */
    public int getNumber() {
        return entry.deployRequest().number();
    }

    /** Which change the page shows, so that the click counts for no other. */
    public String getShown() {
        return approvalRequest == null ? DecisionService.shown(entry) : approvalRequest.getId();
    }

    public boolean isDestructive() {
        return kind == DecisionKind.REVERT || kind == DecisionKind.REJECT;
    }

    /** Of Jenkins' own design. */
    public String getLook() {
        return switch (kind) {
            case APPROVE, APPLY -> "jenkins-button jenkins-button--primary";
            case REJECT, REVERT -> "jenkins-button jenkins-!-destructive-color";
            case KEEP -> "jenkins-button";
        };
    }

    /** The question before it counts. */
    public String getQuestion() {
        return ViewMessages.of("Ask." + kind.word(), Integer.toString(getNumber()));
    }

    /** What happens, with database and branches. */
    public String getEffect() {
        return approvalRequest == null ? EffectText.of(kind, entry) : EffectText.of(kind, approvalRequest);
    }
}
