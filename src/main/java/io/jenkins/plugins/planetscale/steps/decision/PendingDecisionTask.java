package io.jenkins.plugins.planetscale.steps.decision;

import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.planetscale.cleanup.FormerJobAccess;
import io.jenkins.plugins.planetscale.connection.DatabaseTarget;
import io.jenkins.plugins.planetscale.connection.TargetResolver;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.decision.ExecuteDecision;
import io.jenkins.plugins.planetscale.release.state.Progress;
import io.jenkins.plugins.planetscale.service.ApiAccess;
import io.jenkins.plugins.planetscale.service.DrivenOperation;
import io.jenkins.plugins.planetscale.service.PlanetScaleService;
import io.jenkins.plugins.planetscale.steps.record.DecisionRecord;
import io.jenkins.plugins.planetscale.steps.record.RecordedOutcome;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecord;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecorder;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.util.Timer;

/**
 * Carries out one {@link PendingDecision}: persists it before each effect, and notes its end in the build before the
 * entry is removed. When the build is deleted meanwhile it is carried out all the same, and its end is in Jenkins' log.
 */
final class PendingDecisionTask implements DrivenOperation {
    private static final Logger LOGGER = Logger.getLogger(PendingDecisionTask.class.getName());

    /** After how many seconds writing the end is tried again when it failed. Not final for tests. */
    static long againSeconds = 60;

    private final PendingDecision pending;
    private final ExecuteDecision operation;
    private ApiAccess access;

    PendingDecisionTask(PendingDecision pending) throws IOException, ReleaseException {
        this.pending = pending;
        this.operation = pending.operation();
    }

    void begin() {
        try {
            note(pending, pending.entry(), null);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> pending + " cannot be noted in the build; it is carried out");
        }
        PlanetScaleService.get().start(this);
    }

    @Override
    public Operation<?> operation() {
        return operation;
    }

    /** With the credential that the build's steps used; never to another place than theirs. */
    @Override
    public synchronized ApiAccess access() throws IOException {
        if (access == null) {
            Run<?, ?> run = run(pending);
            ApiAccess found = run == null
                    ? FormerJobAccess.of(
                            pending.connection(),
                            pending.job(),
                            pending.database().organization())
                    : TargetResolver.access(run, new DatabaseTarget(pending.connection(), pending.database()));
            if (!found.baseUrl().equals(pending.apiUrl())) {
                throw new AbortException("The connection \"" + pending.connection() + "\" leads to " + found.baseUrl()
                        + " now, but the build reached deploy request #" + pending.number() + " at " + pending.apiUrl()
                        + ". Decide about it at PlanetScale.");
            }
            access = found;
        }
        return access;
    }

    @Override
    public String owner() {
        return pending.toString();
    }

    @Override
    public String run() {
        return PendingDecisions.get().run(pending);
    }

    @Override
    public CompletionStage<Void> persist() {
        try {
            PendingDecisions.get().update(pending.at(operation));
            return CompletableFuture.completedFuture(null);
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public void log(List<String> lines) {
        lines.forEach(line -> LOGGER.log(Level.INFO, "{0}: {1}", new Object[] {pending, line}));
    }

    @Override
    public void onStep() {
        Progress seen = operation.lastObservation();
        Run<?, ?> run = run(pending);
        if (seen != null && run != null) {
            ReleaseRecorder.observed(
                    run, ReleaseRecorder.deployRequest(pending.database().toString(), pending.number()), seen);
        }
    }

    @Override
    public void onCompleted() {
        if (operation.failure() != null) {
            fail(pending, operation.failure().getMessage());
        } else {
            finish(pending, pending.entry().finished(null), operation.result());
        }
    }

    @Override
    public void onError(Throwable cause) {
        fail(
                pending,
                "Jenkins could not go on with this: " + cause.getMessage()
                        + " Look at the deploy request and at the log of Jenkins, then decide again.");
    }

    /** Records in the build why the decision could not be carried out; a person may decide again. */
    static void fail(PendingDecision pending, String why) {
        LOGGER.log(Level.WARNING, "{0}: {1}", new Object[] {pending, why});
        finish(pending, pending.entry().finished(why), null);
    }

    /** Whether the build knows that it is over. */
    static boolean isFinished(PendingDecision pending) {
        Run<?, ?> run = run(pending);
        ReleaseRecord known = run == null
                ? null
                : ReleaseRecorder.find(run, pending.database().toString(), pending.number());
        return known != null
                && known.getDecisions().stream()
                        .anyMatch(decision -> pending.id().equals(decision.id()) && !decision.isOpen());
    }

    /** Records the end in the build, then removes the entry: a crash in between loses nothing. Retried while the disk is full. */
    private static void finish(PendingDecision pending, DecisionRecord decision, ExecuteDecision.Result result) {
        PendingDecisions.get().finish(pending);
        try {
            note(pending, decision, result);
            PendingDecisions.get().remove(pending);
        } catch (IOException e) {
            LOGGER.log(
                    Level.WARNING,
                    e,
                    () -> pending + " is over, but that cannot be written down; tried again in a minute");
            Timer.get()
                    .schedule(
                            () -> PlanetScaleService.get()
                                    .background()
                                    .execute(() -> finish(pending, decision, result)),
                            againSeconds,
                            TimeUnit.SECONDS);
        }
    }

    private static void note(PendingDecision pending, DecisionRecord decision, ExecuteDecision.Result result)
            throws IOException {
        Run<?, ?> run = run(pending);
        if (run == null) {
            LOGGER.log(Level.INFO, "{0}: {1}; the build is gone", new Object[] {
                pending, result == null ? decision.getKind() : result.outcome()
            });
            return;
        }
        ReleaseRecord entry = ReleaseRecorder.deployRequest(pending.database().toString(), pending.number())
                .decided(decision);
        ReleaseRecorder.note(run, result == null ? entry : entry.outcome(RecordedOutcome.of(result.outcome())));
    }

    /** The build; null when it is gone. */
    private static Run<?, ?> run(PendingDecision pending) {
        try {
            return Run.fromExternalizableId(PendingDecisions.get().run(pending));
        } catch (IllegalArgumentException e) {
            return null; // an id that never was one names no build
        }
    }
}
