package io.jenkins.plugins.planetscale.steps.approval;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.AbortException;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.planetscale.release.deploy.ApplyChange;
import io.jenkins.plugins.planetscale.service.PlanetScaleService;
import io.jenkins.plugins.planetscale.steps.DurationParser;
import io.jenkins.plugins.planetscale.steps.StepBuildContext;
import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.support.actions.PauseAction;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The approval of one {@code planetscaleApply}. While the operation stands at its gate the build offers it; an answer is
 * written into the build before it counts, so that after a crash the build knows whether there was one: the step asks
 * the build, not itself. Runs on background threads, but for {@link #stopAsking}.
 */
@SuppressFBWarnings(
        value = "SE_TRANSIENT_FIELD_NOT_RESTORED",
        justification = "the offer is found in the build when the step is resumed")
@Restricted(NoExternalUse.class)
public final class ApprovalGate implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(ApprovalGate.class.getName());

    private static final String TAKEN_OUT = "It was taken out of the deploy queue after that.";

    /** The step that asks. */
    public interface Host extends Serializable {
        StepBuildContext support();

        StepContext getContext();

        /** Whether its operation is under way. */
        boolean isUnderWay();

        void change(Consumer<ApplyChange> change);

        /** Writes the program down. */
        void save();

        /** What the step does with the deploy request when it is stopped: {@code leave}, {@code cancel} … */
        String onAbort();

        void stop(Throwable cause) throws IOException, InterruptedException;
    }

    private final Host execution;
    private final ApprovalSettings settings;
    private transient volatile ApprovalRequest offer;
    private transient boolean standing;
    private transient ApprovalRequest settled;

    public ApprovalGate(Host execution, ApprovalSettings settings) {
        this.execution = execution;
        this.settings = settings;
    }

    public void configure(ApplyChange apply) throws AbortException {
        apply.approvalNeeded().approvalTimeout(DurationParser.parseGiven(settings.getTimeout(), "approval: timeout"));
    }

    /** Tells an operation that is made or restored after a restart what was asked and answered before. */
    public void prepare(ApplyChange apply) throws IOException, InterruptedException {
        ApprovalRequest before = asked();
        if (before == null) {
            if (settings.isRequireStarter() && Approvers.starters(run()).isEmpty()) {
                apply.refuseChanges(Approvers.UNKNOWN_STARTER + " This step did nothing.");
            }
            return;
        }
        if (before.afterRemovals() != apply.timesCheckedAgain()) {
            if (before.isOpen()) {
                before.close(TAKEN_OUT); // the build was killed before that was written down
            }
            return;
        }
        if (before.isOpen() || before.answer() != null) {
            apply.shown(before.getNumber(), before.seen());
        }
        if (before.getUntil() != 0) {
            apply.approvalUntil(Instant.ofEpochMilli(before.getUntil()));
        }
        if (before.answer() != null && before.answer().isApproval()) {
            approve(apply, before);
        } else if (before.isOpen() && execution.isUnderWay() && before.getNumber() == apply.deployRequest()) {
            offer = before; // the page shows it, so an answer must be heard before the gate is looked at again
            before.gate(this);
            if (before.answer() != null) {
                answered(before); // it came in between
            }
        }
    }

    /** The refusal that was written down before a restart; null for none. */
    public Throwable refusedBefore() throws IOException, InterruptedException {
        ApprovalRequest before = asked();
        if (before == null || before.answer() == null || before.answer().isApproval()) {
            return null;
        }
        ApprovalRequirements.get().note(run(), before); // else lost when Jenkins was killed directly after the answer
        return interruption(before);
    }

    private ApprovalRequest asked() throws IOException, InterruptedException {
        ApprovalAction action = run().getAction(ApprovalAction.class);
        return action == null ? null : action.ofStep(node().getId());
    }

    /** Follows the operation: it reaches its gate, and can lose it when somebody else moves the deploy request. */
    public void onStep(ApplyChange apply) {
        boolean now = apply.awaitsApproval();
        try {
            if (offer != null && offer.afterRemovals() != apply.timesCheckedAgain()) {
                withdraw(TAKEN_OUT);
                offer = null;
                standing = false;
            }
            if (now == standing) {
                return;
            }
            standing = now;
            if (now) {
                offer(apply);
            } else if (offer != null && offer.answer() == null) {
                withdraw("It does not stand at its gate any more.");
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> execution.support().owner() + ": the build cannot be written");
            execution.support().log(List.of("The build cannot be written: " + e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void offer(ApplyChange apply) throws IOException, InterruptedException {
        Run<?, ?> run = run();
        FlowNode node = node();
        ApprovalRequest fresh = new ApprovalRequest(
                node.getId(),
                execution.support().target().database(),
                apply.staged(),
                OfferedFindings.of(run, execution.support().target().database(), apply),
                settings.getMessage(),
                new ApprovalPolicy(settings, Approvers.starters(run)),
                execution.onAbort(),
                apply.approvalUntil(),
                apply.timesCheckedAgain());
        ApprovalRequest asked = ApprovalAction.of(run).ask(fresh);
        offer = asked;
        asked.gate(this);
        if (asked.answer() != null) {
            settle(asked);
            return;
        }
        if (!ApprovalRequirements.get().note(run, asked)) {
            execution
                    .support()
                    .log(List.of("It cannot be written down that deploy request #" + asked.getNumber()
                            + " waits for an approval: the pages of other builds will not know. Ask an administrator to"
                            + " look at the disk and the log of Jenkins."));
        }
        write(run); // the offer stands without it: an answer writes it, and after a crash it is made again
        if (!PauseAction.isPaused(node)) {
            node.addAction(new PauseAction("PlanetScale approval"));
        }
        execution.save(); // so that what is taken up after a crash knows its deploy request
        execution.support().log(ApprovalLines.asked(asked, run));
        if (asked.answer() != null) {
            settle(asked);
        }
    }

    /** Acts on an answer that is written down. */
    void answered(ApprovalRequest answered) {
        PlanetScaleService.get().background().execute(() -> {
            try {
                settle(answered);
            } catch (IOException | RuntimeException e) {
                LOGGER.log(Level.WARNING, e, () -> execution.support().owner() + ": the answer cannot be taken");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void settle(ApprovalRequest answered) throws IOException, InterruptedException {
        synchronized (this) {
            if (settled == answered) {
                return;
            }
            settled = answered;
        }
        announce(answered);
        endPause();
        if (answered.answer().isApproval()) {
            execution.change(apply -> approve(apply, answered));
        } else {
            execution.stop(interruption(answered));
        }
    }

    private void announce(ApprovalRequest answered) {
        if (!answered.taken()) {
            answered.take();
            execution.support().log(ApprovalLines.answered(answered));
        }
    }

    private void approve(ApplyChange apply, ApprovalRequest approved) {
        announce(approved);
        apply.approved(
                approved.getNumber(),
                approved.answer().getBy(),
                execution.support().marker(),
                "The cutover was " + approved.answer() + "." + approved.answer().commentLine());
    }

    private static FlowInterruptedException interruption(ApprovalRequest refused) {
        return new FlowInterruptedException(Result.ABORTED, true, new ApprovalRefused(refused));
    }

    /** The step stops or ends: nothing is asked any more. Does not block. */
    public void stopAsking(String why) {
        ApprovalRequest current = offer;
        if (current != null) {
            current.close(why);
        }
    }

    /** As {@link #stopAsking}, and writes it down. */
    public void close(String why) {
        try {
            ApprovalRequest current = offer == null ? asked() : offer;
            offer = current;
            if (current != null) {
                withdraw(why);
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> execution.support().owner() + ": the build cannot be written");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void withdraw(String why) throws IOException, InterruptedException {
        stopAsking(why);
        write(run());
        endPause();
    }

    private void write(Run<?, ?> run) {
        try {
            run.save();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> execution.support().owner() + ": the build cannot be written");
        }
    }

    /** The pause is only for show: when its end cannot be written, the answer counts nevertheless. */
    private void endPause() throws IOException, InterruptedException {
        FlowNode node = node();
        if (PauseAction.isPaused(node)) {
            try {
                PauseAction.endCurrentPause(node);
            } catch (IOException e) {
                LOGGER.log(
                        Level.WARNING,
                        e,
                        () -> execution.support().owner() + ": the end of its pause cannot be written");
            }
        }
    }

    /** For a thread dump; null when nobody is waited for. */
    public String status() {
        ApprovalRequest current = offer;
        return current == null || !current.isOpen() ? null : ApprovalLines.status(current);
    }

    private Run<?, ?> run() throws IOException, InterruptedException {
        return execution.support().run();
    }

    private FlowNode node() throws IOException, InterruptedException {
        return execution.getContext().get(FlowNode.class);
    }
}
