package io.jenkins.plugins.planetscale.view;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Item;
import hudson.model.Result;
import io.jenkins.plugins.planetscale.testing.LocalPlanetScaleFixture;
import io.jenkins.plugins.planetscale.testing.TestLimits;
import io.jenkins.plugins.planetscale.testing.WithSharedJenkins;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlAnchor;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** The page of a build: what it shows, to whom, and how it follows what happens. */
@WithSharedJenkins
class BuildPageTest {
    private static final String STAGED_THEN_LIVE = """
            planetscaleDeployRequest branch: 'dev', stage: true
            semaphore 'staged'
            planetscaleApply deployRequest: 1
            semaphore 'live'
            """;
    private static final String HOSTILE = "\"><img src=x onerror=alert(1)>";

    private final LocalPlanetScaleFixture site = new LocalPlanetScaleFixture();

    @AfterEach
    void close() {
        site.close();
    }

    private static WorkflowRun start(String script) throws Exception {
        return LocalPlanetScaleFixture.job("release", script).scheduleBuild2(0).waitForStart();
    }

    /** HtmlUnit is no judge of the page's script where that is not looked at. */
    private static JenkinsRule.WebClient plain(JenkinsRule j) {
        JenkinsRule.WebClient client = j.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        client.getOptions().setJavaScriptEnabled(false);
        return client;
    }

    private static WebResponse get(JenkinsRule.WebClient client, WorkflowRun run, String what) throws Exception {
        return client.loadWebResponse(
                new WebRequest(new URL(client.getContextPath() + run.getUrl() + "planetscale/" + what)));
    }

    private static String steps(HtmlPage page) {
        return page.querySelectorAll(".planetscale-step").stream()
                .map(step -> ((DomElement) step)
                        .getAttribute("class")
                        .replaceAll(".*--", "")
                        .substring(0, 1))
                .collect(Collectors.joining());
    }

    @Test
    void thePageShowsWhatTheBuildDidAndFollowsItWithoutAskingPlanetScale(JenkinsRule j) throws Exception {
        site.configure().devBranch("dev");
        WorkflowRun run = start(STAGED_THEN_LIVE);
        SemaphoreStep.waitForStart("staged/1", run);
        JenkinsRule.WebClient client = plain(j);
        int asked = site.server.exchanges().size();
        HtmlPage page = client.getPage(run, "planetscale");
        assertEquals("dddcttt", steps(page), page::asXml);
        assertEquals(1, page.querySelectorAll("[aria-current=step]").size());
        String text = page.asNormalizedText();
        assertTrue(text.contains("Deploy request #1"), text);
        assertTrue(text.contains("staged, ready to cut over"), text);
        assertTrue(text.contains("dev into main"), text);
        assertEquals(
                "100", ((DomElement) page.querySelector("[data-bar] progress")).getAttribute("value"), page::asXml);
        DomNode added = page.querySelector(".planetscale-diff ins");
        assertTrue(added.asNormalizedText().startsWith("+added "), added.asNormalizedText());
        assertTrue(added.getTextContent().contains("webhook_url"), added.getTextContent());
        HtmlPage build = client.getPage(run);
        assertTrue(build.asNormalizedText().contains("of mechanica/logistics: staged, ready to cut over"));
        assertNotNull(build.querySelector("#side-panel a[href$='/planetscale']"), "a link in the side panel");

        JSONObject before = JSONObject.fromObject(get(client, run, "live").getContentAsString());
        assertTrue(before.getBoolean("building"));
        assertEquals(
                before.getJSONArray("entries").getJSONObject(0).getString("shape"),
                page.<DomElement>querySelector(".planetscale-entry").getAttribute("data-shape"),
                "so that figures alone draw nothing anew");
        String version = before.getString("version");
        assertEquals(
                version,
                ((DomElement) page.getElementById("planetscale-release")).getAttribute("data-version"),
                "the page knows what it shows");
        assertEquals(204, get(client, run, "live?since=" + version).getStatusCode());
        assertEquals(0, get(client, run, "live?since=" + version).getContentLength());
        assertEquals(asked, site.server.exchanges().size(), "no call to PlanetScale");

        SemaphoreStep.success("staged/1", null);
        SemaphoreStep.waitForStart("live/1", run);
        JSONObject after =
                JSONObject.fromObject(get(client, run, "live?since=" + version).getContentAsString());
        JSONObject entry = after.getJSONArray("entries").getJSONObject(0);
        assertNotEquals(before.getJSONArray("entries").getJSONObject(0).getString("shape"), entry.getString("shape"));
        assertTrue(entry.getString("say").contains("live, and can still be reverted"), entry::toString);
        WebResponse fragment = get(client, run, "entry?id=" + entry.getString("id"));
        assertTrue(fragment.getContentAsString().strip().startsWith("<section"), fragment.getContentAsString());
        assertTrue(fragment.getContentAsString().contains("data-until="), fragment.getContentAsString());
        assertTrue(fragment.getContentAsString().contains(entry.getString("shape")));
        SemaphoreStep.success("live/1", null);
        j.assertBuildStatusSuccess(j.waitForCompletion(run));
        assertFalse(JSONObject.fromObject(get(client, run, "live").getContentAsString())
                .getBoolean("building"));
    }

