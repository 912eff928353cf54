package io.jenkins.plugins.planetscale.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.planetscale.testing.GeneratedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Markup that reaches a page as it is: nowhere but where it was made by the plugin out of escaped texts, which the tests that
 * are named here show. A new place fails until somebody has looked at it.
 */
class UnescapedMarkupOfflineTest {
    private static final Pattern JELLY = Pattern.compile(
            "<j:out value=\"([^\"]*)\"|escape-by-default='false'|escapeText=\"false\"|escapeEntryTitleAndDescription");

    private static final Pattern SCRIPT =
            Pattern.compile("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|DOMParser|createContextualFragment|eval\\(");

    private static final Map<String, String> KNOWN = Map.of(
            "connections.jelly ${request2.getAttribute('planetscaleReport')}", "TestConnectionTest",
            "JobReleases/index.jelly ${chart}", "ReleaseChartTest",
            "table.jelly ${request2.getAttribute('planetscaleDiff')}", "DiffHtmlTest",
            "change.jelly ${table.html}", "DiffHtmlTest",
            "status.js innerHTML", "StatusPageTest, which shows the report of Jenkins' own FormValidation",
            "release.js DOMParser", "the entry that the server has drawn");

    @Test
    void thereAreFourPlacesInPagesAndTwoInScripts() throws IOException {
        TreeMap<String, String> found = new TreeMap<>();
        Path resources = GeneratedFile.inRepository("src/main/resources");
        try (Stream<Path> files = Files.walk(resources)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".jelly") || name.endsWith(".js")) {
                    String shown = name.equals("index.jelly") ? file.getParent().getFileName() + "/" + name : name;
                    look(shown, Files.readString(file), name.endsWith(".js") ? SCRIPT : JELLY, found);
                }
            }
        }
        assertEquals(String.join("\n", new TreeMap<>(KNOWN).keySet()), String.join("\n", found.keySet()));
    }

    private static void look(String name, String text, Pattern unescaped, Map<String, String> found) {
        for (Matcher place = unescaped.matcher(text); place.find(); ) {
            String what = place.groupCount() > 0 && place.group(1) != null ? place.group(1) : place.group();
            found.put(name + " " + what, text);
        }
    }
}
