package io.jenkins.plugins.planetscale.steps.runtime;

import hudson.model.InvisibleAction;
import hudson.model.Run;
import io.jenkins.plugins.planetscale.release.DryRun;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.steps.BuildWrites;
import io.jenkins.plugins.planetscale.steps.StepBuildContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the dry runs of a build would have created, so that the next one can build on it, and their lines form one
 * numbered plan. Persisted with the build. Thread-safe.
 */
public final class DryRunPlan extends InvisibleAction {
    /** Replaced, never changed, as it is written to disk at any time. Null for a step that would make nothing. */
    private volatile ArrayList<String> steps = new ArrayList<>();

    /** Database, a space, the name. Replaced, never changed; null before the first and in a build of an older version. */
    private volatile ArrayList<String> branches;

    private static DryRunPlan of(Run<?, ?> run) {
        return BuildWrites.action(run, DryRunPlan.class, DryRunPlan::new);
    }

    private synchronized int next() {
        ArrayList<String> more = new ArrayList<>(steps);
        more.add(null);
        steps = more;
        return more.size();
    }

    private synchronized void made(int step, String what) {
        ArrayList<String> changed = new ArrayList<>(steps);
        changed.set(step - 1, what);
        steps = changed;
    }

    /** Takes the next number; returns what the lines of the step begin with. */
    public static String begin(StepBuildContext buildContext) throws IOException {
        int step = of(buildContext.run()).next();
        BuildWrites.writeChanged(buildContext.run());
        return "Dry run, step " + step;
    }

    /** The dry run of an operation as the next step of the plan. */
    public static DryRun of(StepBuildContext buildContext, Operation<?> operation) throws IOException {
        List<String> made = new ArrayList<>(of(buildContext.run()).steps);
        made.removeIf(what -> what == null);
        return new DryRun(operation, begin(buildContext), made);
    }

    /** Notes what the step would have made. */
    public static void record(StepBuildContext buildContext, DryRun done) throws IOException {
        if (done.made() != null) {
            of(buildContext.run()).made(Integer.parseInt(done.title().replaceAll("\\D", "")), done.made());
            BuildWrites.writeChanged(buildContext.run());
        }
    }

    /** The branches that the real steps would have made or reused, and not deleted. */
    static List<String> branches(StepBuildContext buildContext) throws IOException {
        String database = buildContext.target().database() + " ";
        List<String> known = of(buildContext.run()).branches;
        return known == null
                ? List.of()
                : known.stream()
                        .filter(branch -> branch.startsWith(database))
                        .map(branch -> branch.substring(database.length()))
                        .toList();
    }

    /** Notes that the build would go on with this branch, or without it. */
    public static void branch(StepBuildContext buildContext, String name, boolean there) throws IOException {
        of(buildContext.run()).branch(buildContext.target().database() + " " + name, there);
        BuildWrites.writeChanged(buildContext.run());
    }

    private synchronized void branch(String branch, boolean there) {
        ArrayList<String> changed = branches == null ? new ArrayList<>() : new ArrayList<>(branches);
        changed.remove(branch);
        if (there) {
            changed.add(branch);
        }
        branches = changed;
    }

    /** The number of the step that would make what begins so; 0 for none. */
    public static int makes(StepBuildContext buildContext, String what) throws IOException {
        List<String> made = of(buildContext.run()).steps;
        for (int i = made.size(); i > 0; i--) {
            if (made.get(i - 1) != null && made.get(i - 1).startsWith(what)) {
                return i;
            }
        }
        return 0;
    }
}
