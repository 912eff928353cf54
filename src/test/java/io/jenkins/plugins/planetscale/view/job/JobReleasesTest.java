package io.jenkins.plugins.planetscale.view.job;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import hudson.model.Item;
import io.jenkins.plugins.planetscale.connection.PlanetScaleJobProperty;
import io.jenkins.plugins.planetscale.testing.LocalPlanetScaleFixture;
import io.jenkins.plugins.planetscale.testing.WithSharedJenkins;
import java.net.HttpURLConnection;
import jenkins.model.Jenkins;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

@WithSharedJenkins
class JobReleasesTest {
    private final LocalPlanetScaleFixture site = new LocalPlanetScaleFixture();
    private JenkinsRule j;

    @BeforeEach
    void configure(JenkinsRule rule) throws Exception {
        j = rule;
        site.configure();
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void showsWhatBuildsReleasedOnItsPageAndTheNewestOnTheMainPageOfTheJob() throws Exception {
        site.devBranch("dev");
        WorkflowJob job = LocalPlanetScaleFixture.job("release", """
                def request = planetscaleDeployRequest branch: 'dev', gates: [recentlyUsed: 'off']
                planetscaleApply deployRequest: request.number
                """);
        job.setDisplayName(Releases.NASTY);
        j.buildAndAssertSuccess(job);
        job.setDefinition(new CpsFlowDefinition("echo 'nothing of PlanetScale'", true));
        j.buildAndAssertSuccess(job);

        HtmlPage page = j.createWebClient().goTo(job.getUrl() + "planetscale/");
        assertThat(page.asNormalizedText(), containsString("1 release: 1 live"));
        HtmlPage build = page.getAnchorByText("#1").click();
        assertThat(build.getUrl().getPath(), containsString("/job/release/1/planetscale/"));
        assertNotNull(page.getFirstByXPath("//table[@id='planetscale-releases']//td[.='mechanica/logistics']"
                + "|//table[@id='planetscale-releases']//small[.='mechanica/logistics']"));
        assertNotNull(page.getFirstByXPath("//*[local-name()='svg'][@role='img']"));
        assertNull(page.getFirstByXPath("//img[@src='x']"));

        HtmlPage main = j.createWebClient().getPage(job);
        assertThat(main.asNormalizedText(), containsString("PlanetScale releases: #1 is live"));
        assertNull(main.getFirstByXPath("//img[@src='x']"));
        assertThat(tasks(main), containsString("PlanetScale"));
    }

    @Test
    void explainsHowToBeginWhereNothingWasReleased() throws Exception {
        WorkflowJob job = LocalPlanetScaleFixture.job("release", "echo 'nothing of PlanetScale'");
        j.buildAndAssertSuccess(job);
        HtmlPage page = j.createWebClient().goTo(job.getUrl() + "planetscale/");
        assertThat(page.asNormalizedText(), containsString("No recent build of this job has released"));
        assertThat(page.asNormalizedText(), containsString("planetscaleApply branch: 'dev'"));
        assertNull(page.getElementById("planetscale-releases"));
        HtmlPage generator = page.getAnchorByText("Open the Snippet Generator").click();
        assertThat(generator.getUrl().getPath(), containsString("/job/release/pipeline-syntax/"));
        assertEquals(200, generator.getWebResponse().getStatusCode());
    }

    @Test
    void standsInTheMenuOnlyWhereThereIsSomethingOrTheJobNamesADatabase() throws Exception {
        WorkflowJob job = LocalPlanetScaleFixture.job("release", "echo 'nothing of PlanetScale'");
        j.buildAndAssertSuccess(job);
        HtmlPage main = j.createWebClient().getPage(job);
        assertThat(main.asNormalizedText(), not(containsString("PlanetScale")));
        PlanetScaleJobProperty property = new PlanetScaleJobProperty();
        property.setDatabase("logistics");
        job.addProperty(property);
        assertThat(tasks(j.createWebClient().getPage(job)), containsString("PlanetScale"));
    }

    @Test
    void isForThoseWhoMayReadTheJobOnly() throws Exception {
        WorkflowJob job = LocalPlanetScaleFixture.job("release", "echo 'nothing of PlanetScale'");
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("stranger", "viewer")
                .grant(Item.READ)
                .onItems(job)
                .to("viewer"));
        assertEquals(HttpURLConnection.HTTP_NOT_FOUND, status("stranger", job));
        assertEquals(HttpURLConnection.HTTP_OK, status("viewer", job));
    }

    private int status(String user, WorkflowJob job) throws Exception {
        return j.createWebClient()
                .login(user)
                .withThrowExceptionOnFailingStatusCode(false)
                .goTo(job.getUrl() + "planetscale/")
                .getWebResponse()
                .getStatusCode();
    }

    private static String tasks(HtmlPage page) {
        return page.getElementById("tasks").asNormalizedText();
    }
}
