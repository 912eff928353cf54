package io.jenkins.plugins.planetscale.steps.approval;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.AbortException;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.planetscale.release.deploy.ApplyChange;
import io.jenkins.plugins.planetscale.service.PlanetScaleService;
import io.jenkins.plugins.planetscale.steps.BuildWrites;
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
 * The approval of one {@code planetscaleApply}. While the operation waits at its gate, the build's page offers an
 * {@link ApprovalRequest}. An answer is written to the build before it counts, and the step reads it from there: so a
 * crash loses none. For background threads, except {@link #stopAsking}.
 */
@SuppressFBWarnings(
        value = "SE_TRANSIENT_FIELD_NOT_RESTORED",
        justification = "the approval request is found in the build when the step is resumed")
@Restricted(NoExternalUse.class)
public final class ApprovalGate implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(ApprovalGate.class.getName());

    private static final String TAKEN_OUT = "It was taken out of the deploy queue after that.";

    /** The step execution that requests the approval. */
    public interface Host extends Serializable {
        StepBuildContext buildContext();

        StepContext getContext();

        /** Whether its operation is under way. */
        boolean isUnderWay();

        void change(Consumer<ApplyChange> change);

        /** Persists the program. */
        void save();

        /** What the step does with the deploy request when it is stopped: {@code leave}, {@code cancel} … */
        String onAbort();

        void stop(Throwable cause) throws IOException, InterruptedException;
    }

    private final Host execution;
    private final ApprovalSettings settings;
    private transient volatile ApprovalRequest approvalRequest;
    private transient boolean atGate;
    private transient ApprovalRequest applied;

    public ApprovalGate(Host execution, ApprovalSettings settings) {
        this.execution = execution;
        this.settings = settings;
    }

    public void configure(ApplyChange apply) throws AbortException {
        apply.approvalNeeded().approvalTimeout(DurationParser.parseGiven(settings.getTimeout(), "approval: timeout"));
    }

    /** Passes what was asked and answered before a restart to an operation that was created or restored. */
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
            apply.shown(before.getNumber(), before.reviewed());
        }
        if (before.getUntil() != 0) {
            apply.approvalUntil(Instant.ofEpochMilli(before.getUntil()));
        }
        if (before.answer() != null && before.answer().isApproval()) {
            approve(apply, before);
        } else if (before.isOpen() && execution.isUnderWay() && before.getNumber() == apply.deployRequest()) {
            approvalRequest =
                    before; // the page shows it, so an answer must be heard before the gate is looked at again
            before.gate(this);
            if (before.answer() != null) {
                onAnswered(before); // it came in between
            }
        }
    }

    /** The refusal that was persisted before a restart; null for none. */
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

    /** Requests the approval when the operation reaches its gate, and withdraws the request when it leaves it. */
    public void onStep(ApplyChange apply) {
        boolean now = apply.awaitsApproval();
        try {
            if (approvalRequest != null && approvalRequest.afterRemovals() != apply.timesCheckedAgain()) {
                withdraw(TAKEN_OUT);
                approvalRequest = null;
                atGate = false;
            }
            if (now == atGate) {
                return;
            }
            atGate = now;
            if (now) {
                openRequest(apply);
            } else if (approvalRequest != null && approvalRequest.answer() == null) {
                withdraw("It does not stand at its gate any more.");
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> execution.buildContext().owner() + ": the build cannot be written");
            execution.buildContext().log(List.of("The build cannot be written: " + e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void openRequest(ApplyChange apply) throws IOException, InterruptedException {
        Run<?, ?> run = run();
        FlowNode node = node();
        ApprovalRequest fresh = new ApprovalRequest(
                node.getId(),
                execution.buildContext().target().database(),
                apply.staged(),
                OfferedFindings.of(run, execution.buildContext().target().database(), apply),
                settings.getMessage(),
                new ApprovalPolicy(settings, Approvers.starters(run)),
                execution.onAbort(),
                apply.approvalUntil(),
                apply.timesCheckedAgain());
        ApprovalRequest asked = ApprovalAction.of(run).ask(fresh);
        approvalRequest = asked;
        asked.gate(this);
        if (asked.answer() != null) {
            applyAnswer(asked);
            return;
        }
        if (!ApprovalRequirements.get().note(run, asked)) {
            execution
                    .buildContext()
                    .log(List.of("It cannot be written down that deploy request #" + asked.getNumber()
                            + " waits for an approval: the pages of other builds will not know. Ask an administrator to"
                            + " look at the disk and the log of Jenkins."));
        }
        write(run); // the approval request stands without it: an answer writes it, and after a crash it is made again
        if (!PauseAction.isPaused(node)) {
            node.addAction(new PauseAction("PlanetScale approval"));
        }
        execution.save(); // so that after a crash the step knows its deploy request
        execution.buildContext().log(ApprovalLines.asked(asked, run));
        if (asked.answer() != null) {
            applyAnswer(asked);
        }
    }

    /** Acts on an answer that was persisted. */
    void onAnswered(ApprovalRequest answered) {
        PlanetScaleService.get().background().execute(() -> {
            try {
                applyAnswer(answered);
            } catch (IOException | RuntimeException e) {
                LOGGER.log(Level.WARNING, e, () -> execution.buildContext().owner() + ": the answer cannot be taken");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void applyAnswer(ApprovalRequest answered) throws IOException, InterruptedException {
        synchronized (this) {
            if (applied == answered) {
                return;
            }
            applied = answered;
        }
        logAnswer(answered);
        endPause();
        if (answered.answer().isApproval()) {
            execution.change(apply -> approve(apply, answered));
        } else {
            execution.stop(interruption(answered));
        }
    }

    private void logAnswer(ApprovalRequest answered) {
        if (!answered.isLogged()) {
            answered.setLogged();
            execution.buildContext().log(ApprovalLines.answered(answered));
        }
    }

    private void approve(ApplyChange apply, ApprovalRequest approved) {
        logAnswer(approved);
        apply.approved(
                approved.getNumber(),
                approved.answer().getBy(),
                execution.buildContext().marker(),
                "The cutover was " + approved.answer() + "." + approved.answer().commentLine());
    }

    private static FlowInterruptedException interruption(ApprovalRequest refused) {
        return new FlowInterruptedException(Result.ABORTED, true, new ApprovalRefused(refused));
    }

    /** Closes the request, as the step stops or ends. Does not block. */
    public void stopAsking(String why) {
        ApprovalRequest current = approvalRequest;
        if (current != null) {
            current.close(why);
        }
    }

    /** As {@link #stopAsking}, and writes the build. */
    public void close(String why) {
        try {
            ApprovalRequest current = approvalRequest == null ? asked() : approvalRequest;
            approvalRequest = current;
            if (current != null) {
                withdraw(why);
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> execution.buildContext().owner() + ": the build cannot be written");
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
            BuildWrites.writeChanged(run);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> execution.buildContext().owner() + ": the build cannot be written");
        }
    }

    /** The pause is for display only: when its end cannot be written, the answer counts all the same. */
    private void endPause() throws IOException, InterruptedException {
        FlowNode node = node();
        if (PauseAction.isPaused(node)) {
            try {
                PauseAction.endCurrentPause(node);
            } catch (IOException e) {
                LOGGER.log(
                        Level.WARNING,
                        e,
                        () -> execution.buildContext().owner() + ": the end of its pause cannot be written");
            }
        }
    }

    /** For a thread dump; null when no approval is open. */
    public String status() {
        ApprovalRequest current = approvalRequest;
        return current == null || !current.isOpen() ? null : ApprovalLines.status(current);
    }

    private Run<?, ?> run() throws IOException, InterruptedException {
        return execution.buildContext().run();
    }

    private FlowNode node() throws IOException, InterruptedException {
        return execution.getContext().get(FlowNode.class);
    }
}
