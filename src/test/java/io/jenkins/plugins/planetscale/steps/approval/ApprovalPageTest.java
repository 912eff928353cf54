package io.jenkins.plugins.planetscale.steps.approval;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.cli.CLICommandInvoker;
import hudson.model.Result;
import io.jenkins.plugins.planetscale.testing.ApprovalPipelines;
import io.jenkins.plugins.planetscale.testing.LocalPlanetScaleFixture;
import io.jenkins.plugins.planetscale.testing.TestLimits;
import io.jenkins.plugins.planetscale.testing.WithSharedJenkins;
import java.net.URL;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.htmlunit.HttpMethod;
import org.htmlunit.Page;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** Who may answer, by which door, and what everybody else is told. */
@WithSharedJenkins
class ApprovalPageTest {
    private final LocalPlanetScaleFixture site = new LocalPlanetScaleFixture();

    @AfterEach
    void close() {
        site.close();
    }

    private WorkflowRun start(JenkinsRule j, String approval) throws Exception {
        ApprovalPipelines.people(j);
        site.configure().devBranch("dev");
        return ApprovalPipelines.start("release", approval, "");
    }

    private static JenkinsRule.WebClient browser(JenkinsRule j, String user) throws Exception {
        JenkinsRule.WebClient client = j.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        return user == null ? client : client.login(user);
    }

    private static Page request(
            JenkinsRule.WebClient client, WorkflowRun run, String verb, HttpMethod method, boolean crumb)
            throws Exception {
        URL url = new URL(client.getContextPath() + run.getUrl() + "planetscale/decision/" + verb + "?shown="
                + ApprovalAction.requestsOf(run).get(0).getId());
        WebRequest request = new WebRequest(url, method);
        return client.getPage(crumb ? client.addCrumb(request) : request);
    }

    private static int status(JenkinsRule j, String user, WorkflowRun run, String verb) throws Exception {
        return request(browser(j, user), run, verb, HttpMethod.POST, true)
                .getWebResponse()
                .getStatusCode();
    }

    private static int cli(JenkinsRule j, String user, String... args) {
        CLICommandInvoker command = new CLICommandInvoker(j, new ApproveCommand());
        return (user == null ? command : command.asUser(user))
                .invokeWithArgs(args)
                .returnCode();
    }

    @Test
    void onlyPermittedPersonsAnswerByWhicheverDoor(JenkinsRule j) throws Exception {
        WorkflowRun run = start(j, "submitters: 'ainsley, starter, canceller', notStarter: true");
        for (String user : new String[] {null, "reader", "canceller", "reverter", "approver", "starter", "admin"}) {
            for (String verb : new String[] {"approve", "reject"}) {
                Page answer = request(browser(j, user), run, verb, HttpMethod.POST, true);
                if (user == null) {
                    assertTrue(answer.getUrl().getPath().endsWith("/login"), "sent to log in: " + answer.getUrl());
                } else {
                    assertEquals(403, answer.getWebResponse().getStatusCode(), user + " " + verb);
                }
            }
            assertTrue(cli(j, user, "release", "1") != 0, "CLI by " + user);
            assertTrue(cli(j, user, "release", "1", "--reject") != 0, "CLI by " + user);
            HtmlPage page = read(j, user, run, "planetscale");
            assertTrue(
                    page.asNormalizedText().contains("webhook_url"), "everybody who reads the build sees the change");
            assertFalse(page.asXml().contains("name=\"planetscale-approve-"), "buttons for " + user);
            assertNotNull(page.querySelector(".planetscale-refusal"), "and why there are none");
        }
        assertNotNull(ApprovalPipelines.approvalRequest(run), "nobody has answered");
        assertEquals(0, ApprovalPipelines.cutovers(site));
        assertEquals(200, status(j, "ainsley", run, "approve"));
        j.assertBuildStatusSuccess(j.waitForCompletion(run));
    }

