package io.jenkins.plugins.planetscale.view;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Run;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalAction;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalRequest;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalSettings;
import io.jenkins.plugins.planetscale.steps.decision.DecisionService;
import io.jenkins.plugins.planetscale.steps.deploy.ApplyStep;
import io.jenkins.plugins.planetscale.steps.deploy.DeployRequestStep;
import io.jenkins.plugins.planetscale.steps.record.DecisionKind;
import io.jenkins.plugins.planetscale.steps.record.DecisionRecord;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecordAction;
import io.jenkins.plugins.planetscale.testing.PlayedController;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/** An approval is shown and answered on the page of the build, as every other decision is, and kept in the same form. */
class OnePageOfflineTest {
    private static final String DATABASE = "mechanica/logistics";

    @TempDir
    private File home;

    private PlayedController controller;

    @BeforeEach
    void begin() {
        controller = new PlayedController(home).devBranch();
        controller.start(new DeployRequestStep("dev"));
        controller.await(Duration.ofMinutes(5), () -> controller.last().isOver());
        ApplyStep apply = new ApplyStep();
        apply.setDeployRequest(1);
        apply.setOnAbort("close");
        ApprovalSettings approval = new ApprovalSettings();
        approval.setMessage("Bring it live?");
        apply.setApproval(approval);
        controller.start(apply);
        controller.await(Duration.ofMinutes(10), () -> ApprovalAction.requestsOf(run()).stream()
                .anyMatch(ApprovalRequest::isOpen));
    }

    @AfterEach
    void end() {
        controller.close();
    }

    private Run<?, ?> run() {
        return controller.run();
    }

    private ApprovalRequest approvalRequest() {
        return ApprovalAction.requestsOf(run()).get(0);
    }

    private ReleaseAction page() {
        return new ReleaseActionFactory().createFor(run()).iterator().next();
    }

    private EntryView entry() {
        return page().getDeployRequests().get(0);
    }

    private interface Answering {
        void to(StaplerRequest2 request, StaplerResponse2 response) throws Exception;
    }

    /** What a script is told that posts a decision. */
    private static Map<String, Object> answer(HttpResponse response) throws Exception {
        return answer("POST", (request, told) -> response.generateResponse(request, told, null));
    }

    /** What a request gets, by the names of what was called. */
    private static Map<String, Object> answer(String method, Answering answering) throws Exception {
        Map<String, Object> told = new TreeMap<>();
        StringWriter text = new StringWriter();
        PrintWriter writer = new PrintWriter(text);
        answering.to(request(method), response(told, writer));
        told.put("text", text.toString());
        return told;
    }

    private static StaplerRequest2 request(String method) {
        return (StaplerRequest2) Proxy.newProxyInstance(
                OnePageOfflineTest.class.getClassLoader(),
                new Class<?>[] {StaplerRequest2.class},
                (self, called, arguments) -> switch (called.getName()) {
                    case "getMethod" -> method;
                    case "getContextPath" -> "/jenkins";
                    default -> null;
                });
    }

    private static StaplerResponse2 response(Map<String, Object> told, PrintWriter writer) {
        return (StaplerResponse2) Proxy.newProxyInstance(
                OnePageOfflineTest.class.getClassLoader(),
                new Class<?>[] {StaplerResponse2.class},
                (self, called, arguments) -> {
                    if (called.getName().equals("getWriter")) {
                        return writer;
                    }
                    told.put(called.getName(), arguments == null ? "" : arguments[0]);
                    return null;
                });
    }

    @Test
    void itSaysWhatIsAskedAndWhatEachAnswerDoes() {
        ApprovalView asked = entry().getApproval();
        assertNotNull(asked);
        assertEquals(approvalRequest().getId(), asked.getId());
        assertEquals("Bring it live?", asked.getMessage());
        assertThat(asked.getText(), containsString("Waits for an approval by anybody"));
        assertEquals(
                List.of("Approve", "Reject"),
                asked.getAnswers().stream().map(ApprovalView.Answer::getLabel).toList());
        assertThat(asked.getAnswers().get(0).getEffect(), containsString("goes live in branch main"));
        assertThat(
                asked.getAnswers().get(1).getEffect(),
                containsString("all rows that were copied are thrown away, and the deploy request is closed."));
        List<DecisionButton> buttons = page().getDecision().buttons(entry().getEntry());
        assertEquals(
                List.of("approve", "reject"),
                buttons.stream().map(DecisionButton::getVerb).toList());
        assertEquals(asked.getAnswers().get(1).getEffect(), buttons.get(1).getEffect(), "the question says the same");
        assertTrue(entry().getDeployRequest().isOffered());
        assertEquals("symbol-hourglass", page().getIconFileName());
    }

