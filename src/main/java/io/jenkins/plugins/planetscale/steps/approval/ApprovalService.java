package io.jenkins.plugins.planetscale.steps.approval;

import hudson.model.Run;
import io.jenkins.plugins.planetscale.service.PlanetScaleService;
import io.jenkins.plugins.planetscale.steps.BuildWrites;
import io.jenkins.plugins.planetscale.steps.PlanetScalePermissions;
import io.jenkins.plugins.planetscale.steps.record.DecisionKind;
import io.jenkins.plugins.planetscale.steps.record.DecisionRecord;
import io.jenkins.plugins.planetscale.steps.record.DecisionRejectedException;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecorder;
import java.io.IOException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.springframework.security.core.Authentication;

/**
 * Takes the answers to the approval requests of a build: finds the request, checks who answers, and has the answer on
 * disk before it counts. For request threads; blocks on the disk.
 */
@Restricted(NoExternalUse.class)
public final class ApprovalService {
    private static final Logger LOGGER = Logger.getLogger(ApprovalService.class.getName());

    private final Run<?, ?> run;
    private final List<ApprovalRequest> approvalRequests;

    public ApprovalService(Run<?, ?> run) {
        this.run = run;
        this.approvalRequests = ApprovalAction.requestsOf(run);
    }

    /** Why the current user may not answer it; null for a user who may. */
    public String refusal(ApprovalRequest approvalRequest) {
        return Approvers.refusal(approvalRequest, run, Jenkins.getAuthentication2());
    }

    /**
     * The approval meant: by its id, by the number of its deploy request and its database, or the only open one.
     *
     * @param id may be null or empty
     * @param database with or without its organization; null for any
     * @param number 0 for any
     * @throws DecisionRejectedException when there is none, several are meant, or another one is asked for by now
     */
    public ApprovalRequest choose(String id, String database, int number) throws DecisionRejectedException {
        if (id != null && !id.isEmpty()) {
            return byId(id);
        }
        List<ApprovalRequest> matching = approvalRequests.stream()
                .filter(approvalRequest -> number == 0 || approvalRequest.getNumber() == number)
                .filter(approvalRequest ->
                        database == null || ("/" + approvalRequest.getDatabase()).endsWith("/" + database))
                .toList();
        List<ApprovalRequest> open = matching.stream().filter(this::isWaitedFor).toList();
        if (open.size() > 1) {
            throw new DecisionRejectedException(
                    409,
                    "This build asks for several approvals: "
                            + String.join(
                                    ", ",
                                    open.stream()
                                            .map(approvalRequest -> "#" + approvalRequest.getNumber() + " of "
                                                    + approvalRequest.getDatabase())
                                            .toList())
                            + ". Give the number of the deploy request and the database with the answer.");
        }
        if (open.size() == 1) {
            if (open.get(0).renewed()) {
                throw new DecisionRejectedException(
                        409,
                        "This build has asked for another approval before, and now asks for that of "
                                + open.get(0).deployRequest()
                                + ". Look at the change that is offered now, and send its id, \""
                                + open.get(0).getId() + "\", with the answer.");
            }
            return open.get(0);
        }
        if (matching.isEmpty()) {
            throw new DecisionRejectedException(
                    404,
                    "This build has not asked for an approval"
                            + (number == 0 ? "" : " of deploy request #" + number)
                            + (database == null ? "" : (number == 0 ? " in " : " of ") + database)
                            + ".");
        }
        return matching.get(matching.size() - 1); // to tell what became of it
    }

    private ApprovalRequest byId(String id) throws DecisionRejectedException {
        for (ApprovalRequest approvalRequest : approvalRequests) {
            if (approvalRequest.getId().equals(id)) {
                return approvalRequest;
            }
        }
        for (ApprovalRequest approvalRequest : approvalRequests) {
            if (id.startsWith(approvalRequest.node() + "-")) {
                throw new DecisionRejectedException(
                        409,
                        "What this answers is not asked any more: the change was offered anew, and now the approval of "
                                + approvalRequest.deployRequest()
                                + " is asked for. Reload the page and look at the change that"
                                + " it shows now.");
            }
        }
        throw new DecisionRejectedException(404, "This build has not asked for the approval \"" + id + "\".");
    }

    private boolean isWaitedFor(ApprovalRequest approvalRequest) {
        return run.isBuilding() && approvalRequest.isOpen();
    }

    /**
     * Takes the answer of the current user: writes it into the build, then lets the step act on it.
     *
     * @param kind {@link DecisionKind#APPROVE} or {@link DecisionKind#REJECT}
     * @param comment the person's own words; null for none
     * @throws DecisionRejectedException when it does not count, also because it could not be written
     */
    public void answer(ApprovalRequest approvalRequest, DecisionKind kind, String comment)
            throws DecisionRejectedException {
        if (!kind.isAnswer()) {
            throw new IllegalArgumentException(kind.name());
        }
        Authentication user = Jenkins.getAuthentication2();
        run.checkPermission(PlanetScalePermissions.APPROVE);
        String refusal = refusal(approvalRequest);
        if (refusal != null) {
            throw new DecisionRejectedException(403, refusal);
        }
        String what = approvalRequest.deployRequest().title();
        if (approvalRequest.answer() == null && !isWaitedFor(approvalRequest)) {
            throw new DecisionRejectedException(
                    409,
                    what + " does not wait for an approval any more. "
                            + (approvalRequest.getOutcome() == null
                                    ? "The build is over."
                                    : approvalRequest.getOutcome()));
        }
        DecisionRecord mine = new DecisionRecord(
                kind, user.getName(), PlanetScaleService.get().now().toEpochMilli(), approvalRequest.getId(), comment);
        DecisionRecord counts = write(approvalRequest, mine);
        if (counts != mine) {
            throw new DecisionRejectedException(409, what + " was already " + counts + ".");
        }
        ApprovalGate gate = approvalRequest.gate();
        if (gate != null) {
            gate.onAnswered(approvalRequest); // else the step finds it when it has been resumed
        }
    }

    private DecisionRecord write(ApprovalRequest approvalRequest, DecisionRecord mine)
            throws DecisionRejectedException {
        try {
            DecisionRecord counts = approvalRequest.answer(mine, answer -> write(answer, approvalRequest));
            ApprovalRequirements.get().note(run, approvalRequest);
            return counts;
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> run + ": an answer cannot be written");
            throw new DecisionRejectedException(
                    500,
                    "Your answer cannot be written into the build and does not count. "
                            + approvalRequest.deployRequest().title()
                            + " still waits. Ask an administrator to look at the disk and the log of Jenkins, then"
                            + " answer again.");
        }
    }

    /** Before it counts: first in the approval, from which the step takes it after a crash; then with all decisions. */
    private void write(DecisionRecord answer, ApprovalRequest approvalRequest) throws IOException {
        BuildWrites.writeChanged(run);
        try {
            ReleaseRecorder.note(
                    run,
                    ReleaseRecorder.deployRequest(
                                    approvalRequest.getDatabase(),
                                    approvalRequest.getNumber(),
                                    approvalRequest.getUrl())
                            .decided(answer));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> run + ": the answer is written down, but not in its record");
        }
    }
}
