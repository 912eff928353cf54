package io.jenkins.plugins.planetscale.browser;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.StringParameterDefinition;
import io.jenkins.plugins.planetscale.testing.LocalPlanetScaleFixture;
import io.jenkins.plugins.planetscale.testing.TestLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** {@code docs/examples/mechanica.Jenkinsfile}, as the people of Mechanica see it: in two browsers, by clicks alone. */
@WithJenkins
class StoryByClicksTest extends InBrowser {
    private static final Duration COPY = Duration.ofMinutes(4);

    private WorkflowJob job;

    @BeforeEach
    void branch() {
        site.devBranch("dev")
                .ddl(
                        "CREATE TABLE webhooks (id bigint NOT NULL, customer_id bigint NOT NULL, url varchar(255) NOT NULL,"
                                + " created_at datetime, PRIMARY KEY (id))");
        site.database.shards(2).timings().copy(COPY);
    }

    /** Ricardo starts a build of the story and opens the page that shows what it does at PlanetScale. */
    private Visitor build(String name) throws Exception {
        job = LocalPlanetScaleFixture.job(name, Files.readString(Path.of("docs/examples/mechanica.Jenkinsfile")));
        job.addProperty(new ParametersDefinitionProperty(Map.of(
                        "COMPILE", "echo compiled",
                        "SYNC_SCHEMA", "echo synchronized",
                        "RUN_TESTS", "echo tested",
                        "INSTALL", "echo installed",
                        "CHECK", "echo healthy",
                        "CHECK_EVERY", "20s")
                .entrySet()
                .stream()
                .map(entry -> new StringParameterDefinition(entry.getKey(), entry.getValue()))
                .toArray(StringParameterDefinition[]::new)));
        Visitor ricardo = CHROMIUM.visitor(People.RICARDO).open(job.getUrl());
        ricardo.expectsRefusal(405); // with which Jenkins sends the page that asks for parameters
        ricardo.link("Build with Parameters").click();
        ricardo.button("Build").click();
        await("the deploy request is open")
                .atMost(TestLimits.HANGING)
                .until(() -> site.database.lastDeployRequest() == 1);
        ricardo.page.locator("a[href$='/" + job.getUrl() + "1/']").first().click();
        ricardo.page.locator("#side-panel a[href$='/planetscale']").click();
        ricardo.page.evaluate("window.notLoadedAnew = true");
        return ricardo;
    }

    private WorkflowRun run() {
        return job.getBuildByNumber(1);
    }

    private static Locator stage(Visitor visitor) {
        return visitor.page.locator("[aria-current=step] .planetscale-step__label");
    }

    private static Locator state(Visitor visitor) {
        return visitor.page.locator("section:has(.planetscale-steps) .planetscale-state");
    }

    private static void assertNeverReloaded(Visitor visitor) {
        assertEquals(true, visitor.page.evaluate("window.notLoadedAnew"), "the page followed without a reload");
    }

