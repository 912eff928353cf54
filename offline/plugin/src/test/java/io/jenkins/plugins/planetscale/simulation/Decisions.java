package io.jenkins.plugins.planetscale.simulation;

import hudson.model.Result;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalAction;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalRequest;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalService;
import io.jenkins.plugins.planetscale.steps.decision.DecisionService;
import io.jenkins.plugins.planetscale.steps.record.DecisionKind;
import io.jenkins.plugins.planetscale.steps.record.DecisionRejectedException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/** The people at Jenkins: who answers what builds ask, aborts them, keeps and reverts. */
final class Decisions {
    /** What somebody approved: the change as the page showed it. */
    record Approval(String shown) {
        private static final Pattern OURS = Pattern.compile("\\b(c|f|late|other)_\\d+(_\\d+)?\\b");

        /** Whether all that these statements bring was shown. */
        boolean covers(String statements) {
            Matcher name = OURS.matcher(statements);
            while (name.find()) {
                if (!shown.contains(name.group())) {
                    return false;
                }
            }
            return true;
        }
    }

    private final Simulation simulation;
    private final Draw draw;
    private final Map<Build, Approval> approvals = new HashMap<>();
    private final Set<Build> refused = new HashSet<>();
    private final Map<Build, Integer> aborts = new HashMap<>();

    Decisions(Simulation simulation, Draw draw) {
        this.simulation = simulation;
        this.draw = draw;
    }

    /** What counts by now; null for nothing. */
    Approval approvalOf(Build build) {
        return approvals.get(build);
    }

    boolean isRefused(Build build) {
        return refused.contains(build);
    }

    int aborts(Build build) {
        return aborts.getOrDefault(build, 0);
    }

    /** People look at the page of a build from time to time, and some do more. */
    void watch(Build build, Duration begins) {
        if (build.intent.approval) {
            visit(build, 0);
        }
        for (int i = 0; i < simulation.profile().users(); i++) {
            String id = "user " + build.id() + " " + i;
            if (draw.chance(0.4, id) && simulation.strikes(id)) {
                String deed = draw.one(
                        List.of("abort", "abort", "abort", "abort twice", "time-out", "keep", "revert", "apply"), "deed", id);
                simulation.people().at(build, begins, id, () -> act(build, deed, id));
            }
        }
    }

    private void visit(Build build, int visits) {
        Duration pause = draw.spread(Duration.ofSeconds(20), Duration.ofMinutes(15), "visit", build.id(), visits);
        simulation.queue().in(pause, "visit", () -> {
            if (!build.isOver()) {
                if (build.hasBegun() && simulation.isUp()) {
                    answer(build, visits);
                }
                visit(build, visits + 1);
            }
        });
    }

    private void answer(Build build, int visits) {
        for (ApprovalRequest offer : ApprovalAction.requestsOf(build.run())) {
            if (!offer.isOpen()) {
                continue;
            }
            boolean odd = simulation.profile().users() > 0;
            if (odd && draw.chance(0.3, "stranger", build.id(), visits)) {
                stranger(build, offer, visits);
            }
            boolean rejects = odd && draw.chance(0.15, "rejects", build.id(), visits);
            decide(build, offer, Intent.APPROVER, rejects ? DecisionKind.REJECT : DecisionKind.APPROVE);
            return;
        }
    }

    private void stranger(Build build, ApprovalRequest offer, int visits) {
        String who = draw.one(Intent.STRANGERS, "who", build.id(), visits);
        if (decide(build, offer, who, DecisionKind.APPROVE)) {
            simulation.violated("approval", who + " may approve " + build.id());
        }
    }

    private boolean decide(Build build, ApprovalRequest offer, String who, DecisionKind kind) {
        String shown = offer.getDiff() + "\n" + offer.getChanges();
        String person = simulation.planted().takesAnybody() ? Intent.APPROVER : who;
        try {
            if (!simulation.planted().losesDecision(build)) {
                simulation.lives().as(person, () -> new ApprovalService(build.run()).answer(offer, kind, null));
            }
        } catch (DecisionRejectedException e) {
            simulation.tells(who + ": " + kind + " of " + build.id() + " is refused: " + e.getMessage());
            return false;
        }
        simulation.tells(who + ": " + kind + " of " + build.id());
        simulation.onDeed();
        if (kind == DecisionKind.APPROVE) {
            approvals.put(build, new Approval(shown));
            simulation.people().entered(build, People.APPROVED);
        } else {
            refused.add(build);
            simulation.meddle(build);
        }
        return true;
    }

    private void act(Build build, String deed, String id) {
        if (build.isOver() || !build.hasBegun() || !simulation.isUp()) {
            return;
        }
        simulation.tells("somebody at Jenkins: " + deed + " of " + build.id());
        simulation.meddle(build);
        switch (deed) {
            case "abort" -> abort(build);
            case "abort twice" -> {
                abort(build);
                simulation.queue().in(Duration.ofSeconds(40), "abort again", () -> {
                    if (!build.isOver() && simulation.isUp()) {
                        simulation.tells("somebody at Jenkins: abort of " + build.id() + " once more");
                        abort(build);
                    }
                });
            }
            case "time-out" -> build.interrupt(new FlowInterruptedException(Result.ABORTED, true, new TimeIsOver()));
            case "keep" -> page(build, DecisionKind.KEEP, id);
            case "revert" -> page(build, DecisionKind.REVERT, id);
            default -> page(build, DecisionKind.APPLY, id);
        }
    }

    private void abort(Build build) {
        aborts.merge(build, 1, Integer::sum);
        simulation.onDeed();
        build.interrupt(new FlowInterruptedException(
                Result.ABORTED, true, new CauseOfInterruption.UserInterruption(Intent.APPROVER)));
    }

    private void page(Build build, DecisionKind kind, String id) {
        int number = build.program().number("number");
        String who = draw.chance(0.2, "visitor", id) ? Intent.VISITOR : Intent.APPROVER;
        try {
            simulation
                    .lives()
                    .as(
                            who,
                            () -> new DecisionService(build.run())
                                    .decide("mechanica/" + build.intent.database.name(), number, kind, null, null));
            simulation.tells("… which counts");
            simulation.onDeed();
            if (who.equals(Intent.VISITOR)) {
                simulation.violated("approval", who + " may decide to " + kind + " what " + build.id() + " released");
            }
        } catch (DecisionRejectedException e) {
            simulation.tells("… which is refused: " + e.getMessage());
        }
    }

    /** As of a {@code timeout} around the step. */
    private static final class TimeIsOver extends CauseOfInterruption {
        private static final long serialVersionUID = 1L;

        @Override
        public String getShortDescription() {
            return "Timeout has been exceeded";
        }
    }
}
