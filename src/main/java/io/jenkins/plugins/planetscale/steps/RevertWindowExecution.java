package io.jenkins.plugins.planetscale.steps;

import hudson.model.Result;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.RevertWindow;
import io.jenkins.plugins.planetscale.release.Verdict;
import io.jenkins.plugins.planetscale.release.WatchInsights;
import io.jenkins.plugins.planetscale.release.Words;
import io.jenkins.plugins.planetscale.service.PlanetScaleService;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Holds a revert window and runs the checks in it. Two things go on side by side, the window at PlanetScale and the
 * block; whichever ends first tells the other: a verdict decides what becomes of the window, and when the window ends,
 * by whom ever, a block that still runs is cancelled and awaited. The step ends when neither goes on.
 */
final class RevertWindowExecution extends BlockExecution<RevertWindowStep> {
    private static final long serialVersionUID = 1L;

    /** Insights come by the minute; more often than this tells nothing. */
    private static final Duration SHORTEST_WATCH = Duration.ofSeconds(30);

    /** What the step has decided on; persisted, and carried out anew after a restart. */
    private enum Decision {
        NONE,
        KEEP,
        REVERT,
        REVERT_FOR_ABORT
    }

    private volatile Driven window;
    private volatile Driven insights;
    private volatile String regression;
    private volatile Verdict verdict;
    private volatile boolean opened;
    private volatile Instant windowEnd;
    private volatile int begun;
    private volatile Instant nextRun;
    private volatile Decision decision = Decision.NONE;
    private volatile Throwable stopCause;
    private volatile BlockEnd end;
    private transient Future<?> alarm;

    RevertWindowExecution(RevertWindowStep step, StepContext context) {
        super(step, context, RevertWindowStep.FUNCTION);
    }

