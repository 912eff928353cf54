package io.jenkins.plugins.planetscale.steps.record;

import hudson.security.Permission;
import io.jenkins.plugins.planetscale.release.decision.DeployRequestDecision;
import io.jenkins.plugins.planetscale.steps.PlanetScalePermissions;
import java.util.Locale;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The decisions that a person can make about a deploy request on a build's page. */
@Restricted(NoExternalUse.class)
public enum DecisionKind {
    /** Lets a change go live that a step holds for approval. */
    APPROVE("approved", null, null),
    /** Refuses it. */
    REJECT("refused", null, null),
    APPLY("cut over", DeployRequestDecision.APPLY, RecordedOutcome.APPLIED),
    REVERT("reverted", DeployRequestDecision.REVERT, RecordedOutcome.REVERTED),
    KEEP("kept", DeployRequestDecision.KEEP, RecordedOutcome.KEPT);

    private final String past;
    private final DeployRequestDecision decision;
    private final RecordedOutcome outcome;

    DecisionKind(String past, DeployRequestDecision decision, RecordedOutcome outcome) {
        this.past = past;
        this.decision = decision;
        this.outcome = outcome;
    }

    public static DecisionKind of(DeployRequestDecision decision) {
        return valueOf(decision.name());
    }

    /** {@code approved}, {@code cut over} … */
    public String past() {
        return past;
    }

    /** Whether it answers an approval that a step asks for, and which that step carries out in any case. */
    public boolean isAnswer() {
        return decision == null;
    }

    /** Null for an answer. */
    public DeployRequestDecision decision() {
        return decision;
    }

    /** Of the deploy request when it is carried out; null for an answer. */
    public RecordedOutcome outcome() {
        return outcome;
    }

    public Permission permission() {
        return this == REVERT || this == KEEP ? PlanetScalePermissions.REVERT : PlanetScalePermissions.APPROVE;
    }

    /** As in a URL. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
