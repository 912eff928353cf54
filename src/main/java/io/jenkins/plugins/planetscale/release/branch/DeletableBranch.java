package io.jenkins.plugins.planetscale.release.branch;

import io.jenkins.plugins.planetscale.client.model.Branch;
import io.jenkins.plugins.planetscale.release.InvalidInputException;

/** Decides whether a branch may be deleted at all, whatever the token may do. */
final class DeletableBranch {
    private DeletableBranch() {}

    /**
     * Refuses a protected branch, and a production branch unless it is this build's.
     *
     * @param own whether this build has made it
     * @param title names the branch, to begin a sentence with
     */
    static void check(Branch branch, boolean own, String title) throws InvalidInputException {
        if (branch.production() == null && !own) {
            throw new InvalidInputException(title + " is left alone: PlanetScale does not say whether it is a"
                    + " production branch, and this build has not made it. If nobody needs it, delete it in"
                    + " PlanetScale.");
        }
        if (branch.isProduction() && !own) {
            throw new InvalidInputException(title + " is a production branch, and this build has not made it; this"
                    + " plugin does not delete it. If nobody needs it, delete it in PlanetScale.");
        }
        if (branch.deletionProtected() == null && !own) {
            throw new InvalidInputException(title + " is left alone: PlanetScale does not say whether it is protected"
                    + " against deletion, and this build has not made it. If nobody needs it, delete it in"
                    + " PlanetScale.");
        }
        if (Boolean.TRUE.equals(branch.deletionProtected())) {
            throw new InvalidInputException(
                    title + " is protected against deletion. Remove the protection in PlanetScale, then run again.");
        }
    }
}
