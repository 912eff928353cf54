package io.jenkins.plugins.planetscale.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.SelectOption;
import hudson.model.Result;
import io.jenkins.plugins.planetscale.cleanup.EphemeralRegistry;
import io.jenkins.plugins.planetscale.cleanup.EphemeralResource;
import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.release.Marker;
import io.jenkins.plugins.planetscale.testing.LocalPlanetScaleFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Function;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Each page can be used by everybody: axe finds nothing serious in the light and in the dark theme, and nothing has to
 * be scrolled sideways from a telephone to a wide screen. Axe looks at the plugin's part of a page; the rest is Jenkins'.
 */
@WithJenkins
class PagesTest extends InBrowser {
    private static final int NARROW = 360;
    private static final int TELEPHONE = 380;
    private static final int DESK = 1280;
    private static final int WIDE = 1920;
    /** Whose pictures are also taken as a telephone shows them. */
    private static final Set<String> SMALL = Set.of("staged", "releases");

    private static final String MAIN = "#main-panel";

    @BeforeEach
    void branch() {
        site.devBranch("dev")
                .ddl(
                        "CREATE TABLE webhooks (id bigint NOT NULL, customer_id bigint NOT NULL, url varchar(255) NOT NULL,"
                                + " created_at datetime, PRIMARY KEY (id))");
        site.database.shards(2);
    }

    private static void isForEverybody(String user, String path, String picture) {
        isForEverybody(user, path, picture, visitor -> visitor.page.locator(MAIN));
    }

    /**
     * @param picture null for none
     * @param part the plugin's part of the page, after what has to be done to see it
     */
    private static void isForEverybody(String user, String path, String picture, Function<Visitor, Locator> part) {
        Visitor visitor = CHROMIUM.visitor(user).open(path);
        Locator shown = part.apply(visitor);
        visitor.fits(WIDE);
        visitor.isForEverybody(shown, NARROW, DESK);
        if (picture != null) {
            visitor.width(DESK);
            for (Look look : Look.values()) {
                visitor.look(look);
                Pictures.of(shown, picture + "-" + look);
            }
            visitor.look(Look.LIGHT);
        }
        if (SMALL.contains(String.valueOf(picture))) {
            visitor.width(TELEPHONE);
            Pictures.of(shown, picture + "-small");
        }
        visitor.close();
    }

    private static WorkflowRun start(String name, String script) throws Exception {
        return LocalPlanetScaleFixture.job(name, script).scheduleBuild2(0).waitForStart();
    }

    @Test
    void thePageOfABuildWhileRowsAreCopied() throws Exception {
        site.database.timings().copy(Duration.ofMinutes(4));
        WorkflowRun run = start("copying", "planetscaleDeployRequest branch: 'dev', stage: true");
        Visitor waiting = CHROMIUM.visitor(People.VIEWER);
        waiting.waitsFor(() -> site.database.lastDeployRequest() == 1
                && site.database.deployRequest(1).deploymentState().equals("in_progress"));
        site.server.clock().advance(Duration.ofMinutes(1));
        waiting.open(run.getUrl() + "planetscale/");
        waiting.shows(waiting.page.locator(".planetscale-table [data-bar]").first());
        isForEverybody(People.VIEWER, run.getUrl() + "planetscale/", "copying");
        site.server.clock().advance(Duration.ofMinutes(4));
        j.assertBuildStatusSuccess(j.waitForCompletion(run));
    }

    @Test
    void thePagesOfABuildThatAsksWithDangersAndOfOneThatIsLive() throws Exception {
        site.database.recentlyUsed("orders").branch("dev").ddl("ALTER TABLE orders DROP COLUMN status");
        WorkflowRun run = start("release", """
                planetscaleDeployRequest branch: 'dev', stage: true, gates: [dropData: 'warn', recentlyUsed: 'warn']
                planetscaleApply deployRequest: 1, approval: [submitters: 'ainsley', message: 'Bring it live?']
                semaphore 'live'
                """);
        j.waitForMessage("waits for an approval by ainsley", run);
        isForEverybody(People.AINSLEY, run.getUrl() + "planetscale/", "staged");
        isForEverybody(People.AINSLEY, run.getUrl() + "planetscale/", null, visitor -> {
            visitor.button("Approve").click();
            return visitor.question();
        });
        isForEverybody(People.ADMIN, "manage/planetscale/", "status");
        Visitor ainsley = CHROMIUM.visitor(People.AINSLEY).open(run.getUrl() + "planetscale/");
        ainsley.button("Approve").click();
        ainsley.confirms("Approve");
        SemaphoreStep.waitForStart("live/1", run);
        ainsley.reads(ainsley.page.locator(".planetscale-state"), "live, and can still be reverted");
        isForEverybody(People.AINSLEY, run.getUrl() + "planetscale/", "window");
        SemaphoreStep.success("live/1", null);
        j.assertBuildStatusSuccess(j.waitForCompletion(run));
        isForEverybody(People.VIEWER, run.getUrl(), null, visitor -> visitor.page
                .locator("#main-panel :is(td, div):has(> p > a[href*='/planetscale/#'])")
                .last());
    }

