package io.jenkins.plugins.planetscale.steps.window;

import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.window.RevertWindow;
import io.jenkins.plugins.planetscale.steps.ParameterParser;
import io.jenkins.plugins.planetscale.steps.StepFailure;
import io.jenkins.plugins.planetscale.steps.record.DecisionKind;
import io.jenkins.plugins.planetscale.steps.record.DecisionRecord;
import io.jenkins.plugins.planetscale.steps.record.DecisionRejectedException;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecord;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecorder;
import io.jenkins.plugins.planetscale.steps.runtime.BodyResult;
import io.jenkins.plugins.planetscale.steps.runtime.DeployRequestStepExecution;
import io.jenkins.plugins.planetscale.steps.runtime.DryRunPlan;
import io.jenkins.plugins.planetscale.steps.runtime.DurableOperation;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Future;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Holds a revert window and runs the checks in it. Two activities run concurrently: the window at PlanetScale and the
 * checks. The checks' result ends the window; the end of the window, whoever caused it, cancels a check that still
 * runs. The step ends when both have ended.
 */
@Restricted(NoExternalUse.class)
public final class RevertWindowExecution extends AwaitedBlockExecution<RevertWindowStep>
        implements DeployRequestStepExecution {
    private static final long serialVersionUID = 1L;

    private volatile RevertWindowControl window;
    private volatile CheckRuns checks;
    private final ManualWindowDecision person = new ManualWindowDecision(this);
    private final CheckEvaluator evaluator = new CheckEvaluator(this);
    private transient Future<?> alarm;

    RevertWindowExecution(RevertWindowStep step, StepContext context) {
        super(step, context, RevertWindowStep.FUNCTION);
    }

    @Override
    protected void begin() throws ReleaseException, IOException, InterruptedException {
        step().check();
        if (step().getDeployRequest() == 0) {
            nothingToHold();
            return;
        }
        CheckRuns fresh = new CheckRuns(step());
        RevertWindow hold = RevertWindow.hold(buildContext().target().database(), step().getDeployRequest());
        if (step().isDryRun()) {
            hold.forDryRun();
        }
        synchronized (this) {
            checks = fresh;
            if (stopCause() == null) {
                window = new RevertWindowControl(this, step().getDeployRequest(), hold);
                window.start();
                watchDeadline();
                return;
            }
        }
        end(BodyResult.bad(stopCause()));
    }

    private void nothingToHold() throws IOException, InterruptedException {
        boolean dryRun = step().isDryRun();
        log(List.of(
                dryRun
                        ? DryRunPlan.begin(buildContext())
                                + ": would hold the revert window of the deploy request that this dry"
                                + " run would bring live, and run the checks every " + step().getEvery()
                                + ". Nothing was changed."
                        : "There is nothing to hold a revert window for" + ParameterParser.NUMBER_0));
        end(BodyResult.good(WindowResult.unheld(dryRun ? "DRY_RUN" : "NO_CHANGES")));
    }

    @Override
    protected void resume() throws ReleaseException, IOException, InterruptedException {
        if (!isInBody()) {
            forgetBody();
        }
        if (knownEnd() != null) {
            end(knownEnd());
        } else if (window != null && hasBegun()) {
            window.resume();
            evaluator.resume();
            continueResumed();
            watchDeadline(); // after what was decided before the time was over
        } else if (stopCause() == null) {
            restart();
        } else {
            end(BodyResult.bad(stopCause()));
        }
    }

    private void continueResumed() throws ReleaseException, IOException {
        if (knownEnd() != null) {
            window.stop(); // the step was stopped while it was taken up again
            evaluator.stop();
        } else if (person.resume(window)) {
            window.applyDecision();
        } else if (stopCause() != null) {
            onStopped();
        } else if (window.isOpened() && step().isDryRun()) {
            endDryRun();
        } else if (window.isOpened() && !isInBody()) {
            evaluator.evaluate();
        }
    }

    @Override
    public void log(List<String> lines) {
        super.log(lines);
        RevertWindow open = window == null ? null : window.seenOpen(); // it is set once
        if (open != null) {
            onOpened(open);
        }
    }

    private void onOpened(RevertWindow open) {
        if (step().isDryRun()) {
            endDryRun();
        } else {
            evaluator.watch(open);
            if (knownEnd() != null) {
                evaluator.stop(); // it may have come in between
            }
            inBackground(() -> {
                person.resume(window); // what was decided before a kill that forgot the window
                runChecks();
            });
        }
    }

    private void endDryRun() {
        window.stop();
        log("Dry run: would run the checks every " + step().getEvery() + " and take " + step().getFailures()
                + " as a failure. The block was not run. Nothing was changed.");
        end(BodyResult.good(WindowResult.unheld("DRY_RUN")));
    }

    private void runChecks() {
        BodyInvoker run = getContext().newBodyInvoker().withCallback(new Callback());
        synchronized (this) {
            if (!isEnding() && !window.isDecided() && body() == null) {
                setBody(run.withDisplayName("Check " + checks.begin()).start());
            }
        }
    }

    /** Schedules the next run of the checks. */
    synchronized void schedule() {
        if (alarm != null) {
            alarm.cancel(false);
        }
        alarm = later(checks.next(), this::runChecks);
    }

    @Override
    void onBlockEnded(BodyResult run) {
        checks.record(run.isGood());
        inBackground(() -> evaluate(run));
    }

    /** No check can be run any more, so the last one decides. */
    @Override
    protected void onProgramEnded(BodyResult end) {
        if (isEnding() || window.isDecided()) {
            super.onProgramEnded(end);
        } else {
            checks.record(false);
            evaluator.onProgramEnded(end.message());
        }
    }

    private void evaluate(BodyResult run) {
        if (!run.isGood()) {
            log(checks.failureLine(run.message()));
        }
        evaluator.evaluate();
    }

    /** As an abort; but what was decided is still carried out, however long that takes. */
    @Override
    protected void onTimeout() throws ReleaseException, IOException {
        synchronized (this) {
            if (isEnding() || window.isDecided()) {
                return;
            }
            stopFor(timedOut(revertsOnAbort() ? "The change is reverted, as onAbort says." : window.howToRevert()));
        }
        cancelBody(timeoutCause());
        onStopped();
    }

    /** A decision that was made is still carried out; otherwise {@code onAbort} says what becomes of the window. */
    @Override
    void onStopped() throws ReleaseException, IOException {
        if (window == null || window.isDecided()) {
            return; // begin() sees it
        }
        if (revertsOnAbort()) {
            window.revert(
                    stopCause() instanceof StepFailure ? "the time of the step is over" : "the build was aborted");
        } else {
            cancelWork();
        }
    }

    private boolean revertsOnAbort() {
        return window.isOpened() && step().getOnAbort().equals("revert");
    }

    @Override
    void cancelWork() {
        if (knownEnd() == null && window != null) {
            window.stop();
            log(window.howToRevert());
        }
        end(BodyResult.bad(stopCause()));
    }

    @Override
    public void onCompleted(DurableOperation driven, Operation<?> operation) {
        if (operation.failure() != null) {
            end(BodyResult.bad(StepFailure.of(operation.failure())));
        } else if (step().isDryRun()) {
            end(BodyResult.good(WindowResult.unheld("DRY_RUN")));
        } else {
            RevertWindow.Result result = ((RevertWindow) operation).result();
            ReleaseRecorder.window(buildContext(), result);
            end(BodyResult.good(WindowResult.of(result, person.decidedBy())));
        }
    }

    /** Null before it is held. */
    RevertWindowControl window() {
        return window;
    }

    CheckEvaluator evaluator() {
        return evaluator;
    }

    CheckRuns checks() {
        return checks;
    }

    /** Ends the step; the end is reported as soon as no block runs. */
    void end(BodyResult how) {
        evaluator.stop();
        synchronized (this) {
            recordEnd(how);
            if (alarm != null) {
                alarm.cancel(false);
            }
        }
        person.recordEnd(knownEnd());
        awaitBlock("The revert window of deploy request #" + step().getDeployRequest() + " is over.");
    }

    @Override
    protected void onUnexpectedError(Throwable cause) {
        if (window != null) {
            window.stop();
        }
        end(BodyResult.bad(cause));
    }

    @Override
    public void onError(DurableOperation driven, Throwable cause) {
        end(BodyResult.bad(cause));
    }

    @Override
    public String getStatus() {
        RevertWindowControl held = window;
        CheckRuns now = checks;
        return (held == null ? "starting" : held.status()) + (now == null ? "" : now.status(isInBody()));
    }

    @Override
    public boolean drives(ReleaseRecord entry) {
        return entry.deployRequest().number() == step().getDeployRequest() && !isFinished();
    }

    @Override
    public boolean decides(DecisionKind kind) {
        return kind != DecisionKind.APPLY;
    }

    /** Writes the decision into the build, then keeps or reverts; the step ends when that is done. */
    @Override
    public String decide(ReleaseRecord entry, DecisionRecord decision) throws DecisionRejectedException {
        return decides(decision.getKind())
                ? person.decide(window, this::isEnding, decision)
                : DeployRequestStepExecution.super.decide(entry, decision);
    }

    /** Polls the window and query insights at once instead of after the usual interval. */
    public void pollNow() {
        window.pollNow();
        evaluator.pollNow();
    }
}
