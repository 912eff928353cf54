package io.jenkins.plugins.planetscale.steps.record;

import hudson.model.Run;
import io.jenkins.plugins.planetscale.release.branch.ReadyBranch;
import io.jenkins.plugins.planetscale.release.check.CheckedDeployRequest;
import io.jenkins.plugins.planetscale.release.gate.ReviewedChange;
import io.jenkins.plugins.planetscale.release.state.DeploymentState;
import io.jenkins.plugins.planetscale.release.state.Outcome;
import io.jenkins.plugins.planetscale.release.state.Progress;
import io.jenkins.plugins.planetscale.release.window.RevertWindow;
import io.jenkins.plugins.planetscale.steps.BuildWrites;
import io.jenkins.plugins.planetscale.steps.StepBuildContext;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecord.Kind;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Notes in the build what its steps do at PlanetScale; for background threads, as it writes the build. */
@Restricted(NoExternalUse.class)
public final class ReleaseRecorder {
    private static final Logger LOGGER = Logger.getLogger(ReleaseRecorder.class.getName());

    private ReleaseRecorder() {}

    public static void branch(StepBuildContext buildContext, ReadyBranch branch) throws IOException {
        note(
                buildContext,
                ReleaseRecord.of(Kind.BRANCH, database(buildContext), branch.name(), branch.url())
                        .made(branch.created() ? branch.id() : null)
                        .outcome(branch.created() ? RecordedOutcome.CREATED : RecordedOutcome.REUSED));
    }

    /** The branches that steps of this build have made or taken and not deleted, by name. */
    public static List<String> branches(StepBuildContext buildContext) throws IOException {
        ReleaseRecordAction action = buildContext.run().getAction(ReleaseRecordAction.class);
        String database = database(buildContext);
        return action == null
                ? List.of()
                : action.getEntries().stream()
                        .filter(entry -> entry.getKind() == Kind.BRANCH
                                && entry.getDatabase().equals(database)
                                && entry.getOutcome() != RecordedOutcome.DELETED)
                        .map(ReleaseRecord::getName)
                        .toList();
    }

    /** PlanetScale's id of a branch that this build has made; null for another one. */
    public static String madeBranch(StepBuildContext buildContext, String name) throws IOException {
        ReleaseRecordAction action = buildContext.run().getAction(ReleaseRecordAction.class);
        ReleaseRecord known =
                action == null ? null : action.find(ReleaseRecord.of(Kind.BRANCH, database(buildContext), name, null));
        return known == null ? null : known.madeId();
    }

    /** PlanetScale's ids of branches of this name that this build has deleted: stale reads still show them. */
    public static List<String> goneBranches(StepBuildContext buildContext, String name) throws IOException {
        ReleaseRecordAction action = buildContext.run().getAction(ReleaseRecordAction.class);
        ReleaseRecord known =
                action == null ? null : action.find(ReleaseRecord.of(Kind.BRANCH, database(buildContext), name, null));
        return known == null ? List.of() : known.goneIds();
    }

    /** @param id PlanetScale's id of it; null for one that was not there */
    public static void deleted(StepBuildContext buildContext, String name, String id) throws IOException {
        note(
                buildContext,
                ReleaseRecord.of(Kind.BRANCH, database(buildContext), name, null)
                        .addGoneId(id)
                        .outcome(RecordedOutcome.DELETED));
    }

    public static void backup(StepBuildContext buildContext, String branch, String name, String state)
            throws IOException {
        note(
                buildContext,
                ReleaseRecord.of(Kind.BACKUP, database(buildContext), branch + "/" + name, null)
                        .outcome(RecordedOutcome.ofBackup(state)));
    }

    /** As {@link #checked}, before its end is known. */
    public static void examined(StepBuildContext buildContext, CheckedDeployRequest request) {
        noteQuietly(
                buildContext,
                deployRequest(buildContext, request.number(), request.url())
                        .diff(request.diff())
                        .findings(request.findings())
                        .unpassed(request.reviewed()));
    }

    /** As the step's result: persisted before the step ends. */
    public static void checked(StepBuildContext buildContext, CheckedDeployRequest request) throws IOException {
        boolean nothing = request.outcome() == Outcome.NO_CHANGES;
        noteForLater(
                buildContext.run(),
                deployRequest(buildContext, request.number(), request.url())
                        .diff(request.diff())
                        .findings(request.findings())
                        .checked(nothing ? null : request.reviewed())
                        .unpassed(nothing ? request.reviewed() : null)
                        .outcome(RecordedOutcome.of(request.outcome())));
    }

