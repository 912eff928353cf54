package io.jenkins.plugins.planetscale.release.check;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.model.Branch;
import io.jenkins.plugins.planetscale.release.GateRefusedException;
import io.jenkins.plugins.planetscale.release.gate.Gates;
import io.jenkins.plugins.planetscale.release.state.Outcome;
import java.io.Serializable;
import java.time.Instant;

/** The options of a check, and what is known before it begins; the branches are read where they are not known. */
final class CheckOptions implements Serializable {
    private static final long serialVersionUID = 1L;

    Gates gates = new Gates();
    boolean instant;
    boolean waitForReview;
    boolean reviewNeeded;
    boolean failWithoutChanges;
    boolean staleSchema;
    boolean branchesRead;
    String branchId;
    Instant targetChanged;
    private Instant branchMade;
    private String branchParent;

    /** What the branch says of itself. */
    void source(Branch found) {
        branchId = found.id();
        // the schema of a restored branch is as old as its backup, of which PlanetScale does not say the age
        branchMade = found.restored() ? null : found.createdAt();
        branchParent = found.parentBranch();
        staleSchema = !Boolean.FALSE.equals(found.staleSchema());
    }

    /**
     * When the branch had the schema of that target for sure; null where that is not known: one that was made from another
     * branch got that one's schema, however old that is.
     */
    Instant base(String into) {
        return branchParent != null && branchParent.equals(into) ? branchMade : null;
    }

    /** Refuses one that brings no change, where one is expected. */
    void refuseWithoutChanges(DatabaseRef database, String branch, String into, CheckedDeployRequest found)
            throws GateRefusedException {
        if (failWithoutChanges && found.outcome() == Outcome.NO_CHANGES) {
            throw new GateRefusedException("Branch \"" + branch + "\" of " + database
                    + " brings no schema change into \""
                    + into + "\", and ifNoChanges: 'fail' expects one. Nothing was deployed. Check that the migrations"
                    + " ran, and ran on this branch."
                    + (found.url() == null ? "" : " See " + found.url() + "."));
        }
    }
}
