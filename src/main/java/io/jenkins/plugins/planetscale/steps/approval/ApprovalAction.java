package io.jenkins.plugins.planetscale.steps.approval;

import hudson.model.Action;
import hudson.model.Api;
import hudson.model.Run;
import hudson.util.HttpResponses;
import io.jenkins.plugins.planetscale.service.PlanetScaleService;
import io.jenkins.plugins.planetscale.steps.Messages;
import io.jenkins.plugins.planetscale.steps.PlanetScalePermissions;
import io.jenkins.plugins.planetscale.steps.record.DecisionRecord;
import io.jenkins.plugins.planetscale.steps.record.DecisionRejectedException;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecordAction;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecorder;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.model.RunAction2;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.kohsuke.stapler.verb.POST;
import org.springframework.security.core.Authentication;

/** The changes of a build that wait, or waited, for an approval, and the page to decide about them. Thread-safe. */
@ExportedBean
public final class ApprovalAction implements RunAction2 {
    static final String URL_NAME = "planetscale-approval";
    private static final Logger LOGGER = Logger.getLogger(ApprovalAction.class.getName());

    /** Replaced, never changed, as it is written to disk at any time. */
    private volatile ArrayList<ApprovalRequest> offers = new ArrayList<>();

    private transient Run<?, ?> run;

    /** The one of a build; made when there is none. */
    public static ApprovalAction of(Run<?, ?> run) {
        synchronized (run) {
            ApprovalAction action = run.getAction(ApprovalAction.class);
            if (action == null) {
                action = new ApprovalAction();
                run.addAction(action);
            }
            return action;
        }
    }

    /** Offers a change, or goes on with the offer of the same step that was made before a restart. */
    public synchronized ApprovalRequest ask(ApprovalRequest fresh) {
        ApprovalRequest before = ofStep(fresh.node());
        if (before != null
                && before.getNumber() == fresh.getNumber()
                && before.afterRemovals() == fresh.afterRemovals()
                && (before.isOpen() || before.answer() != null)) {
            return before;
        }
        ArrayList<ApprovalRequest> changed = new ArrayList<>(offers);
        if (before != null) {
            changed.remove(before);
            fresh.renew();
        }
        changed.add(fresh);
        offers = changed;
        return fresh;
    }

    /** What the step of that flow node asks, or asked last; null for nothing. */
    ApprovalRequest ofStep(String node) {
        return offers.stream()
                .filter(offer -> offer.node().equals(node))
                .findFirst()
                .orElse(null);
    }

    /** Oldest first. */
    @Exported(visibility = 2)
    public List<ApprovalRequest> getOffers() {
        return List.copyOf(offers);
    }

    /** Those that wait for an answer. */
    public List<ApprovalRequest> getOpenOffers() {
        return run != null && run.isBuilding()
                ? offers.stream().filter(ApprovalRequest::isOpen).toList()
                : List.of();
    }

    /** Whether the current user may decide about it now. */
    @Restricted(NoExternalUse.class)
    public boolean mayAnswer(ApprovalRequest offer) {
        return waits(offer) && Approvers.refusal(offer, run, Jenkins.getAuthentication2()) == null;
    }

    /** Why the current user may not decide about it; null for a user who may, and when nobody is asked. */
    @Restricted(NoExternalUse.class)
    public String refusal(ApprovalRequest offer) {
        return waits(offer) ? Approvers.refusal(offer, run, Jenkins.getAuthentication2()) : null;
    }

    private boolean waits(ApprovalRequest offer) {
        return run != null && run.isBuilding() && offer.isOpen();
    }

    /** Approves: {@code POST …/planetscale-approval/proceed?id=…}. */
    @POST
    @Restricted(NoExternalUse.class)
    public HttpResponse doProceed(@QueryParameter String id) {
        return respond(id, true);
    }

    /** Refuses: {@code POST …/planetscale-approval/abort?id=…}. */
    @POST
    @Restricted(NoExternalUse.class)
    public HttpResponse doAbort(@QueryParameter String id) {
        return respond(id, false);
    }

    private HttpResponse respond(String id, boolean approve) {
        run.checkPermission(PlanetScalePermissions.APPROVE);
        try {
            answer(choose(id, null, 0), approve);
            return HttpResponses.redirectTo(".");
        } catch (DecisionRejectedException e) {
            return new Refusal(e);
        }
    }