    /** What the gates of another step let pass. */
    public static void passed(StepBuildContext buildContext, CheckedDeployRequest request) {
        noteQuietly(
                buildContext,
                deployRequest(buildContext, request.number(), request.url())
                        .diff(request.diff())
                        .findings(request.findings())
                        .checked(request.reviewed()));
    }

    /** Updates the progress of a deploy request: shown at once, persisted soon after its state changes. Null when that fails. */
    public static ReleaseRecord observed(StepBuildContext buildContext, Progress seen) {
        try {
            observed(buildContext.run(), deployRequest(buildContext, seen.number(), seen.url()), seen);
            return find(buildContext.run(), buildContext.target().database().toString(), seen.number());
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> buildContext.owner() + ": what was seen cannot be shown");
        }
        return null;
    }

    /** As {@link #observed(StepBuildContext, Progress)}, by somebody who is no step. */
    public static void observed(Run<?, ?> run, ReleaseRecord fresh, Progress seen) {
        if (seen.state().stage() == DeploymentState.Stage.REVERTABLE
                || seen.state().stage() == DeploymentState.Stage.FINAL) {
            for (LiveListener listener : Jenkins.get().getExtensionList(LiveListener.class)) {
                listener.onLive(fresh.deployRequest());
            }
        }
        ReleaseRecordAction action = run.getAction(ReleaseRecordAction.class);
        ReleaseRecord known = action == null ? null : action.find(fresh);
        Progress before = known == null ? null : known.getProgress();
        Progress now = seen.after(before);
        if (before != null && before.isLike(now)) {
            known.show(now);
        } else {
            noteForLater(run, fresh.show(now));
            BuildWrites.of(run).record(run).whenComplete((done, failure) -> {
                if (failure != null) {
                    LOGGER.log(Level.WARNING, failure, () -> run + ": what was seen cannot be written");
                }
            });
        }
    }

    /** What the build knows of a deploy request; null for nothing. */
    public static ReleaseRecord find(Run<?, ?> run, String database, int number) {
        ReleaseRecordAction action = run.getAction(ReleaseRecordAction.class);
        return action == null ? null : action.find(deployRequest(database, number));
    }

    /** A password for a block; {@code id} is no secret. That it cannot be noted stops nothing. */
    public static void password(
            StepBuildContext buildContext, String branch, String id, String role, Instant validUntil) {
        noteQuietly(buildContext, password(buildContext, branch, id).minted(branch, role, validUntil));
    }

    public static void renewed(StepBuildContext buildContext, String branch, String id, Instant validUntil) {
        noteQuietly(buildContext, password(buildContext, branch, id).validUntil(validUntil));
    }

    public static void revoked(StepBuildContext buildContext, String branch, String id) {
        noteQuietly(buildContext, password(buildContext, branch, id).outcome(RecordedOutcome.REVOKED));
    }

    private static ReleaseRecord password(StepBuildContext buildContext, String branch, String id) {
        return ReleaseRecord.of(Kind.PASSWORD, database(buildContext), branch + "/" + id, null);
    }

    /** A decision of a person about a deploy request, made on a page. */
    public static void decided(Run<?, ?> run, String database, int number, DecisionRecord decision) throws IOException {
        note(run, deployRequest(database, number).decided(decision));
    }

    /** What this build's checks saw, by the numbers of the deploy requests. */
    public static Map<Integer, ReviewedChange> checked(StepBuildContext buildContext) throws IOException {
        return reviewed(buildContext, ReleaseRecord::checked);
    }

    /** What this build's checks saw last and have not let pass, by the numbers of the deploy requests. */
    public static Map<Integer, ReviewedChange> unpassed(StepBuildContext buildContext) throws IOException {
        return reviewed(buildContext, ReleaseRecord::unpassed);
    }

    private static Map<Integer, ReviewedChange> reviewed(
            StepBuildContext buildContext, Function<ReleaseRecord, ReviewedChange> kind) throws IOException {
        ReleaseRecordAction action = buildContext.run().getAction(ReleaseRecordAction.class);
        String database = database(buildContext);
        Map<Integer, ReviewedChange> found = new LinkedHashMap<>();
        if (action != null) {
            for (ReleaseRecord entry : action.getEntries()) {
                boolean elsewhere = entry.apiUrl() != null
                        && !entry.apiUrl().equals(buildContext.access().baseUrl());
                ReviewedChange seen = kind.apply(entry);
                if (seen != null && entry.getDatabase().equals(database) && !elsewhere) {
                    found.put(entry.deployRequest().number(), seen);
                }
            }
        }
        return found;
    }

    /** A branch that brings no change, and for which no deploy request was opened. */
    public static void nothingToRelease(StepBuildContext buildContext, String branch) throws IOException {
        note(
                buildContext,
                ReleaseRecord.of(Kind.BRANCH, database(buildContext), branch, null)
                        .outcome(RecordedOutcome.NO_CHANGES));
    }

    /** Whether {@code planetscaleDeployRequest} of this build found that the branch brings nothing; into null: anywhere. */
    public static boolean hadNoChanges(StepBuildContext buildContext, String branch, String into) throws IOException {
        ReleaseRecordAction action = buildContext.run().getAction(ReleaseRecordAction.class);
        String database = database(buildContext);
        return action != null
                && action.getEntries().stream()
                        .filter(entry -> entry.getDatabase().equals(database))
                        .filter(entry -> entry.getOutcome() == RecordedOutcome.NO_CHANGES)
                        .anyMatch(entry -> isOf(entry, branch, into));
    }

    private static boolean isOf(ReleaseRecord entry, String branch, String into) {
        Progress seen = entry.getProgress();
        return seen == null
                ? entry.getKind() == Kind.BRANCH && entry.getName().equals(branch)
                : branch.equals(seen.branch()) && (into == null || into.equals(seen.into()));
    }

    /** As the step's result: persisted before the step ends. */
    public static void outcome(StepBuildContext buildContext, int number, String url, Outcome outcome)
            throws IOException {
        noteForLater(
                buildContext.run(), deployRequest(buildContext, number, url).outcome(RecordedOutcome.of(outcome)));
    }

    /** How a revert window ended that a step has held. */
    public static void window(StepBuildContext buildContext, RevertWindow.Result result) {
        noteQuietly(
                buildContext,
                deployRequest(buildContext, result.number(), result.url())
                        .outcome(RecordedOutcome.of(result.outcome())));
    }

    private static String database(StepBuildContext buildContext) {
        return buildContext.target().database().toString();
    }

    private static ReleaseRecord deployRequest(StepBuildContext buildContext, int number, String url) {
        ReleaseRecord entry = ReleaseRecord.of(Kind.DEPLOY_REQUEST, database(buildContext), "#" + number, url);
        try {
            return entry.reachedBy(
                    buildContext.target().connection(), buildContext.access().baseUrl());
        } catch (IOException e) {
            LOGGER.log(
                    Level.WARNING,
                    e,
                    () -> buildContext.owner() + ": it is not noted by which connection this was done");
            return entry;
        }
    }

    public static ReleaseRecord deployRequest(String database, int number) {
        return deployRequest(database, number, null);
    }

    /** @param url its page at PlanetScale; null for unknown */
    public static ReleaseRecord deployRequest(String database, int number, String url) {
        return ReleaseRecord.of(Kind.DEPLOY_REQUEST, database, "#" + number, url);
    }

    private static void noteQuietly(StepBuildContext buildContext, ReleaseRecord entry) {
        try {
            note(buildContext, entry);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> buildContext.owner() + ": this cannot be written into the build");
        }
    }

    private static void note(StepBuildContext buildContext, ReleaseRecord entry) throws IOException {
        note(buildContext.run(), entry);
    }

    /** Persisted when this returns. */
    public static void note(Run<?, ?> run, ReleaseRecord entry) throws IOException {
        noteInMemory(run, entry);
        BuildWrites.writeChanged(run);
    }

    private static void noteInMemory(Run<?, ?> run, ReleaseRecord entry) {
        synchronized (run) { // not while it is written
            ReleaseRecordAction.of(run).note(entry);
        }
    }

    /** Persisted with the next {@link BuildWrites#record}. */
    private static void noteForLater(Run<?, ?> run, ReleaseRecord entry) {
        noteInMemory(run, entry);
        BuildWrites.of(run).changed();
    }
}
