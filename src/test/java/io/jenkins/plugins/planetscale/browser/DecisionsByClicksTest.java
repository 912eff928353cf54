package io.jenkins.plugins.planetscale.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import io.jenkins.plugins.planetscale.local.RecordedExchange;
import io.jenkins.plugins.planetscale.testing.LocalPlanetScaleFixture;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Two people at the same button, and one who has none; that a browser's complaints are heard at all. */
@WithJenkins
class DecisionsByClicksTest extends InBrowser {
    private String name;

    @BeforeEach
    void branch(TestInfo info) {
        name = info.getTestMethod().orElseThrow().getName();
        site.devBranch("dev");
    }

    private WorkflowRun staged() throws Exception {
        return j.buildAndAssertSuccess(
                LocalPlanetScaleFixture.job(name, "planetscaleDeployRequest branch: 'dev', stage: true"));
    }

    private long cutovers() {
        return site.server.exchanges().stream()
                .filter(exchange -> exchange.method().equals("POST"))
                .map(RecordedExchange::resource)
                .filter(path -> path.endsWith("/apply-deploy"))
                .count();
    }

    @Test
    void ofTwoWhoPressApplyAtOnceOneCountsAndTheOtherIsToldInPlace() throws Exception {
        WorkflowRun run = staged();
        List<Visitor> both = List.of(
                CHROMIUM.visitor(People.AINSLEY), CHROMIUM.visitor(People.KIM).look(Look.DARK));
        List<Route> pressed = new ArrayList<>();
        for (Visitor each : both) {
            each.expectsRefusal(409).open(run.getUrl() + "planetscale/");
            each.page.route("**/decision/apply", pressed::add);
            each.button("Apply").click();
            each.reads(each.question(), "Apply deploy request #1?");
        }
        for (Visitor each : both) {
            each.confirms("Apply");
        }
        both.get(0).page.waitForCondition(() -> pressed.size() == 2);
        pressed.forEach(Route::resume);

        for (Visitor each : both) {
            each.reads(each.page.locator(".planetscale-decided"), "Deploy request #1");
        }
        List<Locator> answers = both.stream()
                .map(each -> each.page.locator(".planetscale-decided"))
                .toList();
        List<String> told = answers.stream().map(Locator::textContent).toList();
        assertEquals(
                1,
                told.stream()
                        .filter(text -> text.contains("it is being cut over"))
                        .count(),
                told.toString());
        List<Visitor> late = both.stream()
                .filter(each -> each.page.locator(".planetscale-decided.error").count() == 1)
                .toList();
        assertEquals(1, late.size(), told.toString());
        String first = late.get(0) == both.get(0) ? People.KIM : People.AINSLEY;
        late.get(0).reads(late.get(0).page.locator(".planetscale-decided.error"), "ordered by " + first);
        Axe.findsNothingSerious(late.get(0).page.locator("#main-panel"));
        Pictures.of(late.get(0).page, "build-second-" + (late.get(0) == both.get(0) ? "light" : "dark"));
        for (Visitor each : both) {
            each.reads(each.page.locator(".planetscale-state"), "live, and can still be reverted");
        }
        assertEquals(1, cutovers());
    }

    @Test
    void aViewerSeesNoButtonAndIsRefusedWhenPostingByHand() throws Exception {
        WorkflowRun run = staged();
        Visitor viewer = CHROMIUM.visitor(People.VIEWER).open(run.getUrl() + "planetscale/");
        viewer.reads(viewer.page.locator(".planetscale-state"), "staged, ready to cut over");
        assertEquals(
                0, viewer.page.locator("#main-panel button, #main-panel form").count());
        viewer.expectsRefusal(403);
        for (String verb : List.of("apply", "approve", "reject", "keep", "revert")) {
            Object status = viewer.page.evaluate("""
                    (verb) => fetch(document.getElementById("planetscale-release").dataset.url + "decision/" + verb, {
                      method: "POST",
                      headers: window.crumb.wrap({ "Content-Type": "application/x-www-form-urlencoded" }),
                      body: new URLSearchParams({ database: "mechanica/logistics", deployRequest: "1" }),
                    }).then((answer) => answer.status)
                    """, verb);
            assertEquals(403, status, verb);
        }
        assertEquals(0, cutovers());
        assertEquals("pending_cutover", site.database.deployRequest(1).deploymentState());
    }

    @Test
    void aBreachOfThePolicyAnErrorAndADialogAreNoticed() throws Exception {
        Visitor visitor = CHROMIUM.visitor(People.VIEWER).open("");
        visitor.page.evaluate("""
                () => {
                  const script = document.createElement("script");
                  script.textContent = "window.inlineRan = true";
                  document.body.append(script);
                  setTimeout(() => { throw new Error("thrown on purpose"); });
                  setTimeout(() => alert("on purpose"), 50);
                }
                """);
        visitor.page.waitForFunction("() => new Promise((done) => setTimeout(() => done(true), 200))");
        assertEquals(null, visitor.page.evaluate("window.inlineRan"), "the policy is enforced");
        String heard = String.join("\n", CHROMIUM.takeComplaints());
        for (String expected : List.of("Content-Security-Policy: script-src", "thrown on purpose", "dialog on ")) {
            assertTrue(heard.contains(expected), expected + ": " + heard);
        }
    }
}
