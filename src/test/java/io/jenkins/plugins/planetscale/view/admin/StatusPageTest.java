package io.jenkins.plugins.planetscale.view.admin;

import static io.jenkins.plugins.planetscale.service.EngineHarness.LOGISTICS;
import static io.jenkins.plugins.planetscale.service.ScriptedTransport.deployRequest;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.Util;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import io.jenkins.plugins.planetscale.Grants;
import io.jenkins.plugins.planetscale.cleanup.EphemeralRegistry;
import io.jenkins.plugins.planetscale.cleanup.EphemeralResource;
import io.jenkins.plugins.planetscale.release.Marker;
import io.jenkins.plugins.planetscale.release.deploy.Deploy;
import io.jenkins.plugins.planetscale.service.FakeApi;
import io.jenkins.plugins.planetscale.service.FakeWork;
import io.jenkins.plugins.planetscale.service.PlanetScaleService;
import io.jenkins.plugins.planetscale.service.ScriptedTransport;
import io.jenkins.plugins.planetscale.testing.FakeApiConnections;
import java.net.HttpURLConnection;
import java.net.URL;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.SleepBuilder;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class StatusPageTest {
    private static final Marker MARKER = Marker.of("jenkins", "w", "d");

    private final Set<String> branches = ConcurrentHashMap.newKeySet();
    private final FakeApi api = new FakeApi().answer(this::planetScale);
    private JenkinsRule j;

    @BeforeEach
    void users(JenkinsRule rule) throws Exception {
        j = rule;
        FakeApiConnections.configure(api, "<i>token</i>");
        Grants.in(j)
                .to("reader", Jenkins.READ)
                .to("manager", Jenkins.READ, Jenkins.MANAGE)
                .to("auditor", Jenkins.READ, Jenkins.SYSTEM_READ)
                .to("seer", Jenkins.READ, Jenkins.SYSTEM_READ, Item.READ)
                .to("admin", Jenkins.ADMINISTER);
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void isForThoseWhoManageOrReadTheSystemOnly() throws Exception {
        assertEquals(HttpURLConnection.HTTP_FORBIDDEN, status("reader"));
        assertEquals(HttpURLConnection.HTTP_OK, status("manager"));
        assertEquals(HttpURLConnection.HTTP_OK, status("auditor"));
        assertEquals(HttpURLConnection.HTTP_OK, status("admin"));
    }

    @Test
    void isInTheMenuOfThoseWhoMaySeeIt() throws Exception {
        for (String user : new String[] {"manager", "auditor", "admin"}) {
            HtmlPage menu = client(user).goTo("manage");
            assertThat(menu.getWebResponse().getContentAsString(), containsString("href=\"planetscale\""));
            assertThat(menu.asNormalizedText(), containsString("See which builds wait for PlanetScale"));
        }
    }

    @Test
    void saysSoWhenThereIsNothingToShow() throws Exception {
        String text = client("auditor").goTo("manage/planetscale").asNormalizedText();
        assertThat(text, containsString("No build waits for PlanetScale."));
        assertThat(text, containsString("There is nothing that a build would have to remove."));
        assertThat(text, not(containsString("%")));
    }

    @Test
    void showsWhoWaitsForWhatAndWhatIsLeftOfTheBudget() throws Exception {
        String owner = "<b>job</b> #3, planetscaleApply";
        FreeStyleBuild build = j.buildAndAssertSuccess(j.createFreeStyleProject("job"));
        FakeWork work = new FakeWork(Deploy.apply(LOGISTICS, 7).approvalNeeded(), api, owner);
        work.run = build.getExternalizableId();
        PlanetScaleService.get().start(work);
        await().until(() -> PlanetScaleService.get().works().stream().anyMatch(waiting -> waiting.nextLook() != null));
        EphemeralRegistry.get()
                .add(EphemeralResource.branch(
                                LOGISTICS,
                                "pr-1",
                                null,
                                Marker.of("jenkins", "w", "d"),
                                new EphemeralResource.Origin("main", null, build.getExternalizableId()),
                                Instant.now())
                        .because("PlanetScale is <i>closed</i>"));
        HtmlPage page = client("seer").goTo("manage/planetscale");
        String text = page.asNormalizedText();
        assertThat(text, containsString(owner));
        assertThat(text, containsString("deploy request #7 is staged and waits for approval"));
        assertThat(text, containsString("token-id"));
        Matcher budget = Pattern.compile("(\\d+) of 600\\s+(\\d+)\\s+0\\s").matcher(text);
        assertTrue(budget.find(), text);
        int used = Integer.parseInt(budget.group(1));
        assertTrue(used >= 1, text); // a machine that halts meanwhile polls again
        assertEquals(600 - used, Integer.parseInt(budget.group(2)), text);
        assertThat(text, containsString("mechanica/logistics/pr-1\tjob#1"));
        assertThat(text, containsString("PlanetScale is <i>closed</i>"));
        String html = page.getWebResponse().getContentAsString();
        assertThat(html, not(containsString(FakeApi.SECRET)));
        assertThat(html, not(containsString("s3cr3t")));
        assertEquals("/jenkins/job/job/1/", page.getAnchorByText("job#1").getHrefAttribute());
        String unseen = client("auditor").goTo("manage/planetscale").asNormalizedText();
        assertThat(unseen, containsString("a build that is gone, or that you may not see\tmain\tnot shown to you"));
        assertThat(unseen, containsString("mechanica/logistics\ta build that is gone, or that you may not see"));
        assertThat(unseen, not(containsString("pr-1"))); // a branch may be named after its job
        assertThat(unseen, not(containsString("#7")));
        assertThat(unseen, not(containsString("closed")));
        assertThat(unseen, containsString("<i>token</i>"));
        assertThat(
                client("manager").goTo("manage/planetscale").asNormalizedText(), not(containsString("<i>token</i>")));
        assertThat(unseen, not(containsString(owner)));
        assertThat(unseen, not(containsString("job#1")));
        build.delete();
        String gone = client("admin").goTo("manage/planetscale").asNormalizedText();
        assertThat(gone, containsString(owner));
        assertThat(gone, containsString("mechanica/logistics/pr-1\tjob#1"));
        assertThat(client("seer").goTo("manage/planetscale").asNormalizedText(), not(containsString("job#1")));
    }

    @Test
    void onlyAnAdminForgetsAndOnlyByPost() throws Exception {
        EphemeralResource entry = leftBehind("pr-1");
        onlyByAnAdminsPost("forget?key=" + Util.rawEncode(entry.key()), "Forget");
        assertEquals(List.of(), EphemeralRegistry.get().list());
    }

    @Test
    void onlyAnAdminRemovesAndOnlyByPost() throws Exception {
        branches.add("pr-1");
        EphemeralResource entry = leftBehind("pr-1");
        onlyByAnAdminsPost("remove?key=" + Util.rawEncode(entry.key()), "Remove");
        assertEquals(List.of(), EphemeralRegistry.get().list());
        assertEquals(Set.of(), branches);
    }

    @Test
    void onlyAnAdminTestsAndOnlyByPost() throws Exception {
        onlyByAnAdminsPost("test?connection=main", "Test connection");
        assertEquals(List.of("GET /v1/organizations?page=1&per_page=100"), api.asked);
    }

    /** What the path does is not done by anybody else, and not by GET; at the end, an administrator did it. */
    private void onlyByAnAdminsPost(String path, String button) throws Exception {
        for (String user : new String[] {"reader", "manager", "auditor"}) {
            assertEquals(HttpURLConnection.HTTP_FORBIDDEN, status(call(user, path, HttpMethod.POST)));
        }
        assertEquals(HttpURLConnection.HTTP_NOT_FOUND, status(call("admin", path, HttpMethod.GET)));
        assertEquals(0, api.asked.size());
        assertThat(client("auditor").goTo("manage/planetscale").asNormalizedText(), not(containsString(button)));
        assertThat(client("admin").goTo("manage/planetscale").asNormalizedText(), containsString(button));
        assertEquals(HttpURLConnection.HTTP_OK, status(call("admin", path, HttpMethod.POST)));
    }

    @Test
    void removesOneRowAndSaysSo() throws Exception {
        branches.addAll(Set.of("pr-1", "pr-2"));
        leftBehind("pr-1");
        leftBehind("pr-2");
        assertThat(
                press("Remove mechanica/logistics/pr-1"), containsString("Removed from PlanetScale: branch \"pr-1\""));
        assertEquals(Set.of("pr-2"), branches);
        assertEquals(1, EphemeralRegistry.get().list().size());
    }

    @Test
    void removesNeitherAnotherProductionBranchNorAProtectedOneAndSaysWhy() throws Exception {
        branches.addAll(Set.of("production", "deletion_protected"));
        EphemeralRegistry.get()
                .add(EphemeralResource.branch(
                        LOGISTICS,
                        "production",
                        "id-of-another",
                        MARKER,
                        new EphemeralResource.Origin("main", null, "gone#1"),
                        Instant.now()));
        leftBehind("deletion_protected");
        press("Remove mechanica/logistics/production"); // the build's own is gone, another one has its name
        assertThat(
                press("Remove mechanica/logistics/deletion_protected"),
                containsString("is protected against deletion"));
        assertEquals(2, branches.size());
        assertEquals(1, EphemeralRegistry.get().list().size());
        assertEquals(
                0, api.asked.stream().filter(line -> line.startsWith("DELETE")).count());
    }

    @Test
    void whatARunningBuildUsesCannotBeRemoved() throws Exception {
        branches.add("pr-1");
        FreeStyleProject job = j.createFreeStyleProject("job");
        job.getBuildersList().add(new SleepBuilder(TimeUnit.MINUTES.toMillis(5)));
        FreeStyleBuild build = job.scheduleBuild2(0).waitForStart();
        EphemeralResource entry = EphemeralResource.branch(
                LOGISTICS,
                "pr-1",
                "id-of-pr-1",
                MARKER,
                new EphemeralResource.Origin("main", null, build.getExternalizableId()),
                Instant.now());
        EphemeralRegistry.get().add(entry);
        HtmlPage page = client("admin").goTo("manage/planetscale");
        assertThat(page.asNormalizedText(), containsString("In use: its build runs"));
        assertNull(page.getFirstByXPath("//form[contains(@action, '/remove')]"));
        WebResponse answer = call("admin", "remove?key=" + Util.rawEncode(entry.key()), HttpMethod.POST);
        assertThat(answer.getContentAsString(), containsString("still runs and removes it itself"));
        assertEquals(Set.of("pr-1"), branches);
        build.doStop();
        j.waitForCompletion(build);
    }

    @Test
    void aRowThatIsGoneMeanwhileIsNoError() throws Exception {
        for (String path : new String[] {"remove?key=gone", "forget?key=gone"}) {
            WebResponse answer = call("admin", path, HttpMethod.POST);
            assertEquals(HttpURLConnection.HTTP_OK, status(answer));
            assertThat(answer.getContentAsString(), containsString("not on the list any more"));
        }
    }

    @Test
    void testsAConnectionWithAndWithoutScript() throws Exception {
        for (boolean script : new boolean[] {false, true}) {
            JenkinsRule.WebClient client = client("admin");
            client.setJavaScriptEnabled(script);
            HtmlPage page = client.goTo("manage/planetscale");
            HtmlPage after = button(page, "Test connection main").click();
            client.waitForBackgroundJavaScript(10_000);
            HtmlElement report = after.getFirstByXPath("//*[@class='planetscale-report']");
            assertThat(report.asNormalizedText(), containsString("Organizations it sees: <b>all</b>."));
            assertEquals(script, after == page);
            assertEquals("status", report.getAttribute("role"));
        }
        WebResponse other = call("admin", "test?connection=other", HttpMethod.POST);
        assertThat(other.getContentAsString(), containsString("no connection \u201Cother\u201D"));
    }

    /** Without JavaScript, so without the question whether it is meant. */
    private String press(String name) throws Exception {
        JenkinsRule.WebClient client = client("admin");
        client.setJavaScriptEnabled(false);
        HtmlPage after = button(client.goTo("manage/planetscale"), name).click();
        return after.getElementById("planetscale-said").asNormalizedText();
    }

    private static HtmlElement button(HtmlPage page, String name) {
        HtmlElement button = page.getFirstByXPath("//button[normalize-space(.)='" + name + "']");
        assertNotNull(button, name);
        return button;
    }

    private static EphemeralResource leftBehind(String branch) throws Exception {
        EphemeralResource entry = EphemeralResource.branch(
                LOGISTICS,
                branch,
                "id-of-" + branch,
                MARKER,
                new EphemeralResource.Origin("main", null, "gone#1"),
                Instant.now());
        EphemeralRegistry.get().add(entry);
        return entry;
    }

    private Object planetScale(String line) {
        if (line.startsWith("GET /v1/organizations?")) {
            return ScriptedTransport.page("{\"id\":\"o1\",\"name\":\"<b>all</b>\"}");
        }
        if (line.startsWith("DELETE /branches/")) {
            branches.remove(line.substring("DELETE /branches/".length()));
            return ScriptedTransport.status(204, "");
        }
        if (line.endsWith("state=open")) {
            return ScriptedTransport.page();
        }
        return line.contains("/branches")
                ? ScriptedTransport.page(branches.stream()
                        .map(name -> ScriptedTransport.branch(name)
                                .replace("\"" + name + "\":false", "\"" + name + "\":true"))
                        .toArray(String[]::new))
                : deployRequest(7, "pending_cutover");
    }

    private WebResponse call(String user, String path, HttpMethod method) throws Exception {
        JenkinsRule.WebClient client = client(user).withThrowExceptionOnFailingStatusCode(false);
        URL url = new URL(j.getURL(), "manage/planetscale/" + path);
        return client.getPage(client.addCrumb(new WebRequest(url, method))).getWebResponse();
    }

    private static int status(WebResponse response) {
        return response.getStatusCode();
    }

    private int status(String user) throws Exception {
        return client(user)
                .withThrowExceptionOnFailingStatusCode(false)
                .goTo("manage/planetscale")
                .getWebResponse()
                .getStatusCode();
    }

    private JenkinsRule.WebClient client(String user) throws Exception {
        return j.createWebClient().login(user);
    }
}
