package io.jenkins.plugins.planetscale.steps;

import hudson.model.Run;
import io.jenkins.plugins.planetscale.release.CheckedDeployRequest;
import io.jenkins.plugins.planetscale.release.DeploymentState;
import io.jenkins.plugins.planetscale.release.EnsureBranch;
import io.jenkins.plugins.planetscale.release.Outcome;
import io.jenkins.plugins.planetscale.release.Progress;
import io.jenkins.plugins.planetscale.release.RevertWindow;
import io.jenkins.plugins.planetscale.release.SeenChange;
import io.jenkins.plugins.planetscale.service.PlanetScaleService;
import io.jenkins.plugins.planetscale.steps.PlanetScaleAction.Entry.Kind;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/** Notes in the build what its steps did at PlanetScale; for background threads, as it writes the build. */
final class BuildRecord {
    private static final Logger LOGGER = Logger.getLogger(BuildRecord.class.getName());

    private BuildRecord() {}

    static void branch(StepSupport support, EnsureBranch.Result branch) throws IOException, InterruptedException {
        note(
                support,
                PlanetScaleAction.Entry.of(Kind.BRANCH, support.target().database(), branch.name(), branch.url())
                        .made(branch.created() ? branch.id() : null)
                        .ended(branch.created() ? "CREATED" : "REUSED"));
    }

    /** The branches that steps of this build have made or taken and not deleted, by name. */
    static List<String> branches(StepSupport support) throws IOException, InterruptedException {
        PlanetScaleAction action = support.run().getAction(PlanetScaleAction.class);
        String database = support.target().database().toString();
        return action == null
                ? List.of()
                : action.getEntries().stream()
                        .filter(entry -> entry.getKind() == Kind.BRANCH
                                && entry.getDatabase().equals(database)
                                && !"DELETED".equals(entry.getOutcome()))
                        .map(PlanetScaleAction.Entry::getName)
                        .toList();
    }

    /** PlanetScale's id of a branch that this build has made; null for another one. */
    static String madeBranch(StepSupport support, String name) throws IOException, InterruptedException {
        PlanetScaleAction action = support.run().getAction(PlanetScaleAction.class);
        PlanetScaleAction.Entry known = action == null
                ? null
                : action.find(
                        PlanetScaleAction.Entry.of(Kind.BRANCH, support.target().database(), name, null));
        return known == null ? null : known.madeId();
    }

    /** PlanetScale's ids of branches of this name that this build has deleted: looks that lag behind still show them. */
    static List<String> goneBranches(StepSupport support, String name) throws IOException, InterruptedException {
        PlanetScaleAction action = support.run().getAction(PlanetScaleAction.class);
        PlanetScaleAction.Entry known = action == null
                ? null
                : action.find(
                        PlanetScaleAction.Entry.of(Kind.BRANCH, support.target().database(), name, null));
        return known == null ? List.of() : known.goneIds();
    }

    /** @param id PlanetScale's id of it; null for one that was not there */
    static void deleted(StepSupport support, String name, String id) throws IOException, InterruptedException {
        note(
                support,
                PlanetScaleAction.Entry.of(Kind.BRANCH, support.target().database(), name, null)
                        .gone(id)
                        .ended("DELETED"));
    }

    static void backup(StepSupport support, String branch, String name, String state)
            throws IOException, InterruptedException {
        note(
                support,
                PlanetScaleAction.Entry.of(Kind.BACKUP, support.target().database(), branch + "/" + name, null)
                        .ended(state));
    }

    /** As {@link #checked}, before its end is known. */
    static void examined(StepSupport support, CheckedDeployRequest request) {
        tryNote(
                support,
                deployRequest(support, request.number(), request.url())
                        .diff(request.diff())
                        .findings(request.findings())
                        .unpassed(request.seen()));
    }

    static void checked(StepSupport support, CheckedDeployRequest request) throws IOException, InterruptedException {
        boolean nothing = request.outcome() == Outcome.NO_CHANGES;
        note(
                support,
                deployRequest(support, request.number(), request.url())
                        .diff(request.diff())
                        .findings(request.findings())
                        .checked(nothing ? null : request.seen())
                        .unpassed(nothing ? request.seen() : null)
                        .ended(request.outcome().name()));
    }

    /** What the gates of another step let pass. */
    static void passed(StepSupport support, CheckedDeployRequest request) {
        tryNote(
                support,
                deployRequest(support, request.number(), request.url())
                        .diff(request.diff())
                        .findings(request.findings())
                        .checked(request.seen()));
    }

