package io.jenkins.plugins.planetscale.steps.record;

import hudson.security.Permission;
import io.jenkins.plugins.planetscale.release.decision.DeployRequestDecision;
import io.jenkins.plugins.planetscale.steps.PlanetScalePermissions;
import java.util.Locale;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What a person can decide about a deploy request on the page of a build. */
@Restricted(NoExternalUse.class)
public enum DecisionKind {
    /** Lets a change go live that a step holds for approval. */
    APPROVE("APPROVED", null),
    /** Refuses it. */
    ABORT("REFUSED", null),
    APPLY("APPLIED", DeployRequestDecision.APPLY),
    REVERT("REVERTED", DeployRequestDecision.REVERT),
    KEEP("KEPT", DeployRequestDecision.KEEP);

    private final String done;
    private final DeployRequestDecision decision;

    DecisionKind(String done, DeployRequestDecision decision) {
        this.done = done;
        this.decision = decision;
    }

    public static DecisionKind of(DeployRequestDecision decision) {
        return valueOf(decision.name());
    }

    /** The word for it in the record of the build; for {@link #APPLY} and what follows also the outcome. */
    public String done() {
        return done;
    }

    /** Null for what a step carries out in any case. */
    public DeployRequestDecision decision() {
        return decision;
    }

    public Permission permission() {
        return this == REVERT || this == KEEP ? PlanetScalePermissions.REVERT : PlanetScalePermissions.APPROVE;
    }

    /** As in a URL. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
