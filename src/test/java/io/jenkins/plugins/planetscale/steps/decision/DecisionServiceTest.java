package io.jenkins.plugins.planetscale.steps.decision;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.planetscale.local.FaultRule;
import io.jenkins.plugins.planetscale.steps.record.RecordedOutcome;
import io.jenkins.plugins.planetscale.steps.record.ReleaseRecord;
import io.jenkins.plugins.planetscale.testing.ApprovalPipelines;
import io.jenkins.plugins.planetscale.testing.BlockedFile;
import io.jenkins.plugins.planetscale.testing.DecisionClient;
import io.jenkins.plugins.planetscale.testing.DecisionTestBase;
import io.jenkins.plugins.planetscale.testing.LocalPlanetScaleFixture;
import io.jenkins.plugins.planetscale.testing.TestLimits;
import java.io.File;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.htmlunit.HttpMethod;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What people decide when no step waits for it: who may, what it does, and what they are told. */
@WithJenkins
class DecisionServiceTest extends DecisionTestBase {
    private static final String LIVE = STAGE + "planetscaleApply deployRequest: 1\n";

    @BeforeEach
    void revertsTakeTime() {
        site.database.timings().revert(Duration.ofSeconds(10)); // it is noted while it goes on
    }

    private HtmlPage page(String user, WorkflowRun run) throws Exception {
        JenkinsRule.WebClient client = j.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        client.getOptions().setJavaScriptEnabled(false);
        return (user == null ? client : client.login(user)).getPage(run, "planetscale");
    }

    private static List<String> buttons(HtmlPage page) {
        return page.getForms().stream()
                .map(HtmlForm::getNameAttribute)
                .filter(form -> form.startsWith("planetscale-"))
                .toList();
    }

    @Test
    void nobodyDecidesOrSeesAButtonWithoutThePermission() throws Exception {
        DecisionClient desk = after(STAGE);
        for (String user : new String[] {null, "reader", "canceller", "approver", "reverter"}) {
            for (String verb : new String[] {"approve", "reject", "apply", "keep", "revert"}) {
                boolean mayApprove = "approver".equals(user)
                        && List.of("approve", "reject", "apply").contains(verb);
                boolean mayRevert =
                        "reverter".equals(user) && List.of("keep", "revert").contains(verb);
                if (mayApprove || mayRevert) {
                    continue;
                }
                DecisionClient.Response told = desk.post(user, verb);
                assertTrue(
                        user == null ? told.url().endsWith("/login") || told.status() == 403 : told.status() == 403,
                        user + " " + verb + ": " + told);
            }
        }
        assertEquals(404, desk.post("approver", "approve").status());
        DecisionClient.Response early = desk.post("reverter", "revert");
        assertEquals(409, early.status());
        assertTrue(early.message().contains("is not live with an open revert window"), early.message());
        assertEquals(List.of(), buttons(page(null, desk.run())));
        assertEquals(List.of(), buttons(page("reader", desk.run())));
        assertEquals(List.of(), buttons(page("reverter", desk.run())));
        assertEquals(List.of("planetscale-apply-1"), buttons(page("approver", desk.run())));
        assertEquals(0, desk.sent("/apply-deploy"));
        assertEquals(0, desk.sent("/reviews"));
        JenkinsRule.WebClient approver =
                j.createWebClient().withThrowExceptionOnFailingStatusCode(false).login("approver");
        assertEquals(404, desk.post(approver, "apply", HttpMethod.GET, false).status());
        assertEquals(403, desk.post(approver, "apply", HttpMethod.POST, false).status());
        assertNull(desk.entry().openDecision());
    }