    @Test
    void anAnswerIsKeptInOneFormWithWhatWasShownAndTheComment() throws Exception {
        String shown = approvalRequest().getId();
        Map<String, Object> told =
                answer(page().getDecision().doApprove(DATABASE, "1", shown, "  as agreed  "));
        assertEquals(200, told.get("setStatus"));
        assertTrue(JSONObject.fromObject(told.get("text")).getBoolean("ok"));
        DecisionRecord answer = approvalRequest().answer();
        assertEquals(DecisionKind.APPROVE, answer.getKind());
        assertEquals("somebody", answer.getBy());
        assertEquals(shown, answer.getShown());
        assertEquals("as agreed", answer.getComment());
        assertEquals(
                List.of(answer),
                run().getAction(ReleaseRecordAction.class).getEntries().get(0).getDecisions());
        assertNull(entry().getApproval());
        DecisionView decided = entry().getDeployRequest().getDecisions().get(0);
        assertThat(decided.getText(), containsString("Approved by somebody"));
        assertEquals("as agreed", decided.getComment());
        controller.await(Duration.ofMinutes(10), () -> controller.last().isOver());
        assertTrue(
                controller.server.exchanges().stream()
                        .filter(exchange -> exchange.path().endsWith("/reviews"))
                        .anyMatch(exchange -> String.valueOf(exchange.body()).contains("as agreed")),
                "PlanetScale has the person's words");
        assertEquals(409, answer(page().getDecision().doReject(DATABASE, "1", shown, null)).get("setStatus"));
    }

    @Test
    void anAnswerNeedsNoNumberWhereOneApprovalIsAskedFor() throws Exception {
        assertEquals(404, answer(page().getDecision().doApprove("mechanica/other", null, null, null)).get("setStatus"));
        assertEquals(400, answer(page().getDecision().doApprove(DATABASE, "one", null, null)).get("setStatus"));
        assertEquals(400, answer(page().getDecision().doApply(null, null, null, null)).get("setStatus"));
        assertEquals(
                400,
                answer(page().getDecision().doApprove(null, null, null, "x".repeat(2001))).get("setStatus"));
        assertTrue(approvalRequest().isOpen());
        assertEquals(200, answer(page().getDecision().doReject(null, null, null, null)).get("setStatus"));
        assertFalse(approvalRequest().answer().isApproval());
    }

    @Test
    void whatTheRecordLacksIsShownAndAnsweredNevertheless() throws Exception {
        String other = Jenkins.XSTREAM2
                .toXML(approvalRequest())
                .replace("<number>1<", "<number>2<")
                .replace("<node>", "<node>9");
        ApprovalRequest unrecorded = ApprovalAction.of(run()).ask((ApprovalRequest) Jenkins.XSTREAM2.fromXML(other));
        EntryView shown = page().getDeployRequests().get(1);
        assertEquals("Deploy request #2", shown.getTitle());
        assertEquals(unrecorded.getId(), shown.getApproval().getId());
        assertFalse(page().draw(shown).getTables().isEmpty());
        DecisionButton approve = page().getDecision().buttons(shown.getEntry()).get(0);
        new DecisionService(run())
                .decide(approve.getDatabase(), approve.getNumber(), DecisionKind.APPROVE, approve.getShown(), null);
        assertTrue(unrecorded.isApproved());
        assertTrue(approvalRequest().isOpen());
    }

    @Test
    void theOldAddressLeadsToThePageAndTakesNoAnswer() throws Exception {
        ApprovalAddress old = new ApprovalAddress.Factory().createFor(run()).iterator().next();
        assertEquals("planetscale-approval", old.getUrlName());
        assertNull(old.getIconFileName(), "nothing leads there");
        Map<String, Object> sent = answer("GET", old::doDynamic);
        assertEquals("/jenkins/" + run().getUrl() + "planetscale/", sent.get("sendRedirect2"));
        Map<String, Object> told = answer("POST", old::doDynamic);
        assertEquals(410, told.get("setStatus"));
        assertNull(told.get("sendRedirect2"), "what is sent on looks as if it had been taken");
        JSONObject json = JSONObject.fromObject(told.get("text"));
        assertFalse(json.getBoolean("ok"));
        assertThat(json.getString("message"), containsString("planetscale/decision/approve"));
        assertTrue(approvalRequest().isOpen());
    }
}
