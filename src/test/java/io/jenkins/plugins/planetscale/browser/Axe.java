package io.jenkins.plugins.planetscale.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
            async ([include, exclude]) => {
              const found = await axe.run({ include, exclude }, { resultTypes: ["violations"] });
              return {
                passes: found.passes.length,
                bad: found.violations
                  .filter((one) => one.impact === "serious" || one.impact === "critical")
                  .flatMap((one) => one.nodes.map((node) => one.id + " (" + one.impact + ") " + node.target
                    + " " + node.html.slice(0, 200) + " " + node.failureSummary)),
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
     * Fails on a serious or critical finding, one of colour contrast included.
     *
     * @param parts selectors of what is looked at
     */
    static void findsNothingSerious(Page page, String... parts) {
        for (String part : parts) {
            assertTrue(page.locator(part).count() > 0, () -> part + " is not on " + page.url());
        }
        page.evaluate(SOURCE + ";0");
        Map<?, ?> found = (Map<?, ?>) page.evaluate(RUN, List.of(List.of(parts), List.of()));
        assertTrue(((Number) found.get("passes")).intValue() > 0, "axe looked at nothing");
        assertEquals(List.of(), found.get("bad"), () -> page.url());
    }
}
