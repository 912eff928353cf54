package io.jenkins.plugins.planetscale.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** axe-core, which finds what keeps people from using a page. */
final class Axe {
    private static final String RUN = """
            async ([part, rules]) => {
              const entry = (node) => document.querySelector(node.target[0])?.closest(".jenkins-form-item");
              const labelled = (node) => [...(entry(node)?.querySelectorAll(".jenkins-form-label, label") ?? [])]
                .some((label) => label.textContent.replace("?", "").trim());
              const byJenkins = (one, node) => ["label", "select-name"].includes(one.id) && labelled(node);
              const exclude = [
                ".jenkins-page-description", ".jenkins-edited-section-label", ".jenkins-help-button",
                ".setting-main > div[aria-expanded]:empty", ".validation-error-area .error",
              ];
              const some = rules.length ? { runOnly: { type: "rule", values: rules } } : {};
              const found = await axe.run({ include: [part], exclude }, { resultTypes: ["violations"], ...some });
              return {
                passes: found.passes.length,
                bad: found.violations
                  .filter((one) => one.impact === "serious" || one.impact === "critical")
                  .flatMap((one) => one.nodes.filter((node) => !byJenkins(one, node)).map((node) =>
                    one.id + " (" + one.impact + ") " + node.target + " " + node.html.slice(0, 200) + " "
                      + node.failureSummary)),
              };
            }
            """;

    private static final String SOURCE = source();

    private Axe() {}

    private static String source() {
        try (InputStream script = Axe.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Fails on a serious or critical finding in the part of the page, one of colour contrast included. Left out
     * is what Jenkins draws itself: the description of a page of settings, the mark of an edited section and the message
     * of a refused field, which are too pale in its light theme (3.9 and 4.2 : 1), the order of its help buttons
     * (tabindex), the anchor of a combo box's list, and that the label which {@code f:entry} shows is not tied to its
     * field.
     */
    static void findsNothingSerious(Locator part) {
        finds(part, List.of());
    }

    /** As {@link #findsNothingSerious}, of what depends on colours only. */
    static void findsNoPoorColours(Locator part) {
        finds(part, List.of("color-contrast", "link-in-text-block"));
    }

    private static void finds(Locator part, List<String> rules) {
        Page page = part.page();
        if (Boolean.FALSE.equals(page.evaluate("Boolean(window.axe)"))) {
            page.evaluate(SOURCE + ";0");
        }
        Map<?, ?> found = (Map<?, ?>) page.evaluate(RUN, List.of(part.elementHandle(), rules));
        assertTrue(((Number) found.get("passes")).intValue() > 0, "axe looked at nothing");
        assertEquals(List.of(), found.get("bad"), page::url);
    }
}