    @Test
    void anOpenPageFollowsByItself(JenkinsRule j) throws Exception {
        site.configure().devBranch("dev");
        WorkflowRun run = start(STAGED_THEN_LIVE);
        SemaphoreStep.waitForStart("staged/1", run);
        JenkinsRule.WebClient client = j.createWebClient();
        client.getOptions().setFetchPolyfillEnabled(true);
        HtmlPage page = client.getPage(run, "planetscale");
        assertEquals("dddcttt", steps(page));
        SemaphoreStep.success("staged/1", null);
        SemaphoreStep.waitForStart("live/1", run);
        await().atMost(TestLimits.HANGING).until(() -> {
            client.waitForBackgroundJavaScript(500);
            return steps(page).equals("dddddct");
        });
        assertTrue(page.getElementById("planetscale-status").getTextContent().contains("live, and can still"));
        assertTrue(
                page.<DomElement>querySelector("[data-until]").getTextContent().endsWith(" left"));
        SemaphoreStep.success("live/1", null);
        j.assertBuildStatusSuccess(j.waitForCompletion(run));
    }

    @Test
    void branchesPasswordsAndBackupsAreShown(JenkinsRule j) throws Exception {
        site.configure();
        WorkflowRun run = j.buildAndAssertSuccess(LocalPlanetScaleFixture.job("release", """
                withPlanetscaleBranch(name: 'feature', parent: 'main', role: 'reader') { echo 'tested' }
                planetscaleBackup branch: 'main', retention: '2 weeks'
                """));
        String text = plain(j).getPage(run, "planetscale").asNormalizedText();
        assertTrue(text.contains("Branch feature deleted"), text);
        assertTrue(text.contains("Password for branch feature revoked"), text);
        assertTrue(text.contains("role reader"), text);
        assertTrue(text.contains("Backup main/"), text);
        assertFalse(text.contains("pscale_pw_"), "a secret is shown");
    }

    @Test
    void whatTheGatesRefuseIsShownWithTheReason(JenkinsRule j) throws Exception {
        site.configure().devBranch("dev").ddl("ALTER TABLE orders DROP COLUMN status");
        WorkflowRun run = j.buildAndAssertStatus(
                Result.FAILURE, LocalPlanetScaleFixture.job("release", "planetscaleDeployRequest branch: 'dev'"));
        HtmlPage page = plain(j).getPage(run, "planetscale");
        String text = page.asNormalizedText();
        assertTrue(text.contains("refused by a gate"), text);
        assertFalse(text.contains("ready to deploy"), text);
        assertTrue(text.contains("Drops data"), text);
        assertTrue(text.contains("Error dropData table orders would lose data by:"), text);
        assertNotNull(page.querySelector(".planetscale-diff del"));
    }

