package io.jenkins.plugins.planetscale.steps;

import hudson.AbortException;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which branch a step means that names none. */
final class BuildBranches {
    private BuildBranches() {}

    /**
     * The branch given, or else the one that this build has made or taken, or the one that belongs to its git branch: the
     * same in every step that takes a branch. In a dry run, what an earlier dry run would have made counts as made.
     *
     * @param write how a Jenkinsfile names one
     */
    static String of(String given, String write, boolean dryRun, StepSupport support)
            throws IOException, InterruptedException, InvalidInputException {
        if (given != null) {
            return given;
        }
        Set<String> made = new LinkedHashSet<>(BuildRecord.branches(support));
        if (dryRun) {
            made.addAll(DryRunPlan.branches(support));
        }
        List<String> known = List.copyOf(made);
        if (known.size() == 1) {
            return known.get(0);
        }
        String git = Settings.ofGit(support.context());
        if (git != null && (known.isEmpty() || known.contains(git))) {
            return git;
        }
        throw new AbortException(support.function() + " needs a branch: "
                + (known.isEmpty()
                        ? "no planetscaleBranch step of this build made or reused one, and this is no multibranch build"
                                + " whose git branch gives the name."
                        : "the planetscaleBranch steps of this build made or reused several, "
                                + String.join(", ", known) + ".")
                + " Write " + write + ".");
    }
}