    @Test
    void thePageOfABuildThatTheGatesRefused() throws Exception {
        site.database.branch("dev").ddl("ALTER TABLE orders DROP COLUMN status");
        WorkflowRun run = j.buildAndAssertStatus(
                Result.FAILURE, LocalPlanetScaleFixture.job("refused", "planetscaleDeployRequest branch: 'dev'"));
        isForEverybody(People.VIEWER, run.getUrl() + "planetscale/", "refused");
    }

    @Test
    void thePageOfAJobWithReleasesAndOfOneWithout() throws Exception {
        WorkflowJob job = LocalPlanetScaleFixture.job("releases", "");
        int[] copying = {3, 5, 2, 4};
        for (int number = 1; number <= copying.length; number++) {
            String branch = "dev-" + number;
            site.database
                    .branch(branch)
                    .schema(site.database.branch("main").schema())
                    .ddl("ALTER TABLE customers ADD COLUMN extra_" + number + " varchar(255)");
            site.database.timings().copy(Duration.ofSeconds(copying[number - 1]));
            String revert = number == 2 ? "planetscaleRevert deployRequest: 2" : "";
            job.setDefinition(new CpsFlowDefinition("""
                    planetscaleDeployRequest branch: '%s', stage: true
                    planetscaleApply deployRequest: %d
                    %s
                    """.formatted(branch, number, revert), true));
            j.assertBuildStatusSuccess(j.waitForCompletion(job.scheduleBuild2(0).waitForStart()));
            if (number != 2) {
                site.database.deployRequest(number).force("complete");
            }
        }
        isForEverybody(People.VIEWER, job.getUrl() + "planetscale/", "releases");
        WorkflowJob empty = LocalPlanetScaleFixture.job("empty", "");
        isForEverybody(People.RICARDO, empty.getUrl() + "planetscale/", null);
    }

    @Test
    void theFormOfAStepAndTheSystemConfiguration() throws Exception {
        EphemeralRegistry.get()
                .add(EphemeralResource.branch(
                        new DatabaseRef("mechanica", "logistics"),
                        "pr-7",
                        null,
                        Marker.of("jenkins", "w", "d"),
                        new EphemeralResource.Origin("a connection that is gone", null, "logistics-api#12"),
                        Instant.now().minus(Duration.ofHours(3))));
        isForEverybody(People.ADMIN, "manage/planetscale/", null);
        isForEverybody(People.ADMIN, "manage/configure", "configuration", visitor -> {
            Locator section = visitor.page
                    .locator(".jenkins-section:has(> .jenkins-section__title:text-is('PlanetScale'))")
                    .first();
            visitor.shows(section.locator("input").first());
            return section;
        });
        WorkflowJob job = LocalPlanetScaleFixture.job("form", "");
        isForEverybody(People.ADMIN, job.getUrl() + "pipeline-syntax/?", "form", visitor -> {
            Locator steps = visitor.page.locator("select.dropdownList").first();
            String label = (String) steps.evaluate("(select) => [...select.options].map((one) => one.text)"
                    + ".find((text) => text.startsWith('planetscaleDeployRequest:'))");
            steps.selectOption(new SelectOption().setLabel(label));
            Locator field = visitor.page.locator(".jenkins-form-item:has(> * [name='_.branch'])");
            field.first().locator("[name='_.branch']").fill("dev");
            visitor.page.keyboard().press("Tab");
            visitor.page.waitForCondition(() -> field.first().locator(".error").count() == 0);
            return field.first().locator("xpath=..");
        });
    }
}
