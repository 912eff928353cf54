package io.jenkins.plugins.planetscale.steps;

import hudson.model.Result;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.RevertWindow;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Future;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Holds a revert window and runs the checks in it. Two things go on side by side, the window at PlanetScale and the
 * block; whichever ends first tells the other: a verdict decides what becomes of the window, and when the window ends,
 * by whom ever, a block that still runs is cancelled and awaited. The step ends when neither goes on.
 */
final class RevertWindowExecution extends BlockExecution<RevertWindowStep> implements Holder {
    private static final long serialVersionUID = 1L;

    private volatile HeldWindow window;
    private volatile InsightsWatch insights;
    private volatile WindowChecks checks;
    private volatile Throwable stopCause;
    private volatile BlockEnd end;
    private final WindowDecision person = new WindowDecision(this);
    private transient Future<?> alarm;

    RevertWindowExecution(RevertWindowStep step, StepContext context) {
        super(step, context, RevertWindowStep.FUNCTION);
    }

    @Override
    void begin() throws ReleaseException, IOException {
        step().check();
        WindowChecks fresh = new WindowChecks(step());
        RevertWindow hold = RevertWindow.hold(support().target().database(), step().getDeployRequest());
        if (deadline() != null) {
            hold.setDeadline(deadline());
        }
        synchronized (this) {
            checks = fresh;
            if (stopCause == null) {
                window = new HeldWindow(this, step().getDeployRequest());
                window.hold(hold);
                return;
            }
        }
        end(BlockEnd.bad(stopCause));
    }

    @Override
    void goOn() throws ReleaseException, IOException, InterruptedException {
        if (!isInBody()) {
            forgetBody();
        }
        synchronized (this) {
            if (end == null && stopCause == null && window != null && window.resume()) {
                if (insights != null) {
                    insights.resume();
                }
                carryOut();
                return;
            }
        }
        if (end != null) {
            end(end);
        } else if (stopCause == null) {
            beginAnew();
        } else if (window != null && window.resume()) {
            carryOut();
        } else {
            end(BlockEnd.bad(stopCause));
        }
    }

    private void carryOut() {
        if (person.takeUp(window)) {
            window.carryOut();
        } else if (stopCause != null) {
            breakOff();
        } else if (window.isOpened() && !isInBody()) {
            schedule();
        }
    }

    @Override
    public void say(List<String> lines) {
        super.say(lines);
        RevertWindow open = window == null ? null : window.seenOpen(); // it is set once
        if (open != null) {
            opened(open);
        }
    }

    private void opened(RevertWindow open) {
        if (step().isDryRun()) {
            window.stop();
            say("Dry run: would run the checks every " + step().getEvery() + " and take " + step().getFailures()
                    + " as a failure. Neither was the block run nor anything changed.");
            end(BlockEnd.good(new WindowValue("DRY_RUN", step().getDeployRequest(), null, null, null)));
        } else {
            insights = InsightsWatch.begin(this, open);
            if (end != null && insights != null) {
                insights.stop(); // the end may have come in between
            }
            inBackground(() -> {
                person.takeUp(window); // what was decided before a kill that forgot the window
                runChecks();
            });
        }
    }

    /** Query insights show a regression: it counts as checks that failed, unless something was decided before. */
    void regressed(String findings) {
        synchronized (this) {
            if (end != null || stopCause != null || window.isDecided()) {
                return;
            }
        }
        String live = "deploy request #" + step().getDeployRequest() + " is live: ";
        failed(
                "query insights show a regression: " + findings,
                "Query insights show a regression since " + live + findings + ". ");
    }

    private void failed(String why, String sentence) {
        if (step().getOnFailure().equals("revert")) {
            window.revert(why);
        } else {
            window.stop();
            end(BlockEnd.bad(new StepFailure.ChecksFailed(sentence + window.howToRevert())));
        }
    }

    private void runChecks() {
        BodyInvoker run = getContext().newBodyInvoker().withCallback(new Callback());
        synchronized (this) {
            if (end == null && stopCause == null && !window.isDecided() && body() == null) {
                started(run.withDisplayName("Check " + checks.begin()).start());
            }
        }
    }

    private synchronized void schedule() {
        if (alarm != null) {
            alarm.cancel(false);
        }
        alarm = later(checks.next(), this::runChecks);
    }

