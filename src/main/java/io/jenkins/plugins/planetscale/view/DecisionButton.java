package io.jenkins.plugins.planetscale.view;

import io.jenkins.plugins.planetscale.release.state.Progress;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalRequest;
import io.jenkins.plugins.planetscale.steps.decision.DecisionService;
import io.jenkins.plugins.planetscale.steps.record.DecisionKind;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecordAction;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** One button of a deploy request, and what is asked before it counts. */
@Restricted(NoExternalUse.class)
public final class DecisionButton {
    private final ReleaseRecordAction.ReleaseRecord entry;
    private final DecisionKind verb;
    private final String shown;
    private final String branch;
    private final String into;
    private boolean beforeDeployment;

    private DecisionButton(
            ReleaseRecordAction.ReleaseRecord entry, DecisionKind verb, String shown, String branch, String into) {
        this.entry = entry;
        this.verb = verb;
        this.shown = shown;
        this.branch = branch == null ? ViewMessages.of("Effect.unknownBranch") : branch;
        this.into = into == null ? ViewMessages.of("Effect.unknownBranch") : into;
    }

    /** Those that the current user gets. */
    static List<DecisionButton> of(DecisionService decisions, ReleaseRecordAction.ReleaseRecord entry) {
        ApprovalRequest offer = decisions.openOffer(entry);
        Progress seen = entry.getProgress();
        String branch = offer != null ? offer.getBranch() : seen == null ? null : seen.branch();
        String into = offer != null ? offer.getInto() : seen == null ? null : seen.into();
        String shown = offer != null ? offer.getId() : DecisionService.shown(entry);
        return decisions.offered(entry).stream()
                .map(verb -> new DecisionButton(entry, verb, shown, branch, into).of(offer))
                .toList();
    }

    private DecisionButton of(ApprovalRequest offer) {
        beforeDeployment = verb == DecisionKind.APPROVE && offer != null && offer.isBeforeDeployment();
        return this;
    }

    public String getVerb() {
        return verb.word();
    }

    public String getLabel() {
        return ViewMessages.of("Verb." + verb.word());
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
        return shown;
    }

    public boolean isDestructive() {
        return verb == DecisionKind.REVERT || verb == DecisionKind.ABORT;
    }

    /** Of Jenkins' own design. */
    public String getLook() {
        return switch (verb) {
            case APPROVE, APPLY -> "jenkins-button jenkins-button--primary";
            case ABORT, REVERT -> "jenkins-button jenkins-!-destructive-color";
            case KEEP -> "jenkins-button";
        };
    }

    /** The question before it counts. */
    public String getQuestion() {
        return ViewMessages.of("Ask." + verb.word(), Integer.toString(getNumber()));
    }

    /** What happens, with database and branches. */
    public String getEffect() {
        String when = beforeDeployment ? "BeforeDeployment" : "";
        return ViewMessages.of("Effect." + verb.word() + when, entry.getDatabase(), branch, into);
    }
}