    /**
     * The offer meant: by its id, by the number of its deploy request and its database, or the only open one.
     *
     * @param id may be empty
     * @param database with or without its organization; null for any
     * @param number 0 for any
     */
    public ApprovalRequest choose(String id, String database, int number) throws DecisionRejectedException {
        if (id != null && !id.isEmpty()) {
            return byId(id);
        }
        List<ApprovalRequest> matching = getOffers().stream()
                .filter(offer -> number == 0 || offer.getNumber() == number)
                .filter(offer -> database == null || ("/" + offer.getDatabase()).endsWith("/" + database))
                .toList();
        List<ApprovalRequest> open = matching.stream()
                .filter(offer -> getOpenOffers().contains(offer))
                .toList();
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
                                + offered(open.get(0)) + ". Look at the change that is offered now, and send its id, \""
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

    private static String offered(ApprovalRequest offer) {
        return "deploy request #" + offer.getNumber() + " of " + offer.getDatabase();
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
                                + offered(offer) + " is asked for. Reload the page and look at the change that it shows"
                                + " now.");
            }
        }
        throw new DecisionRejectedException(404, "This build has not asked for the approval \"" + id + "\".");
    }

    /**
     * Takes the answer of the current user: writes it into the build, then lets the step act on it.
     *
     * @throws DecisionRejectedException when it does not count, also because it could not be written
     */
    public void answer(ApprovalRequest offer, boolean approve) throws DecisionRejectedException {
        Authentication user = Jenkins.getAuthentication2();
        run.checkPermission(PlanetScalePermissions.APPROVE);
        String refusal = Approvers.refusal(offer, run, user);
        if (refusal != null) {
            throw new DecisionRejectedException(403, refusal);
        }
        String what = "Deploy request #" + offer.getNumber() + " of " + offer.getDatabase();
        if (offer.answer() == null && (!offer.isOpen() || !run.isBuilding())) {
            throw new DecisionRejectedException(
                    409,
                    what + " does not wait for an approval any more. "
                            + (offer.getOutcome() == null ? "The build is over." : offer.getOutcome()));
        }
        ApprovalRequest.Answer mine = new ApprovalRequest.Answer(approve, user.getName());
        ApprovalRequest.Answer counts = write(offer, mine, what);
        if (counts != mine) {
            throw new DecisionRejectedException(409, what + " was already " + counts + ".");
        }
        ApprovalGate gate = offer.gate();
        if (gate != null) {
            gate.answered(offer); // else the step finds it when it has been resumed
        }
    }

    private ApprovalRequest.Answer write(ApprovalRequest offer, ApprovalRequest.Answer mine, String what)
            throws DecisionRejectedException {
        try {
            ApprovalRequest.Answer counts = offer.answer(mine, answer -> answered(offer, answer));
            ApprovalRequirements.get().note(run, offer);
            return counts;
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> run + ": an answer cannot be written");
            throw new DecisionRejectedException(
                    500,
                    "Your answer cannot be written into the build and does not count. " + what
                            + " still waits. Ask an administrator to look at the disk and the log of Jenkins, then"
                            + " answer again.");
        }
    }

    /** Whether a text that PlanetScale sent may become a link. */
    @Restricted(NoExternalUse.class)
    public boolean isLink(String url) {
        return url != null && (url.startsWith("https://") || url.startsWith("http://"));
    }

    @Restricted(NoExternalUse.class)
    public Run<?, ?> getRun() {
        return run;
    }

    /** What draws the changes: the page of the build, which builds on the steps and is known to them by its address. */
    @Restricted(NoExternalUse.class)
    public Action getPage() {
        return run.getAllActions().stream()
                .filter(action -> "planetscale".equals(action.getUrlName()))
                .findFirst()
                .orElse(null);
    }

    /** For {@code api/json}. */
    @Restricted(NoExternalUse.class)
    public Api getApi() {
        return new Api(this);
    }

    @Override
    public void onAttached(Run<?, ?> attached) {
        run = attached;
    }

    @Override
    public void onLoad(Run<?, ?> loaded) {
        run = loaded;
    }

    @Override
    public String getIconFileName() {
        return getOpenOffers().isEmpty() ? null : "symbol-hourglass";
    }

    @Override
    public String getDisplayName() {
        return Messages.ApprovalAction_displayName();
    }

    /** None where this is not part of a build: then somebody wrote it into a configuration. */
    @Override
    public String getUrlName() {
        return run == null ? null : URL_NAME;
    }

    /** What was written by hand, or is damaged, must not keep a page from being drawn. */
    private Object readResolve() {
        ArrayList<ApprovalRequest> whole = new ArrayList<>();
        if (offers != null) {
            for (Object offer : offers) { // a hand can write anything into a list
                if (offer instanceof ApprovalRequest read && read.isWhole()) {
                    whole.add(read);
                }
            }
        }
        offers = whole;
        return this;
    }

    /** A page that says why an answer does not count. */
    private final class Refusal implements HttpResponse {
        private final int status;
        private final String reason;

        Refusal(DecisionRejectedException reason) {
            this.reason = reason.getMessage();
            this.status = reason.status();
        }

        @Override
        public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node)
                throws IOException, ServletException {
            response.setStatus(status);
            request.setAttribute("reason", reason);
            request.getView(ApprovalAction.this, "refusal.jelly").forward(request, response);
        }
    }

    /** Written before it counts: first in the offer, from which the step takes it after a crash. */
    private void answered(ApprovalRequest offer, ApprovalRequest.Answer answer) throws IOException {
        run.save();
        Instant now = PlanetScaleService.get().now();
        ReleaseRecordAction.ReleaseRecord entry = ReleaseRecorder.deployRequest(
                        offer.getDatabase(), offer.getNumber(), offer.getUrl())
                .decided(new DecisionRecord(
                        answer.approved() ? "APPROVED" : "REFUSED", answer.by(), now.toEpochMilli()));
        try {
            ReleaseRecorder.note(run, answer.approved() ? entry.approved(answer.by(), now) : entry);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> run + ": the answer is written down, but not in its record");
        }
    }
}
