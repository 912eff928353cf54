package io.jenkins.plugins.planetscale.view;

import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.util.HttpResponses;
import io.jenkins.plugins.planetscale.steps.decision.DecisionService;
import io.jenkins.plugins.planetscale.steps.record.DecisionKind;
import io.jenkins.plugins.planetscale.steps.record.DecisionRejectedException;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecord;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecord.Kind;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import net.sf.json.JSONObject;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.verb.GET;
import org.kohsuke.stapler.verb.POST;

/**
 * Takes decisions about the deploy requests of a build: {@code POST …/planetscale/decision/<verb>} with {@code
 * database}, {@code deployRequest}, {@code shown} (which change the page showed) and the person's {@code comment}.
 * Answers a browser with a page, everybody else with JSON: {@code ok} and {@code message}.
 */
@Restricted(NoExternalUse.class)
public final class DecisionPage {
    private final Run<?, ?> run;
    private final DecisionService decisions;

    DecisionPage(Run<?, ?> run) {
        this.run = run;
        this.decisions = new DecisionService(run);
    }

    public Run<?, ?> getRun() {
        return run;
    }

    /** The URL of the page with all deploy requests, from the root of Jenkins. */
    public String getBack() {
        return run.getUrl() + ReleaseAction.URL_NAME + '/';
    }

    /** The buttons that the current user gets. */
    public List<DecisionButton> buttons(ReleaseRecord entry) {
        return DecisionButton.of(decisions, entry);
    }

    /** Why the current user may not answer an approval; null for a user who may. */
    public String refusal(ApprovalView approval) {
        return decisions.refusal(approval.getRequest());
    }

    /** Whether a decision about it is being carried out. */
    public boolean isUnderWay(ReleaseRecord entry) {
        return decisions.underWay(entry) != null;
    }

    @POST
    public HttpResponse doApprove(
            @QueryParameter String database,
            @QueryParameter String deployRequest,
            @QueryParameter String shown,
            @QueryParameter String comment) {
        return decide(DecisionKind.APPROVE, database, deployRequest, shown, comment);
    }

    @POST
    public HttpResponse doReject(
            @QueryParameter String database,
            @QueryParameter String deployRequest,
            @QueryParameter String shown,
            @QueryParameter String comment) {
        return decide(DecisionKind.REJECT, database, deployRequest, shown, comment);
    }

    @POST
    public HttpResponse doApply(
            @QueryParameter String database,
            @QueryParameter String deployRequest,
            @QueryParameter String shown,
            @QueryParameter String comment) {
        return decide(DecisionKind.APPLY, database, deployRequest, shown, comment);
    }

    @POST
    public HttpResponse doKeep(
            @QueryParameter String database,
            @QueryParameter String deployRequest,
            @QueryParameter String shown,
            @QueryParameter String comment) {
        return decide(DecisionKind.KEEP, database, deployRequest, shown, comment);
    }

    @POST
    public HttpResponse doRevert(
            @QueryParameter String database,
            @QueryParameter String deployRequest,
            @QueryParameter String shown,
            @QueryParameter String comment) {
        return decide(DecisionKind.REVERT, database, deployRequest, shown, comment);
    }

    private HttpResponse decide(
            DecisionKind kind, String database, String deployRequest, String shown, String comment) {
        run.checkPermission(kind.permission());
        try {
            return new DecisionResponse(
                    200,
                    decisions.decide(
                            Util.fixEmptyAndTrim(database), number(kind, deployRequest), kind, shown, comment));
        } catch (DecisionRejectedException e) {
            return new DecisionResponse(e.status(), e.getMessage());
        }
    }

    /** An answer may leave it out, as the build may ask for one approval only. */
    private static int number(DecisionKind kind, String text) throws DecisionRejectedException {
        return kind.isAnswer() && Util.fixEmptyAndTrim(text) == null ? DecisionService.ANY : number(text);
    }

    private static int number(String text) throws DecisionRejectedException {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new DecisionRejectedException(400, ViewMessages.of("DecisionPage.noNumber", String.valueOf(text)));
        }
    }

    /** Asks before it counts, for browsers without JavaScript: {@code GET …/planetscale/decision/confirm?verb=…}. */
    @GET
    public void doConfirm(
            StaplerRequest2 request,
            StaplerResponse2 response,
            @QueryParameter String verb,
            @QueryParameter String database,
            @QueryParameter String deployRequest,
            @QueryParameter String shown)
            throws IOException, ServletException {
        run.checkPermission(Item.READ);
        run.checkPermission(kind(verb).permission());
        DecisionButton offered = find(verb, database, deployRequest);
        if (offered == null) {
            new DecisionResponse(409, ViewMessages.of("DecisionPage.notOffered"))
                    .generateResponse(request, response, this);
        } else if (shown != null && !shown.isEmpty() && !shown.equals(offered.getShown())) {
            new DecisionResponse(409, ViewMessages.of("DecisionPage.changed"))
                    .generateResponse(request, response, this);
        } else {
            request.setAttribute("planetscaleButton", offered);
            request.getView(this, "question.jelly").forward(request, response);
        }
    }

    private static DecisionKind kind(String word) {
        return Arrays.stream(DecisionKind.values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(() -> HttpResponses.errorWithoutStack(
                        400, ViewMessages.of("DecisionPage.unknownVerb", String.valueOf(word))));
    }

    private DecisionButton find(String verb, String database, String deployRequest) {
        return BuildEntries.of(run).stream()
                .filter(entry -> entry.getKind() == Kind.DEPLOY_REQUEST
                        && entry.getDatabase().equals(database)
                        && entry.getName().equals("#" + deployRequest))
                .flatMap(entry -> buttons(entry).stream())
                .filter(button -> button.getVerb().equals(verb))
                .findFirst()
                .orElse(null);
    }

    /** The response to a decision: JSON for scripts, a page for people. */
    private final class DecisionResponse implements HttpResponse {
        private final int status;
        private final String message;

        DecisionResponse(int status, String message) {
            this.status = status;
            this.message = message;
        }

        @Override
        public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node)
                throws IOException, ServletException {
            String accepted = request.getHeader("Accept");
            boolean person = accepted != null && accepted.contains("text/html");
            if (person && status == 200) {
                response.sendRedirect2(request.getContextPath() + '/' + getBack());
                return;
            }
            response.setStatus(status);
            if (person) {
                request.setAttribute("reason", message);
                request.getView(DecisionPage.this, "refusal.jelly").forward(request, response);
            } else {
                response.setContentType("application/json;charset=UTF-8");
                response.getWriter()
                        .write(new JSONObject()
                                .element("ok", status == 200)
                                .element("message", message)
                                .toString());
            }
        }
    }
}
