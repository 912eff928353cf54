package io.jenkins.plugins.planetscale.release.branch;

import io.jenkins.plugins.planetscale.client.api.NewBranch;
import io.jenkins.plugins.planetscale.client.model.Branch;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides whether an existing branch may be used or replaced, and which of the requested properties it cannot be given
 * any more.
 */
final class ExistingBranch {
    private ExistingBranch() {}

    /**
     * Refuses one that can be neither used nor replaced, or where neither was asked for.
     *
     * @param title names the branch, to begin a sentence with
     */
    static void checkUsable(IfExists ifExists, Branch branch, String title) throws InvalidInputException {
        if (ifExists == IfExists.FAIL) {
            throw new InvalidInputException(
                    title + " exists already and was not made by this build; nothing was changed."
                            + " Choose another name or delete the branch; planetscaleBranch can also take it"
                            + " (ifExists: 'reuse') or replace it ('recreate').");
        }
        if (branch.production() == null) {
            throw new InvalidInputException(title + " exists, and PlanetScale does not say whether it is a production"
                    + " branch; this step neither hands it out nor replaces it. Nothing was changed. Look at it in"
                    + " PlanetScale, or choose another name.");
        }
        if (branch.isProduction()) {
            throw new InvalidInputException(
                    title + " is a production branch; this step neither reuses nor replaces it. Choose another name"
                            + (branch.restored()
                                    ? ", or delete it in PlanetScale: it was made with data. With backup or seedData"
                                            + " and clusterSize: 'PS_DEV' the next one is no production branch."
                                    : "."));
        }
    }

    /** Why one that came about while this build made its own is left alone. @param title begins the sentence */
    static InvalidInputException createdMeanwhile(Branch branch, String title) {
        String who = BranchProvenance.maker(branch);
        return new InvalidInputException(title + " was made by somebody else while this step made it"
                + (who == null ? "" : ", by " + who) + "; it was left alone. Choose another name.");
    }

    /**
     * What to say when the branch is used as it is.
     *
     * @param title names the branch, to begin a sentence with
     * @throws InvalidInputException when it was made from another parent, whose schema it would bring along
     */
    static List<String> check(NewBranch wanted, Branch branch, String title) throws InvalidInputException {
        if (wanted.parent() != null && !wanted.parent().equals(branch.parentBranch())) {
            throw new InvalidInputException(title
                    + (branch.parentBranch() == null
                            ? " exists, but PlanetScale does not say from which branch it was made; \""
                                    + wanted.parent() + "\" was asked for"
                            : " exists, but was made from \"" + branch.parentBranch() + "\" and not from \""
                                    + wanted.parent() + "\"")
                    + "; nothing was changed. Give another name, name its own"
                    + " parent, or replace it with its data (ifExists: 'recreate').");
        }
        List<String> lost = new ArrayList<>();
        if (wanted.seedData() && !branch.restored()) {
            lost.add("seedData");
        }
        if (wanted.backupId() != null) {
            lost.add("backup: '" + wanted.backupId() + "'");
        }
        if (wanted.clusterSize() != null && !wanted.clusterSize().equals(branch.clusterName())) {
            lost.add("clusterSize: '" + wanted.clusterSize() + "'"
                    + (branch.clusterName() == null ? "" : " (it is a " + branch.clusterName() + ")"));
        }
        if (wanted.region() != null
                && (branch.region() == null
                        || !wanted.region().equals(branch.region().slug()))) {
            lost.add("region: '" + wanted.region() + "'"
                    + (branch.region() == null || branch.region().slug() == null
                            ? ""
                            : " (it is in " + branch.region().slug() + ")"));
        }
        List<String> lines = new ArrayList<>();
        lines.add(title + " exists; using it.");
        if (!lost.isEmpty()) {
            lines.add("These options have no effect, because the branch exists: " + String.join(", ", lost)
                    + ". To apply them, replace the branch with its data (ifExists: 'recreate').");
        }
        return lines;
    }
}
