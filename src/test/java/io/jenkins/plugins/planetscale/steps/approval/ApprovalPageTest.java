package io.jenkins.plugins.planetscale.steps.approval;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.cli.CLICommandInvoker;
import hudson.model.Result;
import io.jenkins.plugins.planetscale.testing.ApprovalPipelines;
import io.jenkins.plugins.planetscale.testing.LocalPlanetScaleFixture;
import io.jenkins.plugins.planetscale.testing.TestLimits;
import io.jenkins.plugins.planetscale.testing.WithSharedJenkins;
import java.net.URL;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.Page;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlAnchor;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlForm;
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
        URL url = new URL(client.getContextPath() + run.getUrl() + "planetscale-approval/" + verb + "?id="
                + run.getAction(ApprovalAction.class).getOffers().get(0).getId());
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
            for (String verb : new String[] {"proceed", "abort"}) {
                Page answer = request(browser(j, user), run, verb, HttpMethod.POST, true);
                if (user == null) {
                    assertTrue(answer.getUrl().getPath().endsWith("/login"), "sent to log in: " + answer.getUrl());
                } else {
                    assertEquals(403, answer.getWebResponse().getStatusCode(), user + " " + verb);
                }
            }
            assertTrue(cli(j, user, "release", "1") != 0, "CLI by " + user);
            assertTrue(cli(j, user, "release", "1", "--abort") != 0, "CLI by " + user);
            HtmlPage page = browser(j, user).getPage(run, "planetscale-approval");
            assertTrue(
                    page.asNormalizedText().contains("webhook_url"), "everybody who reads the build sees the change");
            assertFalse(page.asXml().contains("name=\"proceed-"), "buttons for " + user);
        }
        assertNotNull(ApprovalPipelines.offer(run), "nobody has answered");
        assertEquals(0, ApprovalPipelines.cutovers(site));
        assertEquals(200, status(j, "ainsley", run, "proceed"));
        j.assertBuildStatusSuccess(j.waitForCompletion(run));
    }

    @Test
    void aGetOrAPostWithoutCrumbHasNoEffect(JenkinsRule j) throws Exception {
        WorkflowRun run = start(j, "");
        for (String verb : new String[] {"proceed", "abort"}) {
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
        assertNotNull(ApprovalPipelines.offer(run));
        assertEquals(200, status(j, "ainsley", run, "abort"));
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(run));
    }

    @Test
    void aPersonPressesApproveAndWhoeverComesLaterIsToldWhoWasFirst(JenkinsRule j) throws Exception {
        WorkflowRun run = start(j, "submitters: 'releasers, AINSLEY'");
        HtmlPage build = browser(j, "ainsley").getPage(run);
        assertTrue(
                build.asNormalizedText().contains("Deploy request #1 of mechanica/logistics waits for an approval by"));
        JenkinsRule.WebClient plain = browser(j, "ainsley");
        plain.getOptions().setJavaScriptEnabled(false);
        HtmlPage page = plain.getPage(run, "planetscale-approval");
        HtmlForm form = page.getForms().stream()
                .filter(one -> one.getNameAttribute().startsWith("proceed-"))
                .findFirst()
                .orElseThrow();
        HtmlPage after = form.getElementsByTagName("button").get(0).click();
        assertEquals(200, after.getWebResponse().getStatusCode());
        assertTrue(after.asNormalizedText().contains("approved by ainsley at"), after.asNormalizedText());
        Page second = request(browser(j, "ainsley"), run, "abort", HttpMethod.POST, true);
        assertEquals(409, second.getWebResponse().getStatusCode());
        assertTrue(second.getWebResponse()
                .getContentAsString()
                .contains("Deploy request #1 of mechanica/logistics was already approved by ainsley at"));
        j.assertBuildStatusSuccess(j.waitForCompletion(run));
        assertEquals(1, ApprovalPipelines.cutovers(site));
    }

    /** The change is taken out of the queue, altered and offered anew while somebody looks at the old one. */
    @Test
    void anOpenPageSaysThatTheChangeIsAnotherAndTakesItsButtonsAway(JenkinsRule j) throws Exception {
        WorkflowRun run = start(j, "submitters: 'ainsley'");
        JenkinsRule.WebClient client = browser(j, "ainsley");
        client.getOptions().setFetchPolyfillEnabled(true);
        HtmlPage page = client.getPage(run, "planetscale-approval");
        ApprovalRequest before = ApprovalPipelines.offer(run);
        client.waitForBackgroundJavaScript(5000);
        assertFalse(isOutdated(page), "nothing has changed yet");
        ApprovalRequest fresh = (ApprovalRequest) Jenkins.XSTREAM2.fromXML(Jenkins.XSTREAM2
                .toXML(before)
                .replace("<since>" + before.getSince(), "<since>" + (before.getSince() + 60_000)));
        before.close("It does not stand at its gate any more.");
        run.getAction(ApprovalAction.class).ask(fresh);
        await().atMost(TestLimits.HANGING).until(() -> {
            client.waitForBackgroundJavaScript(500);
            return isOutdated(page);
        });
        assertTrue(page.<HtmlButton>getByXPath("//form[starts-with(@name,'proceed-')]//button").stream()
                .allMatch(HtmlButton::isDisabled));
        assertFalse(page.getHtmlElementById("planetscale-more").hasAttribute("hidden"));
        HtmlPage reloaded = client.getPage(run, "planetscale-approval");
        assertTrue(reloaded.asXml().contains("proceed-" + fresh.getId()), "the new one has buttons");
        fresh.close("");
        run.doStop();
        j.waitForCompletion(run);
    }

    private static boolean isOutdated(HtmlPage page) {
        return !page.<HtmlElement>getByXPath("//p[contains(@class,'planetscale-changed') and not(@hidden)]")
                .isEmpty();
    }

    @Test
    void byRestWithAnApiTokenAndWithoutTheIdWhereItIsClear(JenkinsRule j) throws Exception {
        WorkflowRun run = start(j, "");
        JenkinsRule.WebClient client =
                j.createWebClient().withThrowExceptionOnFailingStatusCode(false).withBasicApiToken("ainsley");
        String base = client.getContextPath() + run.getUrl() + "planetscale-approval/";
        assertTrue(client.getPage(new URL(base + "api/json")) != null);
        assertEquals(
                404,
                client.getPage(new WebRequest(new URL(base + "proceed?id=999"), HttpMethod.POST))
                        .getWebResponse()
                        .getStatusCode());
        assertEquals(
                200,
                client.getPage(new WebRequest(new URL(base + "proceed"), HttpMethod.POST))
                        .getWebResponse()
                        .getStatusCode());
        j.assertBuildStatusSuccess(j.waitForCompletion(run));
        j.assertLogContains("live APPLIED by ainsley", run);
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
                .invokeWithArgs("release", "1", "--abort");
        assertEquals(5, again.returnCode());
        assertTrue(again.stderr().contains("was already approved by ainsley"), again.stderr());
        j.assertBuildStatusSuccess(j.waitForCompletion(run));
    }

    @Test
    void byCommandLineAbort(JenkinsRule j) throws Exception {
        WorkflowRun run = start(j, "");
        assertEquals(0, cli(j, "ainsley", "release", "1", "--abort"));
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(run));
        assertEquals(0, ApprovalPipelines.cutovers(site));
    }

    @Test
    void whatOthersWroteIsTextOnThePages(JenkinsRule j) throws Exception {
        WorkflowRun run = start(j, "message: '<b id=\"evil\">now</b>', submitters: 'ainsley,<i id=\"worse\">x</i>'");
        for (String path : new String[] {"", "planetscale-approval"}) {
            HtmlPage page = browser(j, "ainsley").getPage(run, path);
            assertTrue(page.getElementById("evil") == null && page.getElementById("worse") == null, path);
        }
        HtmlPage page = browser(j, "ainsley").getPage(run, "planetscale-approval");
        assertTrue(page.asNormalizedText().contains("<b id=\"evil\">now</b>"), page.asNormalizedText());
        assertEquals(200, status(j, "ainsley", run, "abort"));
        j.waitForCompletion(run);
    }

    /** Without JavaScript. */
    private static HtmlPage read(JenkinsRule j, WorkflowRun run, String path) throws Exception {
        JenkinsRule.WebClient plain = browser(j, "ainsley");
        plain.getOptions().setJavaScriptEnabled(false);
        return plain.getPage(run, path);
    }

    @Test
    void theChangeIsShownAsOnThePageOfTheBuild(JenkinsRule j) throws Exception {
        ApprovalPipelines.people(j);
        site.configure().devBranch("dev").ddl("ALTER TABLE orders DROP COLUMN status");
        WorkflowRun run = ApprovalPipelines.start(LocalPlanetScaleFixture.job(
                "release",
                "planetscaleDeployRequest branch: 'dev', stage: true, gates: [dropData: 'warn']\n"
                        + ApprovalPipelines.script("submitters: 'ainsley'", "")));
        HtmlPage page = read(j, run, "planetscale-approval");
        String text = page.asNormalizedText();
        assertFalse(text.contains("WARN"), text);
        assertTrue(text.contains("Warning dropData"), text);
        assertTrue(text.contains("Drops data"), text);
        assertTrue(page.querySelector(".planetscale-diff del .i") != null, page::asXml);
        HtmlPage build = read(j, run, "planetscale");
        for (String part : new String[] {".planetscale-diff", ".planetscale-list:has(.planetscale-badge)"}) {
            assertEquals(
                    build.querySelector(part).asNormalizedText(),
                    page.querySelector(part).asNormalizedText());
        }
        String id = ApprovalPipelines.awaitOffer(run).getId();
        HtmlPage diff = read(j, run, "planetscale/diff?id=a" + id + "&table=orders");
        assertTrue(diff.querySelector(".planetscale-diff del") != null, diff::asXml);
        assertTrue(
                diff.querySelector("a[href$='/planetscale-approval/#planetscale-approval-" + id + "']") != null,
                diff::asXml);
        assertEquals(200, status(j, "ainsley", run, "abort"));
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(run));
        assertTrue(read(j, run, "planetscale-approval").querySelector(".planetscale-diff del") != null, "afterwards");
    }

    @Test
    void aBuildWhoseRecordLacksTheChangeSaysWhereItIsApproved(JenkinsRule j) throws Exception {
        WorkflowRun run = start(j, "");
        WorkflowRun other = LocalPlanetScaleFixture.job("other", "semaphore 'other'")
                .scheduleBuild2(0)
                .waitForStart();
        SemaphoreStep.waitForStart("other/1", other);
        ApprovalRequest offer = ApprovalAction.of(other).ask(ApprovalPipelines.awaitOffer(run));
        HtmlPage page = read(j, other, "planetscale");
        assertTrue(
                page.asNormalizedText().contains("Deploy request #1 of mechanica/logistics waits for an approval by"),
                page.asNormalizedText());
        HtmlAnchor link = page.querySelector("#planetscale-release .planetscale-note a");
        HtmlPage approval = link.click();
        assertTrue(approval.querySelector(".planetscale-diff ins") != null, approval::asXml);
        assertTrue(approval.getFormByName("proceed-" + offer.getId()) != null);
        assertFalse(read(j, run, "planetscale").asNormalizedText().contains("and decide"), "it has buttons");
        SemaphoreStep.success("other/1", null);
        j.waitForCompletion(other);
        assertFalse(read(j, other, "planetscale").asNormalizedText().contains("waits for"), "it is over");
        assertEquals(200, status(j, "ainsley", run, "abort"));
        j.waitForCompletion(run);
    }
}
