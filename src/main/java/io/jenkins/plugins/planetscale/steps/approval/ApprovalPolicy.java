package io.jenkins.plugins.planetscale.steps.approval;

import io.jenkins.plugins.planetscale.release.state.ReadBack;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Who may answer an approval request, and how, as the build demands. Immutable, holds no secret; written as XML, hence
 * a class with plain fields.
 */
final class ApprovalPolicy implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ArrayList<String> submitters;
    private final boolean notStarter;
    private final boolean starterRequired;
    private final ArrayList<String> starters;

    /** @param starters the ids of those who started the build, as far as known */
    ApprovalPolicy(ApprovalSettings settings, List<String> starters) {
        this.submitters = settings.submitterList();
        this.notStarter = settings.isNotStarter();
        this.starterRequired = settings.isRequireStarter();
        this.starters = new ArrayList<>(starters);
    }

    /** Whether it says what every one says; one that was written by hand need not, and then nobody may be let pass. */
    boolean isWhole() {
        return submitters != null
                && starters != null
                && ReadBack.list(submitters, String.class).size() == submitters.size()
                && ReadBack.list(starters, String.class).size() == starters.size();
    }

    /** Users and groups; empty for everybody with the permission. */
    List<String> submitters() {
        return List.copyOf(submitters);
    }

    boolean isNotStarter() {
        return notStarter;
    }

    /** Whether nobody may decide while it is not known who started the build. */
    boolean isStarterRequired() {
        return starterRequired;
    }

    /** The ids of those who started the build, as far as known. */
    List<String> starters() {
        return List.copyOf(starters);
    }

    /** Who may decide, in words. */
    String describeApprovers() {
        String who = submitters.isEmpty()
                ? "anybody with the permission PlanetScale/Approve"
                : String.join(", ", submitters);
        return notStarter && !starters.isEmpty()
                ? who + ", but not " + String.join(", ", starters) + " who started the build"
                : who;
    }
}
