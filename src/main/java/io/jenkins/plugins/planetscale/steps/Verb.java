package io.jenkins.plugins.planetscale.steps;

import hudson.security.Permission;
import io.jenkins.plugins.planetscale.release.Decision;
import java.util.Locale;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What a person can decide about a deploy request on the page of a build. */
@Restricted(NoExternalUse.class)
public enum Verb {
    /** Lets a change go live that a step holds for approval. */
    APPROVE("APPROVED", null),
    /** Refuses it. */
    ABORT("REFUSED", null),
    APPLY("APPLIED", Decision.APPLY),
    REVERT("REVERTED", Decision.REVERT),
    KEEP("KEPT", Decision.KEEP);

    private final String done;
    private final Decision decision;

    Verb(String done, Decision decision) {
        this.done = done;
        this.decision = decision;
    }

    static Verb of(Decision decision) {
        return valueOf(decision.name());
    }

    /** The word for it in the record of the build; for {@link #APPLY} and what follows also the outcome. */
    String done() {
        return done;
    }

    /** Null for what a step carries out in any case. */
    Decision decision() {
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
