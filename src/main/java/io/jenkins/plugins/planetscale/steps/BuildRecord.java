package io.jenkins.plugins.planetscale.steps;

import hudson.model.Run;
import io.jenkins.plugins.planetscale.release.CheckedDeployRequest;
import io.jenkins.plugins.planetscale.release.Outcome;
import io.jenkins.plugins.planetscale.service.PlanetScaleService;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Notes in the build what its steps did at PlanetScale; for background threads, as it writes the build. */
final class BuildRecord {
    private static final Logger LOGGER = Logger.getLogger(BuildRecord.class.getName());

    private BuildRecord() {}

    static void branch(StepSupport support, String name, String url, boolean created)
            throws IOException, InterruptedException {
        note(
                support,
                PlanetScaleAction.Entry.of("branch", support.target().database(), name, url)
                        .ended(created ? "CREATED" : "REUSED"));
    }

    static void deleted(StepSupport support, String name) throws IOException, InterruptedException {
        note(
                support,
                PlanetScaleAction.Entry.of("branch", support.target().database(), name, null)
                        .ended("DELETED"));
    }

    static void backup(StepSupport support, String branch, String name, String state)
            throws IOException, InterruptedException {
        note(
                support,
                PlanetScaleAction.Entry.of("backup", support.target().database(), branch + "/" + name, null)
                        .ended(state));
    }

    static void checked(StepSupport support, CheckedDeployRequest request) throws IOException, InterruptedException {
        note(
                support,
                deployRequest(support, request.number(), request.url())
                        .diff(request.diff())
                        .findings(request.findings())
                        .targetChanged(request.targetSchemaLastUpdatedAt())
                        .ended(request.outcome().name()));
    }

    /** When the targets were changed last as this build's checks saw it, by the numbers of the deploy requests. */
    static Map<Integer, Instant> checkedTargets(StepSupport support) throws IOException, InterruptedException {
        PlanetScaleAction action = support.run().getAction(PlanetScaleAction.class);
        String database = support.target().database().toString();
        Map<Integer, Instant> targets = new LinkedHashMap<>();
        if (action != null) {
            for (PlanetScaleAction.Entry entry : action.getEntries()) {
                if (entry.targetChanged() != null && entry.getDatabase().equals(database)) {
                    targets.put(Integer.valueOf(entry.getName().substring(1)), entry.targetChanged());
                }
            }
        }
        return targets;
    }

    static void outcome(StepSupport support, int number, String url, Outcome outcome)
            throws IOException, InterruptedException {
        note(support, deployRequest(support, number, url).ended(outcome.name()));
    }

    /** Written before it counts: first in the offer, from which the step takes it after a crash. */
    static void answered(Run<?, ?> run, ApprovalOffer offer, ApprovalOffer.Answer answer) throws IOException {
        run.save();
        if (answer.approved()) {
            try {
                note(
                        run,
                        PlanetScaleAction.Entry.of(
                                        "deploy request", offer.getDatabase(), "#" + offer.getNumber(), offer.getUrl())
                                .approved(answer.by(), PlanetScaleService.get().now()));
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> run + ": the approval is written down, but not in its record");
            }
        }
    }

    private static PlanetScaleAction.Entry deployRequest(StepSupport support, int number, String url) {
        return PlanetScaleAction.Entry.of("deploy request", support.target().database(), "#" + number, url);
    }

    private static void note(StepSupport support, PlanetScaleAction.Entry entry)
            throws IOException, InterruptedException {
        note(support.run(), entry);
    }

    private static void note(Run<?, ?> run, PlanetScaleAction.Entry entry) throws IOException {
        synchronized (run) {
            PlanetScaleAction action = run.getAction(PlanetScaleAction.class);
            if (action == null) {
                action = new PlanetScaleAction();
                run.addAction(action);
            }
            action.note(entry);
            run.save();
        }
    }
}
