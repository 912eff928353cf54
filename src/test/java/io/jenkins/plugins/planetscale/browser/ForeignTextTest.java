package io.jenkins.plugins.planetscale.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import hudson.model.Result;
import io.jenkins.plugins.planetscale.cleanup.EphemeralRegistry;
import io.jenkins.plugins.planetscale.cleanup.EphemeralResource;
import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.release.Marker;
import io.jenkins.plugins.planetscale.testing.LocalPlanetScaleFixture;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What comes from PlanetScale in a browser: names made to do harm, and very much of it. */
@WithJenkins
class ForeignTextTest extends InBrowser {
    private static final String HOSTILE = "\"><img src=x onerror=alert(1)>";
    private static final String COMMENT = "</script><script>alert(2)</script>";
    private static final String LINT = "<b onmouseover=alert(3)>hover</b>";
    private static final int MANY = 200;
    private static final int SMALL = 300_000;
    /** Elements of a page that is soon drawn, Jenkins' own included: some twenty a table. */
    private static final int FEW = 6_000;

    /** That it is there to be read, and nothing came of it. */
    private static void isText(Visitor visitor, String... texts) {
        Locator main = visitor.page.locator("#main-panel");
        for (String text : texts) {
            visitor.reads(main, text);
        }
        assertEquals(
                0,
                main.locator("img[src=x], script:not([src]), [onerror], [onmouseover], a[href^='javascript:']")
                        .count(),
                main::innerHTML);
        main.hover();
    }

    @Test
    void namesCommentsAndMessagesAreTextOnEachPage() throws Exception {
        site.devBranch(HOSTILE)
                .ddl("CREATE TABLE extras (id bigint NOT NULL, note varchar(9) COMMENT '" + COMMENT
                        + "', PRIMARY KEY (id))");
        site.open(HOSTILE);
        WorkflowRun asks = LocalPlanetScaleFixture.job(
                        "asks",
                        "planetscaleApply deployRequest: 1, approval: [submitters: 'ainsley', message: '" + LINT + "']")
                .scheduleBuild2(0)
                .waitForStart();
        j.waitForMessage("waits for an approval by ainsley", asks);
        Visitor ainsley = CHROMIUM.visitor(People.AINSLEY).open(asks.getUrl() + "planetscale/");
        isText(ainsley, HOSTILE, COMMENT, LINT);
        ainsley.button("Approve").click();
        ainsley.reads(ainsley.question(), HOSTILE);
        ainsley.confirms("Cancel");
        ainsley.open(asks.getUrl());
        isText(ainsley);
        ainsley.open(asks.getUrl() + "planetscale/");
        ainsley.button("Reject").click();
        ainsley.confirms("Reject");
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(asks));
        ainsley.open(asks.getParent().getUrl() + "planetscale/");
        isText(ainsley, "Deploy request #1");
        ainsley.open(asks.getParent().getUrl());
        isText(ainsley);
    }

    @Test
    void lintMessagesAreText() throws Exception {
        site.devBranch(HOSTILE).lintError("RULE<i>", "orders" + HOSTILE, LINT, "javascript:alert(4)");
        site.open(HOSTILE);
        WorkflowRun refused = j.buildAndAssertStatus(
                Result.FAILURE, LocalPlanetScaleFixture.job("refused", "planetscaleApply deployRequest: 1"));
        Visitor viewer = CHROMIUM.visitor(People.VIEWER).open(refused.getUrl() + "planetscale/");
        isText(viewer, HOSTILE, LINT, "RULE<i>");
        viewer.open(refused.getUrl());
        isText(viewer);
    }

    @Test
    void whatIsLeftBehindIsTextOnTheStatusPage() throws Exception {
        EphemeralResource left = EphemeralResource.branch(
                new DatabaseRef("mechanica", "logistics"),
                HOSTILE,
                null,
                Marker.of("jenkins", LINT, COMMENT),
                new EphemeralResource.Origin(HOSTILE, null, LINT + "#3"),
                Instant.now());
        EphemeralRegistry.get().add(left);
        try {
            Visitor admin = CHROMIUM.visitor(People.ADMIN).open("manage/planetscale/");
            isText(admin, HOSTILE, LINT);
            admin.page.locator("form[action$='/forget'] button").click();
            admin.reads(admin.question(), HOSTILE);
            admin.confirms("Cancel");
        } finally {
            EphemeralRegistry.get().remove(left);
        }
    }

    @Test
    void twoHundredTablesAreASmallPage() throws Exception {
        site.manyTables(MANY);
        WorkflowRun run = j.buildAndAssertSuccess(LocalPlanetScaleFixture.job(
                "large", "planetscaleDeployRequest branch: 'dev', stage: true, gates: [dropData: 'warn']"));
        Visitor viewer = CHROMIUM.visitor(People.VIEWER);
        viewer.open(run.getUrl() + "planetscale/");
        assertEquals(MANY, viewer.page.locator(".planetscale-table").count());
        int bytes = ((String) viewer.page.evaluate("fetch(location.href).then((answer) => answer.text())"))
                .getBytes(StandardCharsets.UTF_8)
                .length;
        int elements = viewer.page.locator("*").count();
        System.out.println(MANY + " tables: " + bytes + " bytes, " + elements + " elements, drawn after "
                + Math.round(drawn(viewer)) + " ms");
        assertTrue(bytes < SMALL, bytes + " bytes");
        assertTrue(elements < FEW, elements + " elements");
        viewer.fits(360);
        viewer.fits(1280);
    }

    /** Milliseconds from the request until all is loaded and two frames are drawn. */
    private static double drawn(Visitor visitor) {
        return ((Number) visitor.page.evaluate("""
                () => new Promise((done) =>
                  requestAnimationFrame(() => requestAnimationFrame(() => {
                    const page = performance.getEntriesByType("navigation")[0];
                    const paint = performance.getEntriesByName("first-contentful-paint")[0];
                    done(Math.max(page.domContentLoadedEventEnd, paint ? paint.startTime : 0));
                  })))
                """)).doubleValue();
    }
}
