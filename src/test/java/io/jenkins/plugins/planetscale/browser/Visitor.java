package io.jenkins.plugins.planetscale.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.net.URL;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.jvnet.hudson.test.JenkinsRule;

/** A tab of a person's browser. What the browser complains about is noted. */
final class Visitor {
    private static final double PATIENCE = 60_000;
    /** Jenkins' combo box 2.541.3 throws when the focus leaves it before its list has come. */
    private static final Pattern BY_COMBO_BOX =
            Pattern.compile("reading 'hide'\\)\\s+at \\S+/jsbundles/app\\.js:\\d+:\\d+\\s*$");

    private static final String NOTE_BREACHES = """
            document.addEventListener("securitypolicyviolation", (breach) => console.error(
              "Content-Security-Policy: " + breach.violatedDirective + " by " + breach.blockedURI
                + " in " + breach.sourceFile + ":" + breach.lineNumber));
            """;

    /** Colours fade into those of the other theme. */
    private static final String END_OF_TRANSITIONS = """
            async () => {
              for (let i = 0; i < 2; i++) {
                await new Promise((drawn) => requestAnimationFrame(drawn));
              }
              for (const one of document.getAnimations()) {
                if (one instanceof CSSTransition) {
                  one.finish();
                }
              }
            }
            """;

    final Page page;
    private final URL jenkins;
    private final List<String> complaints;
    private Pattern refusal;

    static BrowserContext context(Browser browser) {
        BrowserContext context = browser.newContext(Look.options());
        context.setDefaultTimeout(PATIENCE);
        context.addInitScript(NOTE_BREACHES);
        return context;
    }

    Visitor(BrowserContext context, JenkinsRule j, List<String> complaints) {
        this.complaints = complaints;
        try {
            jenkins = j.getURL();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        page = context.newPage();
        page.onConsoleMessage(this::heard);
        page.onPageError(this::broken);
        page.onDialog(dialog -> {
            complaints.add("dialog on " + page.url() + ": " + dialog.message());
            dialog.dismiss();
        });
        page.onResponse(this::protectedByPolicy);
    }

    private void heard(ConsoleMessage message) {
        if (message.type().equals("error")
                && (refusal == null || !refusal.matcher(message.text()).find())) {
            complaints.add("console of " + page.url() + ": " + message.text() + " at " + message.location());
        }
    }

    private void broken(String error) {
        if (!BY_COMBO_BOX.matcher(error).find()) {
            complaints.add("script on " + page.url() + ": " + error);
        }
    }

    private void protectedByPolicy(Response response) {
        if (response.request().isNavigationRequest()
                && response.ok()
                && response.headerValue("content-security-policy") == null) {
            complaints.add("no Content-Security-Policy is enforced on " + response.url());
        }
    }

    /** The browser will note in its console that it was answered with this status, and that is as it should be. */
    Visitor expectsRefusal(int status) {
        refusal = Pattern.compile("^Failed to load resource: the server responded with a status of " + status);
        return this;
    }

    /** By the form; in these tests a password is the name of the user. */
    Visitor logsIn(String user) {
        open("login");
        page.locator("input[name=j_username]").fill(user);
        page.locator("input[name=j_password]").fill(user);
        page.locator("button[name=Submit]").click();
        shows(page.locator("#page-header, .jenkins-header").first());
        return this;
    }

    /**
     * @param path below the address of Jenkins
     */
    Visitor open(String path) {
        Response response = page.navigate(jenkins + path);
        assertEquals(200, response.status(), path);
        return this;
    }

    /** A button of the page itself. */
    Locator button(String name) {
        return page.locator("#main-panel")
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator link(String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** The dialog in which Jenkins asks whether that is meant. */
    Locator question() {
        return page.locator("dialog[open]");
    }

    Visitor confirms(String answer) {
        question()
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(answer).setExact(true))
                .click();
        page.waitForCondition(() -> question().count() == 0);
        return this;
    }

    void shows(Locator what) {
        PlaywrightAssertions.assertThat(what).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE));
    }

    /** Waits until the text is there. */
    void reads(Locator where, String text) {
        PlaywrightAssertions.assertThat(where)
                .containsText(text, new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE));
    }

    void width(int pixels) {
        page.setViewportSize(pixels, page.viewportSize().height);
    }

    Visitor look(Look look) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(look.scheme()));
        page.evaluate(END_OF_TRANSITIONS);
        return this;
    }

    /**
     * That everybody can use the part of the page, at these widths and in either theme. The dark theme has the same elements, so
     * that only what depends on colours is looked at again.
     */
    void isForEverybody(Locator part, int... widths) {
        for (int width : widths) {
            fits(width);
            Axe.findsNothingSerious(part);
            Object light = background();
            look(Look.DARK);
            assertNotEquals(light, background(), "the theme follows the browser");
            fits(width);
            Axe.findsNoPoorColours(part);
            look(Look.LIGHT);
        }
    }

    private Object background() {
        return page.evaluate("getComputedStyle(document.body).backgroundColor");
    }

    /** Waits for something that is not on the page. */
    void waitsFor(BooleanSupplier what) {
        page.waitForCondition(what);
    }

    /** That nothing has to be scrolled sideways at this width. */
    void fits(int width) {
        width(width);
        int needed = ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue();
        assertTrue(
                needed <= width,
                () -> page.url() + " needs " + needed + " px at " + width + ": " + page.evaluate("""
                                (width) => [...document.querySelectorAll("body *")]
                                  .filter((one) => one.getBoundingClientRect().right > width + 1)
                                  .slice(0, 8).map((one) => one.outerHTML.slice(0, 120)).join("\\n")
                                """, width));
    }

    /** A page that stays open draws what moves on it, which keeps a small machine busy. */
    void close() {
        page.close();
    }
}
