package io.jenkins.plugins.planetscale.steps.approval;

import hudson.model.Run;
import io.jenkins.plugins.planetscale.service.PlanetScaleService;
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
 * Takes the answers to the approvals that one build asks for: which one is meant, who may answer, and that an answer is on
 * disk before it counts. For request threads; blocks on the disk.
 */
@Restricted(NoExternalUse.class)
public final class ApprovalService {
    private static final Logger LOGGER = Logger.getLogger(ApprovalService.class.getName());

    private final Run<?, ?> run;
    private final List<ApprovalRequest> offers;

    public ApprovalService(Run<?, ?> run) {
        this.run = run;
        this.offers = ApprovalAction.offersOf(run);
    }

    /** Why the current user may not answer it; null for a user who may. */
    public String refusal(ApprovalRequest offer) {
        return Approvers.refusal(offer, run, Jenkins.getAuthentication2());
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
        List<ApprovalRequest> matching = offers.stream()
                .filter(offer -> number == 0 || offer.getNumber() == number)
                .filter(offer -> database == null || ("/" + offer.getDatabase()).endsWith("/" + database))
                .toList();
        List<ApprovalRequest> open = matching.stream().filter(this::isWaitedFor).toList();
        if (open.size() > 1) {
            throw new DecisionRejectedException(
                    409,
                    "This build asks for several approvals: "
                            + String.join(
                                    ", ",
                                    open.stream()
                                            .map(offer -> "#" + offer.getNumber() + " of " + offer.getDatabase())
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
        for (ApprovalRequest offer : offers) {
            if (offer.getId().equals(id)) {
                return offer;
            }
        }
        for (ApprovalRequest offer : offers) {
            if (id.startsWith(offer.node() + "-")) {
                throw new DecisionRejectedException(
                        409,
                        "What this answers is not asked any more: the change was offered anew, and now the approval of "
                                + offer.deployRequest() + " is asked for. Reload the page and look at the change that"
                                + " it shows now.");
            }
        }
        throw new DecisionRejectedException(404, "This build has not asked for the approval \"" + id + "\".");
    }

    private boolean isWaitedFor(ApprovalRequest offer) {
        return run.isBuilding() && offer.isOpen();
    }

    /**
     * Takes the answer of the current user: writes it into the build, then lets the step act on it.
     *
     * @param kind {@link DecisionKind#APPROVE} or {@link DecisionKind#REJECT}
     * @param comment the person's own words; null for none
     * @throws DecisionRejectedException when it does not count, also because it could not be written
     */
    public void answer(ApprovalRequest offer, DecisionKind kind, String comment) throws DecisionRejectedException {
        if (!kind.isAnswer()) {
            throw new IllegalArgumentException(kind.name());
        }
        Authentication user = Jenkins.getAuthentication2();
        run.checkPermission(PlanetScalePermissions.APPROVE);
        String refusal = refusal(offer);
        if (refusal != null) {
            throw new DecisionRejectedException(403, refusal);
        }
        String what = offer.deployRequest().title();
        if (offer.answer() == null && !isWaitedFor(offer)) {
            throw new DecisionRejectedException(
                    409,
                    what + " does not wait for an approval any more. "
                            + (offer.getOutcome() == null ? "The build is over." : offer.getOutcome()));
        }
        DecisionRecord mine = new DecisionRecord(
                kind, user.getName(), PlanetScaleService.get().now().toEpochMilli(), offer.getId(), comment);
        DecisionRecord counts = write(offer, mine);
        if (counts != mine) {
            throw new DecisionRejectedException(409, what + " was already " + counts + ".");
        }
        ApprovalGate gate = offer.gate();
        if (gate != null) {
            gate.answered(offer); // else the step finds it when it has been resumed
        }
    }

    private DecisionRecord write(ApprovalRequest offer, DecisionRecord mine) throws DecisionRejectedException {
        try {
            DecisionRecord counts = offer.answer(mine, answer -> write(answer, offer));
            ApprovalRequirements.get().note(run, offer);
            return counts;
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> run + ": an answer cannot be written");
            throw new DecisionRejectedException(
                    500,
                    "Your answer cannot be written into the build and does not count. "
                            + offer.deployRequest().title()
                            + " still waits. Ask an administrator to look at the disk and the log of Jenkins, then"
                            + " answer again.");
        }
    }

    /** Before it counts: first in the approval, from which the step takes it after a crash; then with all decisions. */
    private void write(DecisionRecord answer, ApprovalRequest offer) throws IOException {
        run.save();
        try {
            ReleaseRecorder.note(
                    run,
                    ReleaseRecorder.deployRequest(offer.getDatabase(), offer.getNumber(), offer.getUrl())
                            .decided(answer));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> run + ": the answer is written down, but not in its record");
        }
    }
}