    @Test
    void anApprovalThatWasAskedForBindsWhoeverAppliesLater() throws Exception {
        WorkflowRun refused = ApprovalPipelines.start(name, "submitters: 'ainsley', notStarter: true", "");
        DecisionClient desk = new DecisionClient(j, site, refused);
        assertEquals(409, desk.post("approver", "apply").status(), "while it is asked");
        assertEquals(409, desk.post("ainsley", "apply").status(), "while it is asked");
        ApprovalPipelines.answer(refused, "ainsley", false);
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(refused));
        assertEquals("pending_cutover", site.database.deployRequest(1).deploymentState());
        assertEquals(403, desk.post("approver", "apply").status());
        assertEquals(403, desk.post("starter", "apply").status());
        DecisionClient.Response told = desk.post("ainsley", "apply");
        assertEquals(409, told.status());
        assertTrue(told.message().contains("was refused by ainsley"), told.message());
        assertEquals(List.of(), buttons(page("approver", refused)));
        assertEquals(List.of(), buttons(page("ainsley", refused)));
        assertEquals(0, desk.sent("/apply-deploy"));
    }

    @Test
    void whatIsStagedIsAppliedThenRevertedAndEachSecondPersonIsToldWhoWasFirst() throws Exception {
        DecisionClient desk = after(STAGE);
        DecisionClient.Response told = desk.post("approver", "apply");
        assertEquals(200, told.status(), told.text());
        assertEquals("Deploy request #1 of mechanica/logistics: it is being cut over.", told.message());
        desk.awaitOutcome("APPLIED");
        DecisionClient.Response second = desk.post("ainsley", "apply");
        assertEquals(409, second.status());
        assertTrue(second.message().contains("was already cut over, ordered by approver at "), second.message());
        assertEquals(List.of("planetscale-keep-1", "planetscale-revert-1"), buttons(page("reverter", desk.run())));
        assertEquals(200, desk.post("reverter", "revert").status());
        desk.awaitOutcome("REVERTED");
        DecisionClient.Response late = desk.post("admin", "keep");
        assertEquals(409, late.status());
        assertTrue(late.message().contains("was already reverted, ordered by reverter at "), late.message());
        assertEquals(1, desk.sent("/apply-deploy"));
        assertEquals(1, desk.sent("/revert"));
        assertEquals(2, desk.sent("/reviews"));
        assertEquals("complete_revert", site.database.deployRequest(1).deploymentState());
        HtmlPage page = page("reader", desk.run());
        assertTrue(page.asNormalizedText().contains("Cutover ordered by approver"), page.asNormalizedText());
        assertTrue(page.asNormalizedText().contains("Revert ordered by reverter"), page.asNormalizedText());
    }

    @Test
    void ofTwoWhoPressAtOnceOneCounts() throws Exception {
        DecisionClient desk = after(LIVE);
        List<JenkinsRule.WebClient> browsers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            browsers.add(j.createWebClient()
                    .withThrowExceptionOnFailingStatusCode(false)
                    .login("reverter"));
        }
        List<CompletableFuture<DecisionClient.Response>> presses = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> press(desk, browsers.get(i), i % 2 == 0 ? "revert" : "keep")))
                .toList();
        List<DecisionClient.Response> told =
                presses.stream().map(CompletableFuture::join).toList();
        assertEquals(1, told.stream().filter(one -> one.status() == 200).count(), told.toString());
        assertEquals(
                3,
                told.stream()
                        .filter(one -> one.status() == 409 && one.message().contains("ordered by reverter at"))
                        .count(),
                told.toString());
        await().atMost(TestLimits.HANGING).until(() -> List.of(RecordedOutcome.KEPT, RecordedOutcome.REVERTED)
                .contains(desk.entry().getOutcome()));
        assertEquals(1, desk.sent("/revert") + desk.sent("/skip-revert"));
        assertEquals(1, desk.sent("/reviews"));
    }

    @Test
    void whatIsOverAndCannotBeWrittenDownIsInNobodysWay() throws Exception {
        DecisionClient desk = after(STAGE);
        site.server
                .faults()
                .add(FaultRule.on("POST", "/apply-deploy$").resetBefore().forever());
        assertEquals(200, desk.post("approver", "apply").status());
        await().atMost(TestLimits.HANGING).until(() -> desk.tried("/apply-deploy"));
        PendingDecisionTask.againSeconds = 1;
        try (BlockedFile pendings = BlockedFile.of(PendingDecisions.class)) {
            site.server.faults().clear();
            assertTrue(desk.awaitProblem().contains("Jenkins could not go on with this"), desk.awaitProblem());
            assertEquals(List.of("planetscale-apply-1"), buttons(page("approver", desk.run())));
            assertEquals(500, desk.post("approver", "apply").status());
        } finally {
            PendingDecisionTask.againSeconds = 60;
        }
        assertEquals(0, desk.sent("/apply-deploy"));
        assertEquals(200, desk.post("ainsley", "apply").status());
        desk.awaitOutcome("APPLIED");
        assertEquals(1, desk.sent("/apply-deploy"));
        await().atMost(TestLimits.HANGING)
                .until(
                        () -> Files.readString(BlockedFile.list(PendingDecisions.class)),
                        not(containsString("approver")));
    }

    private static DecisionClient.Response press(DecisionClient desk, JenkinsRule.WebClient browser, String verb) {
        try {
            return desk.post(browser, verb, HttpMethod.POST, true);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void withoutJavaScriptAPageAsksFirst() throws Exception {
        DecisionClient desk = after(LIVE);
        HtmlPage question = page("reverter", desk.run())
                .getFormByName("planetscale-keep-1")
                .getElementsByTagName("button")
                .get(0)
                .click();
        assertEquals(
                "The change of branch dev stays live in branch main of database mechanica/logistics. Its revert window"
                        + " ends now: it cannot be reverted afterwards.",
                question.getElementById("planetscale-effect").getTextContent());
        assertEquals(0, desk.sent("/skip-revert"));
        HtmlPage after = question.getFormByName("planetscale-confirm")
                .getElementsByTagName("button")
                .get(0)
                .click();
        assertEquals(200, after.getWebResponse().getStatusCode());
        assertTrue(
                after.getUrl().getPath().endsWith("/planetscale/"),
                after.getUrl().toString());
        desk.awaitOutcome("KEPT");
        HtmlPage again = question.getFormByName("planetscale-confirm")
                .getElementsByTagName("button")
                .get(0)
                .click();
        assertEquals(409, again.getWebResponse().getStatusCode());
        assertTrue(again.getElementById("planetscale-refusal").getTextContent().contains("was already kept"));
        assertEquals(1, desk.sent("/skip-revert"));
    }

    @Test
    void whatAStepDrivesIsLeftToItAndItsApprovalIsAnsweredHere() throws Exception {
        WorkflowRun run = ApprovalPipelines.start(name, "submitters: 'ainsley'", "");
        DecisionClient desk = new DecisionClient(j, site, run);
        DecisionClient.Response told = desk.post("approver", "apply");
        assertEquals(409, told.status());
        assertTrue(
                told.message().contains("is controlled by planetscaleApply in " + run.getFullDisplayName()),
                told.message());
        assertEquals(403, desk.post("approver", "approve").status());
        assertEquals(List.of("planetscale-approve-1", "planetscale-reject-1"), buttons(page("ainsley", run)));
        assertEquals(200, desk.post("ainsley", "approve").status());
        assertEquals(409, desk.post("ainsley", "reject").status());
        j.assertBuildStatusSuccess(j.waitForCompletion(run));
        assertEquals(1, desk.sent("/apply-deploy"));
    }

    @Test
    void whatCannotBeDoneAnyMoreSaysWhyAndCanBeDecidedAgain() throws Exception {
        DecisionClient desk = after(STAGE);
        site.database.branch("main").ddl("ALTER TABLE customers ADD COLUMN note varchar(20)");
        assertEquals(200, desk.post("approver", "apply").status());
        String problem = desk.awaitProblem();
        assertTrue(problem.contains("in the schema of \"main\", logistics.customers was changed at"), problem);
        assertEquals(0, desk.sent("/apply-deploy"));
        assertEquals(RecordedOutcome.STAGED, desk.entry().getOutcome());
        assertTrue(page("reader", desk.run()).asNormalizedText().contains("but not carried out: Deploy request #1"));
        assertEquals(List.of("planetscale-apply-1"), buttons(page("approver", desk.run())));
    }

    @Test
    void aWindowThatSomebodyElseEndedIsNotReverted() throws Exception {
        DecisionClient desk = after(LIVE);
        site.database.deployRequest(1).force("complete");
        assertEquals(200, desk.post("reverter", "revert").status());
        String problem = desk.awaitProblem();
        assertTrue(problem.contains("Its revert window is over"), problem);
        assertEquals(0, desk.sent("/revert"));
        assertEquals(List.of(), buttons(page("reverter", desk.run())), "the look showed that it is over");
    }

    @Test
    void aWindowThatIsOverByTheClockIsRefusedAtOnce() throws Exception {
        site.database.timings().revertWindow(Duration.ofSeconds(1));
        DecisionClient desk = after(LIVE);
        await().until(() -> desk.entry().getProgress().revertUntil() <= System.currentTimeMillis());
        DecisionClient.Response told = desk.post("reverter", "revert");
        assertEquals(409, told.status());
        assertTrue(told.message().contains("revert window"), told.message());
        assertEquals(List.of(), buttons(page("reverter", desk.run())));
    }

    @Test
    void aDecisionOutlivesItsBuild() throws Exception {
        DecisionClient desk = after(STAGE);
        site.server.faults().add(FaultRule.on(null, null).resetBefore().forever());
        assertEquals(200, desk.post("approver", "apply").status());
        assertEquals(409, desk.post("ainsley", "apply").status());
        ReleaseRecord entry = desk.entry();
        File directory = desk.run().getRootDir();
        desk.run().delete();
        site.server.faults().clear();
        await().atMost(TestLimits.HANGING).until(() -> PendingDecisions.get().about(entry) == null);
        assertEquals(1, desk.sent("/apply-deploy"));
        assertFalse(directory.exists(), "the deleted build was written again");
    }

    @Test
    void aConnectionThatLeadsElsewhereByNowGetsNoToken() throws Exception {
        DecisionClient desk = after(STAGE);
        int before = site.server.exchanges().size();
        try (LocalPlanetScaleFixture other = new LocalPlanetScaleFixture()) {
            other.configure();
            assertEquals(200, desk.post("approver", "apply").status());
            assertTrue(desk.awaitProblem().contains("leads to " + other.server.url() + " now"), desk.awaitProblem());
            assertEquals(0, other.server.exchanges().size());
        }
        assertEquals(before, site.server.exchanges().size());
    }

    @Test
    void aDecisionThatCannotBeWrittenDownDoesNotCount() throws Exception {
        DecisionClient desk = after(STAGE);
        try (BlockedFile pendings = BlockedFile.of(PendingDecisions.class)) {
            DecisionClient.Response told = desk.post("approver", "apply");
            assertEquals(500, told.status());
            assertTrue(told.message().contains("cannot be written down and does not count"), told.message());
        }
        assertEquals(0, desk.sent("/apply-deploy"));
        assertNotNull(desk.entry());
        assertEquals(200, desk.post("approver", "apply").status());
        desk.awaitOutcome("APPLIED");
    }
}
