package io.jenkins.plugins.planetscale.steps.window;

import hudson.model.Run;
import io.jenkins.plugins.planetscale.steps.record.DecisionKind;
import io.jenkins.plugins.planetscale.steps.record.DecisionRecord;
import io.jenkins.plugins.planetscale.steps.record.DecisionRejectedException;
import io.jenkins.plugins.planetscale.steps.record.DeployRequestRef;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecord;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecorder;
import io.jenkins.plugins.planetscale.steps.runtime.BodyResult;
import java.io.IOException;
import java.io.Serializable;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A person's decision about a revert window that a step holds. It is written to the build before it counts, and read
 * from there after a crash.
 */
final class ManualWindowDecision implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(ManualWindowDecision.class.getName());

    private final RevertWindowExecution execution;
    private volatile String by;

    ManualWindowDecision(RevertWindowExecution execution) {
        this.execution = execution;
    }

    /** The id of the user whose decision the step carries out; null for none. */
    String decidedBy() {
        return by;
    }

    /**
     * @param window null before it is held
     * @param ending whether the step is about to end without it; asked under the lock of the build
     */
    String decide(RevertWindowControl window, BooleanSupplier ending, DecisionRecord decision)
            throws DecisionRejectedException {
        String what = deployRequest().title();
        if (window == null || !window.isOpened()) {
            throw new DecisionRejectedException(
                    409,
                    what + ": " + execution.describe()
                            + " has not seen its revert window open yet. Try again in a minute.");
        }
        DecisionRecord mine = decision.begun(UUID.randomUUID().toString(), marker());
        try {
            Run<?, ?> run = execution.buildContext().run();
            run.checkPermission(mine.getKind().permission()); // the step may be in another build
            synchronized (run) {
                DecisionRecord before = open(run);
                if (before != null) {
                    throw DecisionRejectedException.second(before, deployRequest());
                }
                if (ending.getAsBoolean() || window.isDecided()) {
                    throw decidedBefore(window);
                }
                ReleaseRecorder.decided(run, database(), number(), mine);
            }
        } catch (IOException e) {
            throw DecisionRejectedException.unwritten(e, deployRequest());
        }
        if (!apply(window, mine)) {
            throw decidedBefore(window);
        }
        return what + ": " + execution.describe()
                + (mine.getKind() == DecisionKind.REVERT
                        ? " reverts it now."
                        : " ends the revert window now and keeps the change.");
    }

    private DecisionRejectedException decidedBefore(RevertWindowControl window) {
        return new DecisionRejectedException(
                409,
                deployRequest().title() + ": " + execution.describe() + " has already "
                        + (window.reason() == null ? "ended" : "decided, as " + window.reason()) + ".");
    }

    /** After a restart: applies a decision that was persisted but not carried out. Returns whether anything is decided. */
    boolean resume(RevertWindowControl window) {
        try {
            DecisionRecord before = open(execution.buildContext().run());
            if (before != null) {
                apply(window, before);
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> execution.owner() + ": the build cannot be read");
        }
        return window.isDecided();
    }

    private boolean apply(RevertWindowControl window, DecisionRecord decision) {
        if (window.isDecided()) {
            return false;
        }
        by = decision.getBy();
        String page = decision.describe() + ", on the page of the build";
        boolean first = decision.getKind() == DecisionKind.KEEP
                ? window.keep("kept " + page)
                : window.revert("the revert was ordered " + page);
        if (!first) {
            by = null;
        }
        return first;
    }

    /** Records at the end of the step whether the decision, if there was one, was carried out. */
    void recordEnd(BodyResult how) {
        if (execution.buildContext().target() == null) {
            return; // it never began
        }
        try {
            Run<?, ?> run = execution.buildContext().run();
            synchronized (run) { // a decision is either seen here, or sees that the step ends
                DecisionRecord mine = open(run);
                if (mine == null) {
                    return;
                }
                boolean done = how.isGood()
                        && how.value() instanceof WindowResult value
                        && value.getOutcome().equals(mine.getKind().outcome().name());
                String why = how.isGood() ? "The step ended otherwise before." : how.message();
                ReleaseRecorder.decided(run, database(), number(), mine.finished(done ? null : String.valueOf(why)));
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> execution.owner() + ": the end of a decision cannot be noted");
        }
    }

    private DecisionRecord open(Run<?, ?> run) {
        ReleaseRecord entry = ReleaseRecorder.find(run, database(), number());
        DecisionRecord open = entry == null ? null : entry.openDecision();
        return open != null && marker().equals(open.step()) ? open : null;
    }

    private String marker() {
        return execution.buildContext().marker().token();
    }

    private DeployRequestRef deployRequest() {
        return new DeployRequestRef(null, database(), number());
    }

    private String database() {
        return execution.buildContext().target().database().toString();
    }

    private int number() {
        return execution.step().getDeployRequest();
    }
}