    /** What was seen of a deploy request: live at once, written down when its state changes. */
    static void saw(StepSupport support, Progress seen) {
        try {
            saw(support.run(), deployRequest(support, seen.number(), seen.url()), seen);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> support.owner() + ": what was seen cannot be shown");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static void saw(Run<?, ?> run, PlanetScaleAction.Entry fresh, Progress seen) throws IOException {
        if (seen.state().stage() == DeploymentState.Stage.REVERTABLE
                || seen.state().stage() == DeploymentState.Stage.FINAL) {
            for (LiveListener listener : Jenkins.get().getExtensionList(LiveListener.class)) {
                listener.onLive(fresh.deployRequest());
            }
        }
        PlanetScaleAction action = run.getAction(PlanetScaleAction.class);
        PlanetScaleAction.Entry known = action == null ? null : action.find(fresh);
        Progress before = known == null ? null : known.getProgress();
        Progress now = seen.after(before);
        if (before != null && before.isLike(now)) {
            known.show(now);
        } else {
            note(run, fresh.show(now));
        }
    }

    /** What the build knows of a deploy request; null for nothing. */
    static PlanetScaleAction.Entry find(Run<?, ?> run, String database, int number) {
        PlanetScaleAction action = run.getAction(PlanetScaleAction.class);
        return action == null ? null : action.find(deployRequest(database, number));
    }

    /** A password for a block; {@code id} is no secret. That it cannot be noted stops nothing. */
    static void password(StepSupport support, String branch, String id, String role, Instant validUntil) {
        tryNote(support, password(support, branch, id).minted(branch, role, validUntil));
    }

    static void renewed(StepSupport support, String branch, String id, Instant validUntil) {
        tryNote(support, password(support, branch, id).validUntil(validUntil));
    }

    static void revoked(StepSupport support, String branch, String id) {
        tryNote(support, password(support, branch, id).ended("REVOKED"));
    }

    private static PlanetScaleAction.Entry password(StepSupport support, String branch, String id) {
        return PlanetScaleAction.Entry.of(Kind.PASSWORD, support.target().database(), branch + "/" + id, null);
    }

    /** A decision of a person about a deploy request, made on a page. */
    static void decided(Run<?, ?> run, String database, int number, RecordedDecision decision) throws IOException {
        note(run, deployRequest(database, number).decided(decision));
    }

    /** What this build's checks saw, by the numbers of the deploy requests. */
    static Map<Integer, SeenChange> checked(StepSupport support) throws IOException, InterruptedException {
        return seen(support, PlanetScaleAction.Entry::checked);
    }

    /** What this build's checks saw last and have not let pass, by the numbers of the deploy requests. */
    static Map<Integer, SeenChange> unpassed(StepSupport support) throws IOException, InterruptedException {
        return seen(support, PlanetScaleAction.Entry::unpassed);
    }

    private static Map<Integer, SeenChange> seen(
            StepSupport support, Function<PlanetScaleAction.Entry, SeenChange> kind)
            throws IOException, InterruptedException {
        PlanetScaleAction action = support.run().getAction(PlanetScaleAction.class);
        String database = support.target().database().toString();
        Map<Integer, SeenChange> found = new LinkedHashMap<>();
        if (action != null) {
            for (PlanetScaleAction.Entry entry : action.getEntries()) {
                boolean elsewhere = entry.apiUrl() != null
                        && !entry.apiUrl().equals(support.access().baseUrl());
                SeenChange seen = kind.apply(entry);
                if (seen != null && entry.getDatabase().equals(database) && !elsewhere) {
                    found.put(entry.deployRequest().number(), seen);
                }
            }
        }
        return found;
    }

    /** A branch that brings no change, and for which no deploy request was opened. */
    static void nothingToRelease(StepSupport support, String branch) throws IOException, InterruptedException {
        note(
                support,
                PlanetScaleAction.Entry.of(Kind.BRANCH, support.target().database(), branch, null)
                        .ended(Outcome.NO_CHANGES.name()));
    }

    /** Whether {@code planetscaleDeployRequest} of this build found that the branch brings nothing; into null: anywhere. */
    static boolean broughtNothing(StepSupport support, String branch, String into)
            throws IOException, InterruptedException {
        PlanetScaleAction action = support.run().getAction(PlanetScaleAction.class);
        String database = support.target().database().toString();
        return action != null
                && action.getEntries().stream()
                        .filter(entry -> entry.getDatabase().equals(database))
                        .filter(entry -> Outcome.NO_CHANGES.name().equals(entry.getOutcome()))
                        .anyMatch(entry -> isOf(entry, branch, into));
    }

    private static boolean isOf(PlanetScaleAction.Entry entry, String branch, String into) {
        Progress seen = entry.getProgress();
        return seen == null
                ? entry.getKind() == Kind.BRANCH && entry.getName().equals(branch)
                : branch.equals(seen.branch()) && (into == null || into.equals(seen.into()));
    }

    static void outcome(StepSupport support, int number, String url, Outcome outcome)
            throws IOException, InterruptedException {
        note(support, deployRequest(support, number, url).ended(outcome.name()));
    }

    /** How a revert window ended that a step has held. */
    static void window(StepSupport support, RevertWindow.Result result) {
        tryNote(
                support,
                deployRequest(support, result.number(), result.url())
                        .ended(result.outcome().name()));
    }

    private static PlanetScaleAction.Entry deployRequest(StepSupport support, int number, String url) {
        PlanetScaleAction.Entry entry =
                PlanetScaleAction.Entry.of(Kind.DEPLOY_REQUEST, support.target().database(), "#" + number, url);
        try {
            return entry.by(support.target().connection(), support.access().baseUrl());
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> support.owner() + ": it is not noted by which connection this was done");
            return entry;
        }
    }

    static PlanetScaleAction.Entry deployRequest(String database, int number) {
        return deployRequest(database, number, null);
    }

    /** @param url its page at PlanetScale; null for unknown */
    static PlanetScaleAction.Entry deployRequest(String database, int number, String url) {
        return PlanetScaleAction.Entry.of(Kind.DEPLOY_REQUEST, database, "#" + number, url);
    }

    private static void tryNote(StepSupport support, PlanetScaleAction.Entry entry) {
        try {
            note(support, entry);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> support.owner() + ": this cannot be written into the build");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void note(StepSupport support, PlanetScaleAction.Entry entry)
            throws IOException, InterruptedException {
        note(support.run(), entry);
    }

    static void note(Run<?, ?> run, PlanetScaleAction.Entry entry) throws IOException {
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