    @Test
    void whoMayNotReadTheBuildSeesNothing(JenkinsRule j) throws Exception {
        site.configure().devBranch("dev");
        WorkflowRun run = start(STAGED_THEN_LIVE);
        SemaphoreStep.waitForStart("staged/1", run);
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone()
                .grant(Item.DISCOVER)
                .everywhere()
                .to("passer-by")
                .grant(Item.READ)
                .everywhere()
                .to("reader"));
        for (String what : List.of("", "live", "entry?id=e0", "diff?id=e0&table=customers")) {
            assertEquals(404, get(plain(j).login("stranger"), run, what).getStatusCode(), "to a stranger: " + what);
            assertEquals(403, get(plain(j).login("passer-by"), run, what).getStatusCode(), "to a passer-by: " + what);
            assertEquals(200, get(plain(j).login("reader"), run, what).getStatusCode(), "to a reader: " + what);
        }
        SemaphoreStep.success("staged/1", null);
        SemaphoreStep.success("live/1", null);
        j.assertBuildStatusSuccess(j.waitForCompletion(run));
    }

    @Test
    void whateverPlanetScaleSendsIsText(JenkinsRule j) throws Exception {
        site.configure()
                .devBranch(HOSTILE)
                .ddl("CREATE TABLE extras (id bigint NOT NULL, note varchar(9) COMMENT '</script><script>alert(2)"
                        + "</script>', PRIMARY KEY (id))")
                .lintError("RULE", "orders", "<b onmouseover=alert(3)>hover</b>", "javascript:alert(4)");
        site.open(HOSTILE);
        WorkflowRun run = j.buildAndAssertStatus(
                Result.FAILURE, LocalPlanetScaleFixture.job("release", "planetscaleApply deployRequest: 1"));
        JenkinsRule.WebClient client = plain(j);
        HtmlPage page = client.getPage(run, "planetscale");
        DomElement shown = page.getElementById("planetscale-release");
        assertNotNull(shown);
        assertTrue(shown.getTextContent().contains(HOSTILE), shown::asXml);
        assertTrue(shown.getTextContent().contains("<b onmouseover=alert(3)>hover</b>"), shown::asXml);
        assertNull(shown.querySelector("img, script, [onerror], [onmouseover], a[href^=javascript]"), shown::asXml);
        String fragment = get(client, run, "entry?id=e0").getContentAsString();
        assertFalse(fragment.contains("<img") || fragment.contains("<script") || fragment.contains("<b o"), fragment);
        assertEquals("application/json", get(client, run, "live").getContentType());
        HtmlPage build = client.getPage(run);
        assertNull(build.querySelector("#main-panel [onerror]"));
        for (String what : List.of("entry?id=e7", "entry", "diff?id=e0&table=none", "diff", "table", "buttons")) {
            int status = get(client, run, what).getStatusCode();
            assertTrue(status == 404 || status == 200, what + ": " + status);
        }
    }

    @Test
    void twoHundredTablesAreASmallPage(JenkinsRule j) throws Exception {
        int tables = 200;
        site.configure().manyTables(tables);
        WorkflowRun run = start("""
                planetscaleDeployRequest branch: 'dev', stage: true, gates: [dropData: 'warn']
                semaphore 'staged'
                """);
        SemaphoreStep.waitForStart("staged/1", run);
        JenkinsRule.WebClient client = plain(j);
        String html = get(client, run, "").getContentAsString(StandardCharsets.UTF_8);
        assertTrue(html.getBytes(StandardCharsets.UTF_8).length < 300_000, html.length() + " bytes");
        HtmlPage page = client.getPage(run, "planetscale");
        assertEquals(tables, page.querySelectorAll(".planetscale-table").size());
        assertEquals(
                tables,
                page.querySelectorAll(".planetscale-table pre").size()
                        + page.querySelectorAll(".planetscale-table a").size(),
                "no diff without a way to it");
        HtmlPage diff =
                ((HtmlAnchor) page.querySelectorAll(".planetscale-table a").get(0)).click();
        assertTrue(diff.querySelector(".planetscale-diff del").getTextContent().contains("city"), diff::asXml);
        SemaphoreStep.success("staged/1", null);
        j.assertBuildStatusSuccess(j.waitForCompletion(run));
    }
}
