package io.jenkins.plugins.planetscale.simulation;

import io.jenkins.plugins.planetscale.local.Branch;
import io.jenkins.plugins.planetscale.local.Database;
import io.jenkins.plugins.planetscale.local.DeployRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The people at PlanetScale, who do with deploy requests and branches what they like, past the plugin. */
final class People {
    /** The build's step has checked its deploy request and is over. */
    static final String CHECKED = "checked";

    /** Somebody at Jenkins has approved it. */
    static final String APPROVED = "approved";

    /**
     * When a deed comes: some time after the build's begin, or soon after its deploy request has come to that state; or
     * between what was seen of it and what is done with it.
     */
    static final List<String> MOMENTS = List.of(
            "begin",
            "begin",
            CHECKED,
            CHECKED,
            APPROVED,
            "pending",
            "ready",
            "queued",
            "submitting",
            "in_progress",
            "in_progress",
            "pending_cutover",
            "in_progress_cutover",
            "complete_pending_revert");

    private static final List<String> DEEDS = List.of(
            "close",
            "cancel",
            "approve",
            "deploy",
            "apply",
            "dequeue",
            "auto-apply",
            "auto-apply",
            "revert",
            "keep",
            "alter the branch",
            "alter the branch",
            "drop data on the branch",
            "drop data on the branch",
            "alter the target",
            "delete the branch");

    private final Simulation simulation;
    private final Draw draw;
    /** By a build and a moment: what begins then. */
    private final Map<String, List<Runnable>> waiting = new HashMap<>();

    People(Simulation simulation, Draw draw) {
        this.simulation = simulation;
        this.draw = draw;
    }

    void meddle(Build build, Duration begins) {
        for (int i = 0; i < simulation.profile().people(); i++) {
            String id = "person " + build.id() + " " + i;
            if (build.intent.deploys() && draw.chance(0.5, id) && simulation.strikes(id)) {
                String deed = draw.one(DEEDS, "deed", id);
                at(build, begins, id, () -> act(build, deed, id));
            }
        }
    }

    /** Somebody's deed comes at a moment that is drawn. */
    void at(Build build, Duration begins, String id, Runnable deed) {
        String moment = draw.one(MOMENTS, "moment", id);
        if (moment.equals("begin")) {
            Duration when = draw.spread(Duration.ofSeconds(3), Duration.ofMinutes(40), "when", id);
            simulation.queue().in(begins.plus(when), id, deed);
        } else {
            waiting.computeIfAbsent(build.id() + " " + moment, key -> new ArrayList<>())
                    .add(() -> simulation
                            .queue()
                            .in(draw.spread(Duration.ofMillis(100), Duration.ofMinutes(2), "when", id), id, deed));
        }
    }

    /** Its deploy request has come to that state, or the build to that moment. */
    void entered(Build build, String moment) {
        List<Runnable> deeds = waiting.remove(build.id() + " " + moment);
        if (deeds != null) {
            deeds.forEach(Runnable::run);
        }
    }

    /** Somebody at PlanetScale looks after what builds have left in the way of others. */
    void tidyHourly() {
        simulation.queue().in(Duration.ofHours(1), "tidy", () -> {
            simulation.queue().touch();
            for (History.Course course : simulation.history().courses()) {
                Judge.Owner owner = simulation.judge().ownerOf(course.request.notes);
                if (owner != null && owner.build().isOver() && !course.request.closed()) {
                    for (String deed : List.of("cancel", "dequeue", "keep", "apply")) {
                        if (onRequest(course.request, deed)) {
                            simulation.tells("somebody at PlanetScale: " + deed + " of what " + owner.build().id()
                                    + " has left");
                            break;
                        }
                    }
                }
            }
            simulation.history().look(false);
            tidyHourly();
        });
    }

    private void act(Build build, String deed, String id) {
        simulation.queue().touch();
        Database database = build.intent.database;
        Branch branch = database.branches.get(build.intent.branch());
        DeployRequest request = database.deployRequests.stream()
                .filter(one -> one.source.name.equals(build.intent.branch()) && !one.closed())
                .findFirst()
                .orElse(null);
        if (build.isOver() || branch == null) {
            return;
        }
        boolean done = deed.contains("branch") || deed.contains("target")
                ? onSchema(build, deed, branch, id)
                : request != null && onRequest(request, deed);
        if (done) {
            simulation.meddle(build);
            simulation.tells("somebody at PlanetScale: " + deed + " of " + build.id());
            simulation.history().look(false);
        }
    }

    private boolean onSchema(Build build, String deed, Branch branch, String id) {
        int number = draw.below(1000, "column", id);
        switch (deed) {
            case "alter the branch" ->
                branch.ddl("ALTER TABLE t_" + build.intent.place + " ADD COLUMN late_" + build.intent.place + "_" + number
                        + " int");
            case "drop data on the branch" -> {
                if (!branch.schema().contains("`note`")) {
                    return false;
                }
                branch.ddl("ALTER TABLE t_" + build.intent.place + " DROP COLUMN note");
            }
            case "alter the target" ->
                build.intent.database.branches.get("main").ddl("ALTER TABLE customers ADD COLUMN other_" + number + " int");
            default -> {
                if (simulation.history().course(build.intent.database, 1) == null) {
                    return false;
                }
                build.intent.database.world.locked(() -> {
                    build.intent.database.delete(branch);
                    return null;
                });
            }
        }
        return true;
    }

    private boolean onRequest(DeployRequest request, String deed) {
        History.Course course = simulation.history().course(request.database, request.number);
        try {
            request.database.world.locked(() -> {
                switch (deed) {
                    case "close" -> request.close("closed", "somebody");
                    case "cancel" -> request.deployment.cancel("somebody");
                    case "approve" -> request.review("somebody", "approved", "");
                    case "deploy" -> {
                        request.deployment.deploy(false, "somebody");
                        course.byPerson = true; // whoever deploys it answers for it
                    }
                    case "apply" -> {
                        request.deployment.apply("somebody");
                        course.byPerson = true;
                    }
                    case "dequeue" -> request.actorDequeues();
                    case "auto-apply" -> {
                        request.deployment.autoCutover(true);
                        course.autoSince = simulation.now();
                    }
                    case "revert" -> request.deployment.revert();
                    default -> request.deployment.skipRevert();
                }
                return null;
            });
            return true;
        } catch (RuntimeException refused) {
            return false;
        }
    }
}