    @Test
    void aGetOrAPostWithoutCrumbHasNoEffect(JenkinsRule j) throws Exception {
        WorkflowRun run = start(j, "");
        for (String verb : new String[] {"approve", "reject"}) {
            assertEquals(
                    404, // Stapler has no such page for a GET
                    request(browser(j, "ainsley"), run, verb, HttpMethod.GET, false)
                            .getWebResponse()
                            .getStatusCode());
            assertEquals(
                    403,
                    request(browser(j, "ainsley"), run, verb, HttpMethod.POST, false)
                            .getWebResponse()
                            .getStatusCode());
        }
        assertNotNull(ApprovalPipelines.approvalRequest(run));
        assertEquals(200, status(j, "ainsley", run, "reject"));
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(run));
    }

    @Test
    void aPersonPressesApproveAndWhoeverComesLaterIsToldWhoWasFirst(JenkinsRule j) throws Exception {
        WorkflowRun run = start(j, "submitters: 'releasers, AINSLEY'");
        HtmlPage build = browser(j, "ainsley").getPage(run);
        assertTrue(
                build.asNormalizedText().contains("Deploy request #1 of mechanica/logistics waits for an approval by"));
        HtmlPage page = read(j, "ainsley", run, "planetscale");
        HtmlPage question = press(page, "planetscale-approve-1");
        assertTrue(question.asNormalizedText().contains("goes live in branch main"), question.asNormalizedText());
        assertNull(ApprovalPipelines.awaitApprovalRequest(run).answer(), "nothing happens without a question");
        ((HtmlInput) question.getElementById("planetscale-comment")).setValue("as <b>agreed</b>");
        HtmlPage after = press(question, "planetscale-confirm");
        assertEquals(200, after.getWebResponse().getStatusCode());
        assertTrue(after.asNormalizedText().contains("Approved by ainsley"), after.asNormalizedText());
        assertTrue(after.asNormalizedText().contains("as <b>agreed</b>"), after.asNormalizedText());
        assertEquals(
                "as <b>agreed</b>",
                ApprovalAction.requestsOf(run).get(0).answer().getComment());
        Page second = request(browser(j, "ainsley"), run, "reject", HttpMethod.POST, true);
        assertEquals(409, second.getWebResponse().getStatusCode());
        assertTrue(second.getWebResponse()
                .getContentAsString()
                .contains("Deploy request #1 of mechanica/logistics was already approved by ainsley at"));
        j.assertBuildStatusSuccess(j.waitForCompletion(run));
        assertEquals(1, ApprovalPipelines.cutovers(site));
        assertTrue(
                site.server.exchanges().stream()
                        .filter(exchange -> exchange.path().endsWith("/reviews"))
                        .anyMatch(exchange -> exchange.body().contains("as <b>agreed</b>")),
                "PlanetScale has the person's words");
    }

    /** The change is taken out of the queue, altered and offered anew while somebody looks at the old one. */
    @Test
    void anOpenPageIsDrawnAnewAndAClickOnWhatItShowedBeforeDoesNotCount(JenkinsRule j) throws Exception {
        WorkflowRun run = start(j, "submitters: 'ainsley'");
        JenkinsRule.WebClient client = browser(j, "ainsley");
        client.getOptions().setFetchPolyfillEnabled(true);
        HtmlPage page = client.getPage(run, "planetscale");
        HtmlPage old = read(j, "ainsley", run, "planetscale");
        ApprovalRequest before = ApprovalPipelines.approvalRequest(run);
        ApprovalRequest fresh = (ApprovalRequest) Jenkins.XSTREAM2.fromXML(Jenkins.XSTREAM2
                .toXML(before)
                .replace("<since>" + before.getSince(), "<since>" + (before.getSince() + 60_000)));
        before.close("It does not stand at its gate any more.");
        run.getAction(ApprovalAction.class).ask(fresh);
        await().atMost(TestLimits.HANGING).until(() -> {
            client.waitForBackgroundJavaScript(500);
            return page.getElementById("planetscale-approval-" + fresh.getId()) != null;
        });
        assertEquals(null, page.getElementById("planetscale-approval-" + before.getId()));
        HtmlPage told = press(old, "planetscale-approve-1");
        assertEquals(409, told.getWebResponse().getStatusCode());
        assertTrue(told.asNormalizedText().contains("has changed since you opened the page"), told.asNormalizedText());
        assertTrue(fresh.isOpen());
        fresh.close("");
        run.doStop();
        j.waitForCompletion(run);
    }

    @Test
    void byRestWithAnApiTokenAndWithoutTheIdWhereItIsClear(JenkinsRule j) throws Exception {
        WorkflowRun run = start(j, "");
        JenkinsRule.WebClient client =
                j.createWebClient().withThrowExceptionOnFailingStatusCode(false).withBasicApiToken("ainsley");
        String base = client.getContextPath() + run.getUrl() + "planetscale/";
        JSONObject asked = JSONObject.fromObject(client.getPage(new URL(base + "api/json"))
                        .getWebResponse()
                        .getContentAsString())
                .getJSONArray("approvals")
                .getJSONObject(0);
        assertEquals(ApprovalPipelines.awaitApprovalRequest(run).getId(), asked.getString("id"));
        assertEquals(true, asked.getBoolean("open"));
        assertEquals(404, post(client, base + "decision/approve?shown=999").getStatusCode());
        WebResponse taken = post(client, base + "decision/approve");
        assertEquals(200, taken.getStatusCode());
        assertEquals("application/json", taken.getContentType());
        assertEquals(true, JSONObject.fromObject(taken.getContentAsString()).getBoolean("ok"));
        j.assertBuildStatusSuccess(j.waitForCompletion(run));
        j.assertLogContains("live APPLIED by ainsley", run);
    }

    private static WebResponse post(JenkinsRule.WebClient client, String url) throws Exception {
        return client.getPage(new WebRequest(new URL(url), HttpMethod.POST)).getWebResponse();
    }

    @Test
    void theOldAddressLeadsToThePageAndTakesNoAnswer(JenkinsRule j) throws Exception {
        WorkflowRun run = start(j, "");
        JenkinsRule.WebClient client =
                j.createWebClient().withThrowExceptionOnFailingStatusCode(false).withBasicApiToken("ainsley");
        String build = client.getContextPath() + run.getUrl();
        client.getOptions().setRedirectEnabled(false);
        for (String path : new String[] {"", "api/json", "proceed"}) {
            WebResponse sent = client.loadWebResponse(new WebRequest(new URL(build + "planetscale-approval/" + path)));
            assertEquals(302, sent.getStatusCode(), path);
            assertTrue(sent.getResponseHeaderValue("Location").endsWith(run.getUrl() + "planetscale/"), path);
        }
        WebResponse told = post(client, build + "planetscale-approval/proceed");
        assertEquals(410, told.getStatusCode());
        JSONObject json = JSONObject.fromObject(told.getContentAsString());
        assertEquals(false, json.getBoolean("ok"));
        assertTrue(json.getString("message").contains("planetscale/decision/approve"), json.toString());
        assertNull(ApprovalPipelines.awaitApprovalRequest(run).answer());
        assertEquals(200, status(j, "ainsley", run, "reject"));
        j.waitForCompletion(run);
    }

    @Test
    void byCommandLine(JenkinsRule j) throws Exception {
        WorkflowRun run = start(j, "");
        assertTrue(cli(j, "ainsley", "release", "7") != 0);
        assertTrue(cli(j, "ainsley", "release", "1", "--deploy-request", "9") != 0);
        CLICommandInvoker.Result result = new CLICommandInvoker(j, new ApproveCommand())
                .asUser("ainsley")
                .invokeWithArgs("release", "1", "--deploy-request", "1");
        assertEquals(0, result.returnCode(), result.stderr());
        assertTrue(result.stdout().contains("Deploy request #1 was approved by ainsley"), result.stdout());
        CLICommandInvoker.Result again = new CLICommandInvoker(j, new ApproveCommand())
                .asUser("approver")
                .invokeWithArgs("release", "1", "--reject");
        assertEquals(5, again.returnCode());
        assertTrue(again.stderr().contains("was already approved by ainsley"), again.stderr());
        j.assertBuildStatusSuccess(j.waitForCompletion(run));
    }

    @Test
    void byCommandLineReject(JenkinsRule j) throws Exception {
        WorkflowRun run = start(j, "");
        assertEquals(0, cli(j, "ainsley", "release", "1", "--reject"));
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(run));
        assertEquals(0, ApprovalPipelines.cutovers(site));
    }

    @Test
    void whatOthersWroteIsTextOnThePages(JenkinsRule j) throws Exception {
        WorkflowRun run = start(j, "message: '<b id=\"evil\">now</b>', submitters: 'ainsley,<i id=\"worse\">x</i>'");
        for (String path : new String[] {"", "planetscale"}) {
            HtmlPage page = browser(j, "ainsley").getPage(run, path);
            assertTrue(page.getElementById("evil") == null && page.getElementById("worse") == null, path);
        }
        HtmlPage page = browser(j, "ainsley").getPage(run, "planetscale");
        assertTrue(page.asNormalizedText().contains("<b id=\"evil\">now</b>"), page.asNormalizedText());
        assertEquals(200, status(j, "ainsley", run, "reject"));
        j.waitForCompletion(run);
    }

    /** Without JavaScript. */
    private static HtmlPage read(JenkinsRule j, String user, WorkflowRun run, String path) throws Exception {
        JenkinsRule.WebClient plain = browser(j, user);
        plain.getOptions().setJavaScriptEnabled(false);
        return plain.getPage(run, path);
    }

    private static HtmlPage press(HtmlPage page, String form) throws Exception {
        return page.getFormByName(form).getElementsByTagName("button").get(0).click();
    }

    @Test
    void thePageShowsTheChangeAndWhatEachAnswerDoes(JenkinsRule j) throws Exception {
        ApprovalPipelines.people(j);
        site.configure().devBranch("dev").ddl("ALTER TABLE orders DROP COLUMN status");
        WorkflowRun run = ApprovalPipelines.start(LocalPlanetScaleFixture.job(
                "release",
                "planetscaleDeployRequest branch: 'dev', stage: true, gates: [dropData: 'warn']\n"
                        + ApprovalPipelines.script(
                                "submitters: 'ainsley', message: 'Bring it live?'", ", onAbort: 'close'")));
        HtmlPage page = read(j, "ainsley", run, "planetscale");
        String text = page.asNormalizedText();
        assertFalse(text.contains("WARN"), text);
        assertTrue(text.contains("Warning dropData"), text);
        assertTrue(text.contains("Drops data"), text);
        assertTrue(text.contains("Bring it live?"), text);
        assertTrue(text.contains("goes live in branch main of database mechanica/logistics now"), text);
        assertTrue(text.contains("all rows that were copied are thrown away, and the deploy request is closed"), text);
        assertTrue(page.querySelector(".planetscale-diff del .i") != null, page::asXml);
        HtmlPage diff = read(j, "ainsley", run, "planetscale/diff?id=e0&table=orders");
        assertTrue(diff.querySelector(".planetscale-diff del") != null, diff::asXml);
        assertTrue(press(page, "planetscale-reject-1").asNormalizedText().contains("are thrown away"));
        assertEquals(200, status(j, "ainsley", run, "reject"));
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(run));
        HtmlPage after = read(j, "ainsley", run, "planetscale");
        assertTrue(after.querySelector(".planetscale-diff del") != null, "afterwards");
        assertTrue(after.asNormalizedText().contains("Refused by ainsley"), after.asNormalizedText());
    }

    @Test
    void consoleSidebarSummaryAndJobLeadToTheOnePage(JenkinsRule j) throws Exception {
        WorkflowRun run = start(j, "");
        String page = "/" + run.getUrl() + "planetscale";
        String asked = page + "/#planetscale-approval-"
                + ApprovalPipelines.awaitApprovalRequest(run).getId();
        j.waitForMessage("look at it and decide", run);
        // the console's page of a build that runs is filled by a script
        HtmlPage log = read(j, "ainsley", run, "logText/progressiveHtml");
        assertNotNull(log.querySelector("a[href$='" + asked + "']"), log::asXml);
        HtmlPage build = read(j, "ainsley", run, "");
        assertNotNull(build.querySelector("#main-panel a[href$='" + asked + "']"), "the summary");
        assertNotNull(build.querySelector("#side-panel a[href$='" + page + "']"), "the side panel");
        HtmlPage job = browser(j, "ainsley").getPage(run.getParent(), "planetscale");
        assertNotNull(job.querySelector("#main-panel a[href$='" + page + "/']"), "the page of the job");
        assertFalse((build.asXml() + job.asXml()).contains("planetscale-approval/"), "no other page is named");
        assertEquals(200, status(j, "ainsley", run, "reject"));
        j.waitForCompletion(run);
    }

    @Test
    void aBuildWhoseRecordLacksTheChangeShowsAndTakesItNevertheless(JenkinsRule j) throws Exception {
        WorkflowRun run = start(j, "");
        WorkflowRun other = LocalPlanetScaleFixture.job("other", "semaphore 'other'")
                .scheduleBuild2(0)
                .waitForStart();
        SemaphoreStep.waitForStart("other/1", other);
        ApprovalRequest approvalRequest = ApprovalAction.of(other).ask((ApprovalRequest)
                Jenkins.XSTREAM2.fromXML(Jenkins.XSTREAM2.toXML(ApprovalPipelines.awaitApprovalRequest(run))));
        HtmlPage page = read(j, "ainsley", other, "planetscale");
        assertTrue(page.asNormalizedText().contains("Waits for an approval by"), page.asNormalizedText());
        assertTrue(page.querySelector(".planetscale-diff ins") != null, page::asXml);
        press(press(page, "planetscale-approve-1"), "planetscale-confirm");
        assertTrue(approvalRequest.isApproved());
        SemaphoreStep.success("other/1", null);
        j.waitForCompletion(other);
        assertFalse(read(j, "ainsley", other, "planetscale").asNormalizedText().contains("Waits for"), "it is over");
        assertEquals(200, status(j, "ainsley", run, "reject"));
        j.waitForCompletion(run);
    }
}
