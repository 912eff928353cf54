package io.jenkins.plugins.planetscale.release.check;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.api.BranchCalls;
import io.jenkins.plugins.planetscale.client.error.NotFoundException;
import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import io.jenkins.plugins.planetscale.client.model.Branch;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import io.jenkins.plugins.planetscale.release.CallFailedException;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import java.time.Instant;

/**
 * Reads the two branches of a deploy request, chooses the target when none was named, and refuses a pair that
 * PlanetScale cannot deploy. Results in the target's name.
 */
final class ResolveBranches extends Operation<String> {
    private static final long serialVersionUID = 1L;

    private enum Phase {
        TARGET,
        SOURCE
    }

    private final DatabaseRef database;
    private final String branch;
    private String into;
    private final String defaultBranch;
    private final boolean existing;
    private final CheckOptions setting;
    private Phase phase;
    private boolean chosen;
    private Instant sourceReadAt;

    /**
     * @param into null where it is to be chosen
     * @param defaultBranch the database's; null for none
     * @param existing whether the deploy request is there already
     */
    ResolveBranches(
            DatabaseRef database,
            String branch,
            String into,
            String defaultBranch,
            boolean existing,
            CheckOptions setting) {
        this.database = database;
        this.branch = branch;
        this.into = into;
        this.defaultBranch = defaultBranch;
        this.existing = existing;
        this.setting = setting;
        phase = into == null && !existing ? Phase.SOURCE : Phase.TARGET; // the source knows its parent
    }

    @Override
    protected ApiRequest<?> step(Instant now) {
        return switch (phase) {
            case TARGET ->
                ApiRequest.of(BranchCalls.get(database, into), this::target)
                        .on(NotFoundException.class, this::noTarget);
            case SOURCE -> ApiRequest.of(BranchCalls.get(database, branch), this::source);
        };
    }

    /** As PlanetScale's own tool does: into the parent, or else into the default branch. */
    private void chooseTarget(Branch source) throws InvalidInputException {
        into = source.parentBranch() != null ? source.parentBranch() : defaultBranch;
        chosen = true;
        if (into == null || into.equals(branch)) {
            throw new InvalidInputException(
                    "Branch \"" + branch + "\" of " + database + " has no known target: PlanetScale names"
                            + " neither a parent of it nor another default branch. Write into: '…' to name the branch that it goes"
                            + " into. Nothing was changed.");
        }
    }

    private void noTarget(PlanetScaleException error, Instant now) throws ReleaseException {
        if (!chosen || defaultBranch == null || defaultBranch.equals(into) || defaultBranch.equals(branch)) {
            throw new CallFailedException("", error);
        }
        progress("The parent \"" + into + "\" of branch \"" + branch
                + "\" is not there: it goes into the default branch \"" + defaultBranch + "\".");
        into = defaultBranch;
    }

    private void target(Branch found, Instant now) throws InvalidInputException {
        if (!found.safeMigrations()) {
            throw new InvalidInputException("Branch \"" + into + "\" of " + database + " has no safe migrations, and"
                    + " PlanetScale deploys only into branches that have. Enable them on the branch's page"
                    + (found.htmlUrl() == null ? "" : " " + found.htmlUrl())
                    + (chosen ? ", or name another target with into:" : "") + ". Nothing was changed.");
        }
        setting.targetChanged = found.schemaLastUpdatedAt();
        phase = Phase.SOURCE;
        if (chosen) {
            end(); // the source is read already
        }
    }

    private void source(Branch found, Instant now) throws InvalidInputException {
        if (found.isProduction() && !existing) {
            throw new InvalidInputException(
                    "Branch \"" + branch + "\" of " + database + " is a production branch; deploy"
                            + " requests start from development branches. Nothing was changed.");
        }
        setting.source(found);
        setting.branchesRead = true;
        sourceReadAt = now;
        if (into == null && !existing) {
            chooseTarget(found);
            phase = Phase.TARGET;
        } else {
            end();
        }
    }

    /** The target as far as it is known; null before. */
    String into() {
        return into;
    }

    /** When the source was read; null before. */
    Instant sourceReadAt() {
        return sourceReadAt;
    }

    @Override
    public String result() {
        return ended() ? into : null;
    }

    @Override
    public String status(Instant now) {
        return "reading branch \"" + (phase == Phase.TARGET ? into : branch) + "\"";
    }
}