    @Test
    void ainsleyApprovesAndKeepsWhatRicardoBuiltWhileBothWatch() throws Exception {
        Visitor ricardo = build("logistics-api");
        ricardo.reads(stage(ricardo), "Copying");
        Locator bar = ricardo.page.locator(".planetscale-table [data-bar] span").first();
        ricardo.shows(bar);
        site.server.clock().advance(COPY.dividedBy(4));
        String early = bar.textContent();
        site.server.clock().advance(COPY.dividedBy(4));
        ricardo.page.waitForCondition(() -> !bar.textContent().equals(early));
        Pictures.of(ricardo.page, "build-copying-light");
        site.server.clock().advance(COPY);
        ricardo.reads(stage(ricardo), "Staged");
        ricardo.reads(ricardo.page.locator("#planetscale-status"), "staged, ready to cut over");

        Visitor ainsley = CHROMIUM.visitor(People.AINSLEY).look(Look.DARK).open(run().getUrl() + "planetscale/");
        ainsley.page.evaluate("window.notLoadedAnew = true");
        ricardo.reads(ricardo.page.locator("#planetscale-release"), "Waits for an approval by ainsley");
        assertEquals(0, ricardo.page.locator(".planetscale-decisions").count(), "Ricardo may not decide");
        ainsley.button("Approve").click();
        ainsley.reads(ainsley.question(), "Approve deploy request #1?");
        ainsley.reads(
                ainsley.question(),
                "The change of branch dev goes live in branch main of database mechanica/logistics");
        Pictures.of(ainsley.page, "build-approve-dark");
        ainsley.confirms("Cancel");
        assertEquals("pending_cutover", site.database.deployRequest(1).deploymentState(), "thought better of it");
        ainsley.button("Approve").click();
        ainsley.confirms("Approve");

        for (Visitor each : List.of(ainsley, ricardo)) {
            each.reads(stage(each), "Revert window");
            each.reads(each.page.locator("#planetscale-release"), "Approved by ainsley");
        }
        Locator left = ricardo.page.locator("[data-until]");
        String first = left.textContent();
        assertTrue(first.endsWith(" left"), first);
        ricardo.page.waitForCondition(() -> !left.textContent().equals(first));
        ainsley.shows(ainsley.button("Revert"));
        Pictures.of(ainsley.page, "build-window-dark");

        ainsley.button("Keep").click();
        ainsley.reads(ainsley.question(), "it cannot be reverted afterwards");
        ainsley.confirms("Keep");
        for (Visitor each : List.of(ainsley, ricardo)) {
            each.reads(state(each), "live for good");
            assertNeverReloaded(each);
        }
        j.assertBuildStatusSuccess(j.waitForCompletion(run()));
        j.assertLogContains("Window KEPT", run());
        assertTrue(site.database.branch("main").schema().contains("webhook_url"));
        ricardo.page
                .locator("#breadcrumbs a[href$='/" + job.getUrl() + "'], .jenkins-breadcrumbs a[href$='/" + job.getUrl()
                        + "']")
                .first()
                .click();
        ricardo.reads(ricardo.page.locator(".planetscale-latest"), "#1 is kept");
    }

    @Test
    void ainsleyRevertsWithTheKeyboardAlone() throws Exception {
        Visitor ricardo = build("logistics-web");
        ricardo.reads(stage(ricardo), "Copying");
        site.server.clock().advance(COPY);
        Visitor ainsley = CHROMIUM.visitor(People.AINSLEY).open(run().getUrl() + "planetscale/");
        ainsley.page.evaluate("window.notLoadedAnew = true");
        Keyboard keyboard = new Keyboard(ainsley);
        ainsley.shows(ainsley.button("Approve"));
        keyboard.tabTo(ainsley.button("Approve"));
        keyboard.press("Enter");
        ainsley.reads(ainsley.question(), "Approve deploy request #1?");
        keyboard.press("Escape");
        ainsley.page.waitForCondition(() -> ainsley.question().count() == 0);
        assertEquals("pending_cutover", site.database.deployRequest(1).deploymentState());
        keyboard.tabTo(ainsley.button("Approve"));
        keyboard.press("Enter");
        keyboard.tabTo(ainsley.question().locator("[data-id=ok]"));
        keyboard.press("Enter");
        ainsley.reads(stage(ainsley), "Revert window");

        keyboard.tabTo(ainsley.button("Revert"));
        keyboard.press("Enter");
        ainsley.reads(ainsley.question(), "what was written into what the change added is lost");
        Pictures.of(ainsley.page, "build-revert-light");
        keyboard.tabTo(ainsley.question().locator("[data-id=ok]"));
        keyboard.press("Enter");
        for (Visitor each : List.of(ainsley, ricardo)) {
            each.reads(state(each), "reverted");
            assertNeverReloaded(each);
        }
        j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(run()));
        j.assertLogContains("Window REVERTED", run());
        assertFalse(site.database.branch("main").schema().contains("webhook_url"));
    }
}
