package io.jenkins.plugins.planetscale.service;

import static io.jenkins.plugins.planetscale.service.Bench.LOGISTICS;
import static io.jenkins.plugins.planetscale.service.ScriptedTransport.deployRequest;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import hudson.Util;
import io.jenkins.plugins.planetscale.release.Deploy;
import io.jenkins.plugins.planetscale.release.Marker;
import java.net.HttpURLConnection;
import java.net.URL;
import java.time.Instant;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class StatusPageTest {
    private final FakeApi api = new FakeApi().answer(line -> deployRequest(7, "pending_cutover"));
    private JenkinsRule j;

    @BeforeEach
    void users(JenkinsRule rule) {
        j = rule;
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("reader", "manager", "auditor")
                .grant(Jenkins.MANAGE)
                .everywhere()
                .to("manager")
                .grant(Jenkins.SYSTEM_READ)
                .everywhere()
                .to("auditor")
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin"));
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
        PlanetScaleService.get().drive(new FakeWork(Deploy.apply(LOGISTICS, 7).approvalNeeded(), api, owner));
        await().until(() -> PlanetScaleService.get().works().stream().anyMatch(work -> work.nextLook() != null));
        EphemeralRegistry.get()
                .add(Ephemeral.branch(
                                LOGISTICS,
                                "pr-1",
                                null,
                                Marker.of("jenkins", "w", "d"),
                                "main",
                                null,
                                "job#3",
                                Instant.now())
                        .because("PlanetScale is <i>closed</i>"));
        HtmlPage page = client("auditor").goTo("manage/planetscale");
        String text = page.asNormalizedText();
        assertThat(text, containsString(owner));
        assertThat(text, containsString("deploy request #7 is staged and waits for approval"));
        assertThat(text, containsString("token-id"));
        assertThat(text, containsString("599"));
        assertThat(text, containsString("Branch\tmechanica/logistics/pr-1\tjob#3"));
        assertThat(text, containsString("PlanetScale is <i>closed</i>"));
        String html = page.getWebResponse().getContentAsString();
        assertThat(html, not(containsString(FakeApi.SECRET)));
        assertThat(html, not(containsString("s3cr3t")));
    }

    @Test
    void onlyAnAdminForgetsAndOnlyByPost() throws Exception {
        Ephemeral entry = Ephemeral.branch(
                LOGISTICS, "pr-1", null, Marker.of("jenkins", "w", "d"), "main", null, "job#3", Instant.now());
        EphemeralRegistry.get().add(entry);
        for (String user : new String[] {"reader", "manager", "auditor"}) {
            assertEquals(HttpURLConnection.HTTP_FORBIDDEN, forget(user, entry, HttpMethod.POST));
        }
        assertEquals(HttpURLConnection.HTTP_NOT_FOUND, forget("admin", entry, HttpMethod.GET));
        assertEquals(1, EphemeralRegistry.get().list().size());
        assertThat(client("auditor").goTo("manage/planetscale").asNormalizedText(), not(containsString("Forget")));
        assertThat(client("admin").goTo("manage/planetscale").asNormalizedText(), containsString("Forget"));
        assertEquals(HttpURLConnection.HTTP_OK, forget("admin", entry, HttpMethod.POST));
        assertEquals(0, EphemeralRegistry.get().list().size());
    }

    private int forget(String user, Ephemeral entry, HttpMethod method) throws Exception {
        JenkinsRule.WebClient client = client(user).withThrowExceptionOnFailingStatusCode(false);
        URL url = new URL(j.getURL(), "manage/planetscale/forget?key=" + Util.rawEncode(entry.key()));
        return client.getPage(client.addCrumb(new WebRequest(url, method)))
                .getWebResponse()
                .getStatusCode();
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