    @Override
    void begin() throws ReleaseException, IOException {
        TimeSpans.parse(step().getEvery(), "every");
        Settings.oneOf("onSuccess", step().getOnSuccess(), "keep", "expire");
        Settings.oneOf("onFailure", step().getOnFailure(), "revert", "leave");
        Settings.oneOf("onAbort", step().getOnAbort(), "leave", "revert");
        Settings.signals(step().getWatch());
        Verdict fresh = Verdict.of(step().getFailures());
        RevertWindow hold = RevertWindow.hold(support().target().database(), step().getDeployRequest());
        if (deadline() != null) {
            hold.setDeadline(deadline());
        }
        synchronized (this) {
            verdict = fresh;
            if (stopCause == null) {
                window = new Driven(this);
                window.drive(hold);
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
            report();
        } else if (stopCause == null) {
            beginAnew();
        } else if (window != null && window.resume()) {
            carryOut();
        } else {
            end(BlockEnd.bad(stopCause));
        }
    }

    private void carryOut() {
        if (decision != Decision.NONE) {
            decide(decision);
        } else if (stopCause != null) {
            breakOff();
        } else if (opened && !isInBody()) {
            schedule(
                    begun > verdict.runs() || nextRun == null
                            ? PlanetScaleService.get().now()
                            : nextRun);
        }
    }

    @Override
    public void say(List<String> lines) {
        super.say(lines);
        Driven driven = window;
        if (driven != null && driven.operation() instanceof RevertWindow open && open.opened()) {
            opened(open);
        }
    }

    private void opened(RevertWindow open) {
        synchronized (this) {
            windowEnd = open.windowEnd();
            if (opened) {
                return;
            }
            opened = true;
        }
        if (step().isDryRun()) {
            window.stop();
            say("Dry run: would run the checks every " + step().getEvery() + " and take " + step().getFailures()
                    + " as a failure. Neither was the block run nor anything changed.");
            succeed(new WindowValue("DRY_RUN", step().getDeployRequest(), null, null));
        } else {
            inBackground(this::runChecks);
            watchInsights(open);
        }
    }

    /** Query insights are watched beside the checks; that they cannot be read is told, and reverts nothing. */
    private void watchInsights(RevertWindow open) {
        if (step().getWatch().isEmpty() || open.windowEnd() == null) {
            return;
        }
        try {
            Duration every = TimeSpans.parse(step().getEvery(), "every");
            WatchInsights watch = new WatchInsights(
                    support().target().database(),
                    open.target(),
                    open.liveAt(),
                    open.windowEnd(),
                    every.compareTo(SHORTEST_WATCH) < 0 ? SHORTEST_WATCH : every,
                    Settings.signals(step().getWatch()));
            synchronized (this) {
                insights = new Driven(this);
                insights.drive(watch);
            }
        } catch (ReleaseException | IOException e) {
            say("Query insights are not watched: " + e.getMessage());
        }
    }

    private void insightsEnded(Operation<?> operation) {
        if (operation.failure() != null) {
            say("Query insights are not watched any more: "
                    + operation.failure().getMessage());
            return;
        }
        WatchInsights.Result result = ((WatchInsights) operation).result();
        boolean undecided;
        synchronized (this) {
            undecided = end == null && stopCause == null && decision == Decision.NONE;
        }
        if (result.regressed() && undecided) {
            regression = String.join("; ", result.findings());
            failed("Query insights show a regression since deploy request #" + step().getDeployRequest() + " is live: "
                    + regression + ". ");
        }
    }

    private void failed(String why) {
        if (step().getOnFailure().equals("revert")) {
            decide(Decision.REVERT);
        } else {
            window.stop();
            end(BlockEnd.bad(new StepFailure.ChecksFailed(why + howToRevert())));
        }
    }

    private void runChecks() throws IOException {
        BodyInvoker checks = getContext().newBodyInvoker().withCallback(new Callback());
        synchronized (this) {
            if (end == null && stopCause == null && decision == Decision.NONE && body() == null) {
                begun = verdict.runs() + 1;
                nextRun = PlanetScaleService.get().now().plus(TimeSpans.parse(step().getEvery(), "every"));
                started(checks.withDisplayName("Check " + begun).start());
            }
        }
    }

    private synchronized void schedule(Instant when) {
        if (alarm != null) {
            alarm.cancel(false);
        }
        alarm = later(when, this::runChecks);
    }

    @Override
    void bodyEnded(BlockEnd run) {
        synchronized (this) {
            if (end == null && stopCause == null) {
                if (interrupted(run)) {
                    stopCause = run.failure();
                    inBackground(this::stopped);
                } else {
                    verdict.failed(run.isGood());
                    inBackground(() -> judge(run));
                }
                return;
            }
        }
        inBackground(end == null ? this::stopped : this::report);
    }

    private static boolean interrupted(BlockEnd run) {
        return run.failure() instanceof FlowInterruptedException interruption && interruption.isActualInterruption();
    }

    private void judge(BlockEnd run) throws ReleaseException {
        if (!run.isGood()) {
            say("Check " + verdict.runs() + " of deploy request #" + step().getDeployRequest() + " failed ("
                    + run.failure().getMessage() + "): " + verdict + ".");
        }
        if (verdict.isFailed()) {
            failed("The checks of deploy request #" + step().getDeployRequest() + " failed: " + verdict + ". ");
        } else if (verdict.runs() >= verdict.span() && step().getOnSuccess().equals("keep")) {
            decide(Decision.KEEP);
        } else {
            schedule(nextRun);
        }
    }

    private String howToRevert() {
        return opened
                ? "The change is live and its revert window "
                        + (windowEnd == null ? "is open" : "is open until " + Words.clock(windowEnd))
                        + "; to revert it: planetscaleRevert deployRequest: " + step().getDeployRequest() + "."
                : "The change was left as it is.";
    }

    private void decide(Decision what) {
        synchronized (this) {
            decision = what;
        }
        Consumer<RevertWindow> effect =
                switch (what) {
                    case KEEP -> hold -> hold.keep("the checks passed: " + passed());
                    case REVERT ->
                        hold -> hold.revert(
                                regression == null
                                        ? "the checks failed: " + verdict
                                        : "query insights show a regression: " + regression);
                    case REVERT_FOR_ABORT -> hold -> hold.revert("the build was aborted");
                    case NONE -> hold -> {};
                };
        window.change(operation -> effect.accept((RevertWindow) operation));
    }

    private String passed() {
        return Math.min(verdict.runs(), verdict.span()) - verdict.failures() + " of the last "
                + Math.min(verdict.runs(), verdict.span()) + " runs";
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
        if (window == null) {
            return; // begin() sees it
        }
        if (decision == Decision.NONE && opened && step().getOnAbort().equals("revert")) {
            decide(Decision.REVERT_FOR_ABORT);
        } else if (decision == Decision.NONE) {
            breakOff();
        }
    }

    private void breakOff() {
        Driven driven = window;
        if (driven != null) {
            driven.stop();
            say(howToRevert());
        }
        end(BlockEnd.bad(stopCause));
    }

    @Override
    public void ended(Driven driven, Operation<?> operation) {
        if (driven == insights) {
            insightsEnded(operation);
            return;
        }
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
        end(BlockEnd.good(new WindowValue(result.outcome().name(), result.number(), result.url(), result.reason())));
    }

    /** The step's end is known; it is reported when no block runs any more. */
    private void end(BlockEnd how) {
        Driven watching = insights;
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
        Driven driven = window;
        if (driven != null) {
            driven.stop();
        }
        end(BlockEnd.bad(cause));
    }

    @Override
    public void broken(Driven driven, Throwable cause) {
        if (driven == insights) {
            say("Query insights are not watched any more: " + cause.getMessage());
            return;
        }
        end(BlockEnd.bad(cause));
    }

    @Override
    public String getStatus() {
        Driven driven = window;
        String held = driven == null ? "starting" : driven.status();
        Instant until = windowEnd;
        if (end == null && decision == Decision.NONE && opened && until != null) {
            held = "holding the revert window of deploy request #" + step().getDeployRequest() + ", "
                    + Words.time(Duration.between(PlanetScaleService.get().now(), until)) + " left";
        }
        Verdict now = verdict;
        return held
                + (isInBody() ? "; check " + begun + " is running" : "")
                + (now == null || now.runs() == 0 ? "" : "; " + now);
    }
}
