package io.jenkins.plugins.planetscale.release.branch;

import io.jenkins.plugins.planetscale.client.api.NewBranch;
import io.jenkins.plugins.planetscale.client.model.Branch;
import io.jenkins.plugins.planetscale.release.Marker;
import io.jenkins.plugins.planetscale.release.UnconfirmedCall;
import io.jenkins.plugins.planetscale.release.state.HumanFormat;
import java.io.Serializable;
import java.time.Instant;

/**
 * Decides whether a branch that exists was created by this build. A branch that somebody else created before, later or
 * instead must not be taken for the build's own and deleted: its own is one that an answer named, or for which it is
 * proven.
 */
final class BranchProvenance implements Serializable {
    private static final long serialVersionUID = 1L;

    private final NewBranch wanted;
    private final UnconfirmedCall attempts = new UnconfirmedCall();
    private Marker marker;
    private String parent;
    private String madeId;
    private String replacedId;

    BranchProvenance(NewBranch wanted) {
        this.wanted = wanted;
        this.parent = wanted.parent();
    }

    /** The build's marker: a branch whose name bears it is proven to be this build's. */
    void marker(Marker own) {
        marker = own;
    }

    /** The build's marker; null for none. */
    Marker marker() {
        return marker;
    }

    /** What it is made from once that is known; null where it stays unknown. */
    void parent(String found) {
        parent = found;
    }

    /** The calls that make it: each is to be noted here before it is sent. */
    UnconfirmedCall attempts() {
        return attempts;
    }

    /** It is ours: an answer named it, or it is proven. */
    void made(Branch branch) {
        madeId = branch.id();
    }

    /** The id of the branch that this build has made; null as long as none is known. */
    String madeId() {
        return madeId;
    }

    /** Whether this build has made it, or may have. */
    boolean mayHaveMade() {
        return madeId != null || attempts.mayHaveCreated();
    }

    /** Whether nothing can come of a call under way any more. */
    boolean settled(Instant now) {
        return madeId != null || attempts.isSettled(now);
    }

    /** It was there before, and is to be replaced. */
    void replaces(Branch branch) {
        replacedId = branch.id();
    }

    /** The id of the branch that was there before and is to be replaced; null for none. */
    String replacedId() {
        return replacedId;
    }

    boolean isReplaced(Branch branch) {
        return branch.id().equals(replacedId);
    }

    /**
     * Proof is this build's marker in its name; or that it was made by this token, in the time in which the call whose
     * answer was lost can have had its effect, and as it was asked for.
     */
    boolean mayBeOurs(Branch branch, Instant now) {
        if (branch.id().equals(madeId)) {
            return true;
        }
        boolean marked = marker != null && marker.marks(wanted.name());
        return isPossible(branch)
                && (marked
                        || attempts.couldHaveCreated(branch.createdAt(), now)
                                && branch.actor() != null
                                && branch.actor().self()
                                && isAsAskedFor(branch));
    }

    /** Whether it may have been made by a call whose answer was lost, and nothing proves it. */
    boolean cannotTell(Branch branch, Instant now) {
        return isPossible(branch)
                && (branch.createdAt() == null || attempts.couldHaveCreated(branch.createdAt(), now))
                && !mayBeOurs(branch, now);
    }

    private boolean isPossible(Branch branch) {
        return madeId == null
                && attempts.mayHaveCreated()
                && !isReplaced(branch)
                // with data it is a production branch, and restored; no other production branch is ours
                && (!branch.mayBeProduction() || wanted.restores() && branch.restored())
                && (wanted.restores() // a backup can be another branch's
                        || parent == null
                        || branch.parentBranch() == null
                        || parent.equals(branch.parentBranch()));
    }

    private boolean isAsAskedFor(Branch branch) {
        return (wanted.restores()
                        ? wanted.seedData() || branch.restored()
                        : !branch.restored() && (parent == null || parent.equals(branch.parentBranch())))
                && (wanted.region() == null
                        || branch.region() != null
                                && wanted.region().equals(branch.region().slug()))
                && (wanted.clusterSize() == null
                        || branch.clusterName() == null
                        || wanted.clusterSize().equals(branch.clusterName()));
    }

    /** Why a branch of which nobody can tell whose it is is left alone, and what to do about it. */
    String unproven(Branch branch) {
        String who = maker(branch);
        return "A branch of this name was made"
                + (branch.createdAt() == null ? "" : " at " + HumanFormat.clock(branch.createdAt()))
                + (who == null ? "" : " by " + who)
                + ", about when PlanetScale did not answer this build's own call to make one. Nothing proves that it is"
                + " this build's, so it is neither used as such nor deleted; it may be left over from this build"
                + (wanted.restores() ? ", with data and billed as a production branch unless it is a PS_DEV" : "")
                + ". Look at it in PlanetScale" + (branch.htmlUrl() == null ? "" : " (" + branch.htmlUrl() + ")")
                + " and delete it there if it is nobody else's.";
    }

    /** Who made a branch, as PlanetScale says it; null where it does not. */
    static String maker(Branch branch) {
        return branch.actor() == null ? null : branch.actor().describe();
    }
}