    @Override
    void bodyEnded(BlockEnd run) {
        synchronized (this) {
            if (end == null && stopCause == null) {
                if (run.isInterruption()) {
                    stopCause = run.failure();
                    inBackground(this::stopped);
                } else {
                    checks.ended(run.isGood());
                    inBackground(() -> judge(run));
                }
                return;
            }
        }
        inBackground(end == null ? this::stopped : this::report);
    }

    private void judge(BlockEnd run) {
        if (!run.isGood()) {
            say(checks.failed(run.failure()));
        }
        if (window.isDecided()) {
            return; // by a person, meanwhile
        }
        if (checks.areBad()) {
            failed(
                    "the checks failed: " + checks,
                    "The checks of deploy request #" + step().getDeployRequest() + " failed: " + checks + ". ");
        } else if (checks.areGood() && step().getOnSuccess().equals("keep")) {
            window.keep("the checks passed: " + checks.passed());
        } else {
            schedule();
        }
    }

    @Override
    public void stop(Throwable cause) {
        boolean again;
        synchronized (this) {
            if (isFinished() || end != null) {
                return;
            }
            again = stopCause != null;
            if (body() == null) {
                stopCause = cause;
            }
        }
        if (!cancelBody(cause)) {
            inBackground(again ? this::breakOff : this::stopped);
        }
    }

    /** A decision that was made is still carried out; otherwise {@code onAbort} says what becomes of the window. */
    private void stopped() throws ReleaseException, IOException {
        if (window == null || window.isDecided()) {
            return; // begin() sees it
        }
        if (window.isOpened() && step().getOnAbort().equals("revert")) {
            window.revert("the build was aborted");
        } else {
            breakOff();
        }
    }

    private void breakOff() {
        if (window != null) {
            window.stop();
            say(window.howToRevert());
        }
        end(BlockEnd.bad(stopCause));
    }

    @Override
    public void ended(Driven driven, Operation<?> operation) {
        if (operation.failure() != null) {
            end(BlockEnd.bad(StepFailure.of(operation.failure())));
            return;
        }
        RevertWindow.Result result = ((RevertWindow) operation).result();
        try {
            BuildRecord.outcome(support(), result.number(), result.url(), result.outcome());
        } catch (IOException e) {
            say("The outcome " + result.outcome() + " cannot be noted in the build: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        end(BlockEnd.good(
                new WindowValue(result.outcome().name(), result.number(), result.url(), result.reason(), person.by())));
    }

    /** The step's end is known; it is reported when no block runs any more. */
    private void end(BlockEnd how) {
        InsightsWatch watching = insights;
        if (watching != null) {
            watching.stop();
        }
        synchronized (this) {
            if (end == null) {
                end = how;
            }
            if (alarm != null) {
                alarm.cancel(false);
            }
        }
        person.over(end);
        boolean awaited = cancelBody(new FlowInterruptedException(
                Result.ABORTED,
                true,
                new Reason("The revert window of deploy request #" + step().getDeployRequest() + " is over.")));
        if (!awaited) {
            report();
        }
    }

    private void report() {
        if (stopCause != null) {
            if (end.failure() != null && end.failure() != stopCause) {
                stopCause.addSuppressed(end.failure());
            }
            fail(stopCause);
        } else if (end.isGood()) {
            succeed(end.value());
        } else {
            fail(end.failure());
        }
    }

    @Override
    void wentWrong(Throwable cause) {
        if (window != null) {
            window.stop();
        }
        end(BlockEnd.bad(cause));
    }

    @Override
    public void broken(Driven driven, Throwable cause) {
        end(BlockEnd.bad(cause));
    }

    @Override
    public String getStatus() {
        HeldWindow held = window;
        WindowChecks now = checks;
        return (held == null ? "starting" : held.status()) + (now == null ? "" : now.status(isInBody()));
    }

    @Override
    public boolean drives(PlanetScaleAction.Entry entry) {
        return Decisions.number(entry) == step().getDeployRequest() && !isFinished();
    }

    /**
     * Takes the decision of a person: it is written into the build, then the window is kept or reverted, and the step
     * ends when that is done.
     */
    String decided(Verb verb, String user) throws NotAskedException {
        return person.take(window, () -> end != null || stopCause != null, verb, user);
    }

    /** Looks at once at the window and at query insights, instead of after the usual interval. */
    void lookNow() {
        window.lookNow();
        if (insights != null) {
            insights.lookNow();
        }
    }
}
