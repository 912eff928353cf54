package io.jenkins.plugins.planetscale.simulation;

import io.jenkins.plugins.planetscale.local.Database;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.simulation.Judge.Owner;
import io.jenkins.plugins.planetscale.steps.FailureText;
import io.jenkins.plugins.planetscale.steps.StepFailure;
import io.jenkins.plugins.planetscale.steps.deploy.ApplyResult;
import io.jenkins.plugins.planetscale.steps.window.WindowResult;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/** Holds what a step or a build reports against what is at PlanetScale at that time. */
final class ResultJudge {
    private final Simulation simulation;
    private final Judge judge;

    ResultJudge(Simulation simulation, Judge judge) {
        this.simulation = simulation;
        this.judge = judge;
    }

    private void contradicted(Owner owner, String what) {
        simulation.violated("result", owner.function() + " in " + owner.build().id() + " says " + what);
    }

    void ended(Owner owner, Object value, Throwable failure) {
        Build build = owner.build();
        simulation.tells(build.id() + ": " + owner.function() + " ends: "
                + (failure == null ? describe(value) : failure.getClass().getSimpleName() + " "
                        + FailureText.onAnyThread(failure)));
        if (failure != null) {
            simulation.says(build, String.valueOf(failure.getMessage()));
        }
        if (failure == null) {
            good(owner, value);
        } else {
            bad(owner, failure);
        }
    }

    private static String describe(Object value) {
        return value instanceof ApplyResult apply
                ? apply.getOutcome()
                : value instanceof WindowResult window ? window.getOutcome() : value instanceof Number ? String.valueOf(((Number) value).intValue()) : "well";
    }

    private void good(Owner owner, Object value) {
        Build build = owner.build();
        Database database = build.intent.database;
        if (build.isStopped()) {
            simulation.violated("stop", owner.function() + " in " + build.id() + " ends well after it was stopped");
        }
        if (simulation.decisions().isRefused(build) && owner.function().equals("planetscaleApply")) {
            simulation.violated("decision", build.id() + " goes on although its change was rejected");
        }
        int number = value instanceof Number given
                ? given.intValue()
                : build.program().number("number");
        History.Course course = simulation.history().course(database, number);
        switch (owner.function()) {
            case "planetscaleDeployRequest" -> opened(owner, course, build);
            case "planetscaleApply" -> applied(owner, course, ((ApplyResult) value).getOutcome());
            case "planetscaleRevertWindow" -> held(owner, course, ((WindowResult) value).getOutcome());
            case "planetscaleRevert" ->
                check(owner, course != null && course.wasSince(judge.since(), "complete_revert", "no_changes"), "reverted");
            case "planetscaleBranch" ->
                check(
                        owner,
                        database.branches.containsKey(build.intent.branch()) || simulation.meddledWith(build),
                        "that its branch is there");
            case "planetscaleDeleteBranch" ->
                check(owner, !database.branches.containsKey(build.intent.branch()), "that its branch is gone");
            default -> {
                // nothing that the server could contradict; what is left is looked at when the build is over
            }
        }
    }

    private void check(Owner owner, boolean so, String what) {
        if (!so) {
            contradicted(owner, what + ", and it is not so");
        }
    }

    private void opened(Owner owner, History.Course course, Build build) {
        simulation.people().entered(build, People.CHECKED);
        if (course == null) {
            if (build.intent.deploys() && !simulation.meddledWith(build)) {
                contradicted(owner, "that there is nothing to do, and there is");
            }
            return;
        }
        check(owner, course.request.source.name.equals(build.intent.branch()), "which deploy request is its own");
        if (build.intent.kind == Intent.Kind.STAGED && !course.wasSince(judge.since(), "pending_cutover", "no_changes")) {
            contradicted(owner, "staged, and it is " + course.request.deployment.state);
        }
    }

    private void applied(Owner owner, History.Course course, String outcome) {
        if (outcome.equals("APPLIED")) {
            check(owner, course.live, outcome);
            check(
                    owner,
                    course.wasSince(judge.since(), "complete_pending_revert", "complete"),
                    outcome + " while it is " + course.request.deployment.state);
        } else if (outcome.equals("NO_CHANGES")) {
            check(owner, course == null || !course.live, outcome);
        }
    }

    private void held(Owner owner, History.Course course, String outcome) {
        String[] states =
                switch (outcome) {
                    case "KEPT", "EXPIRED" -> new String[] {"complete"};
                    case "REVERTED" -> new String[] {"complete_revert"};
                    default -> null;
                };
        if (states != null) {
            check(owner, course.wasSince(judge.since(), states), outcome + " while it is "
                    + course.request.deployment.state);
        }
    }

    private void bad(Owner owner, Throwable failure) {
        Build build = owner.build();
        String text = String.valueOf(failure.getMessage());
        if (owner.function().equals("planetscaleApply")
                && simulation.decisions().approvalOf(build) != null
                && text.contains("Nobody approved")
                && !simulation.meddledWith(build)) {
            simulation.violated("decision", build.id() + " was approved, and fails with: " + text);
        }
        boolean excused = build.isStopped()
                || failure instanceof FlowInterruptedException
                || simulation.meddledWith(build)
                || isRefusedForOthers(build, failure)
                || windowEndedWhileDown(owner)
                || !simulation.profile().strict();
        if (!excused) {
            simulation.violated("failure", owner.function() + " in " + build.id() + " fails where nothing has failed: "
                    + failure);
        }
    }

    /** Nobody can revert what was final before the controller could have looked. */
    private boolean windowEndedWhileDown(Owner owner) {
        if (!owner.function().equals("planetscaleRevert")) {
            return false;
        }
        Build build = owner.build();
        History.Course course =
                simulation.history().course(build.intent.database, build.program().number("number"));
        History.Was last = course == null ? null : course.states.get(course.states.size() - 1);
        return last != null
                && last.state().equals("complete")
                && last.from().isBefore(simulation.lives().upSince().plus(Limits.REACTION));
    }

    /** A gate refuses what would undo a change that another build has brought live meanwhile. */
    private boolean isRefusedForOthers(Build build, Throwable failure) {
        if (!(failure instanceof StepFailure refused)
                || !refused.getKind().equals(ReleaseException.Kind.REFUSED.name())) {
            return false;
        }
        for (History.Course course : simulation.history().courses()) {
            Owner other = judge.ownerOf(course.request.notes);
            if (course.live
                    && course.request.database == build.intent.database
                    && other != null
                    && other.build() != build) {
                return true;
            }
        }
        return false;
    }

    /** A build is over, and the sweeper has not been there. */
    void over(Build build) {
        simulation.tells(build.id() + ": is over, " + (build.failure() == null ? "well" : "badly"));
        if (build.isStopped() && build.failure() == null) {
            simulation.violated("stop", build.id() + " was stopped and ends well");
        }
        String left = judge.left(build);
        boolean told = build.log().stream().anyMatch(line -> line.contains("The clean-up failed"))
                || build.failure() != null && String.valueOf(build.failure().getMessage()).contains("The clean-up failed");
        boolean excused = told && !simulation.profile().strict() || simulation.isAbortedTwice(build);
        if (left != null && !left.endsWith("whose answer was lost") && !excused) {
            simulation.violated("left", "at its end " + build.id() + " leaves the " + left);
        }
    }
}
