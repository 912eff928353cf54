package io.jenkins.plugins.planetscale.steps.runtime;

import hudson.AbortException;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.steps.ParameterParser;
import io.jenkins.plugins.planetscale.steps.StepBuildContext;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecorder;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Finds the branch for a step that names none. */
@Restricted(NoExternalUse.class)
public final class BuildBranches {
    private BuildBranches() {}

    /**
     * The branch given, or else the one that this build has made or taken, or the one that belongs to its git branch: the
     * same in every step that takes a branch. In a dry run, what an earlier dry run would have made counts as made.
     *
     * @param write how a Jenkinsfile names one
     */
    public static String of(String given, String write, boolean dryRun, StepBuildContext buildContext)
            throws IOException, InterruptedException, InvalidInputException {
        if (given != null) {
            return given;
        }
        Set<String> made = new LinkedHashSet<>(ReleaseRecorder.branches(buildContext));
        if (dryRun) {
            made.addAll(DryRunPlan.branches(buildContext));
        }
        List<String> known = List.copyOf(made);
        if (known.size() == 1) {
            return known.get(0);
        }
        String git = ParameterParser.ofGit(buildContext.context());
        if (git != null && (known.isEmpty() || known.contains(git))) {
            return git;
        }
        throw new AbortException(buildContext.function() + " needs a branch: "
                + (known.isEmpty()
                        ? "no planetscaleBranch step of this build made or reused one, and this is no multibranch build"
                                + " whose git branch gives the name."
                        : "the planetscaleBranch steps of this build made or reused several, "
                                + String.join(", ", known) + ".")
                + " Write " + write + ".");
    }
}
