package io.jenkins.plugins.planetscale.view.job;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.in;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.release.state.DeploymentState;
import io.jenkins.plugins.planetscale.steps.record.RecordedOutcome;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReleaseChartTest {
    @Test
    void hasABarForEachTimeInItsProportion() throws Exception {
        Document svg = parse(List.of(Releases.live(2, 4, 10), Releases.live(1, 2, -1)));
        assertEquals(List.of(36.0, 72.0), heights(svg, "copy"), "oldest first, half as high");
        assertEquals(List.of(72.0), heights(svg, "wait"));
        assertThat(svg.getDocumentElement().getTextContent(), containsString("Copying rows (longest: 4 min)"));
    }

    @Test
    void hasATextAlternativeThatItIsNamedBy() throws Exception {
        Element svg = parse(List.of(Releases.live(1, 1, 1))).getDocumentElement();
        assertEquals("img", svg.getAttribute("role"));
        for (String id : svg.getAttribute("aria-labelledby").split(" ")) {
            assertThat(svg.getTextContent(), not(containsString("%")));
            assertNotNull(find(svg, id), id);
        }
    }

    @Test
    void tellsWhatAColourTellsByAPatternOrASignToo() throws Exception {
        Document svg = parse(List.of(
                Releases.ended(3, RecordedOutcome.REVERTED, DeploymentState.COMPLETE_REVERT),
                Releases.ended(2, null, DeploymentState.COMPLETE_ERROR),
                Releases.live(1, 1, 1)));
        List<String> signs = new ArrayList<>();
        for (Element text : elements(svg, "text")) {
            if (text.getAttribute("class").startsWith("planetscale-chart__sign")) {
                signs.add(text.getTextContent());
            }
        }
        assertEquals(List.of("\u2716", "\u21B6"), signs, "none for what is live");
        assertEquals(
                2,
                elements(svg, "rect").stream()
                        .filter(rect -> rect.getAttribute("fill").equals("url(#planetscale-chart-hatch)"))
                        .count(),
                "both bars of the reverted one");
    }

    @Test
    void showsMarkupInNamesAsText() throws Exception {
        ReleaseRow nasty = Releases.row(1, RecordedOutcome.APPLIED, null, 1, 1, Releases.NASTY + "</svg></title>");
        Document svg = parse(List.of(nasty));
        assertTrue(elements(svg, "img").isEmpty());
        assertTrue(elements(svg, "title").stream()
                .anyMatch(title -> title.getTextContent().contains(Releases.NASTY)));
    }

    @Test
    void hasNeitherScriptNorStyleNorHandlers() throws Exception {
        Document svg = parse(List.of(Releases.live(1, 1, 1)));
        for (Element element : elements(svg, "*")) {
            assertThat(element.getTagName(), not(in(List.of("script", "style", "a", "use", "image"))));
            for (int i = 0; i < element.getAttributes().getLength(); i++) {
                String name = element.getAttributes().item(i).getNodeName();
                assertFalse(name.startsWith("on") || name.equals("style"), name);
            }
        }
    }

    @Test
    void staysInsideItsWidthAndSmallWithAsManyReleasesAsAreShown() throws Exception {
        List<ReleaseRow> rows = IntStream.range(0, RecentReleases.SHOWN)
                .mapToObj(i -> Releases.live(RecentReleases.SHOWN - i, i, 2L * i))
                .toList();
        String text = new ReleaseChart(rows).svg();
        assertTrue(text.length() < 40_000, () -> text.length() + " characters");
        for (Element rect : elements(parse(rows), "rect")) {
            if (rect.hasAttribute("x")) {
                double end = percent(rect, "x") + percent(rect, "width");
                assertTrue(percent(rect, "x") >= 0 && end <= 100, () -> "ends at " + end);
            }
        }
    }

    @Test
    void isNotDrawnWithoutAnyTime() {
        assertFalse(new ReleaseChart(List.of()).isWorthDrawing());
        assertFalse(new ReleaseChart(List.of(Releases.row(1, RecordedOutcome.APPLIED, null, -1, -1, "#1")))
                .isWorthDrawing());
        assertTrue(new ReleaseChart(List.of(Releases.row(1, RecordedOutcome.APPLIED, null, 0, -1, "#1")))
                .isWorthDrawing());
    }

    private static Document parse(List<ReleaseRow> rows) throws Exception {
        String svg = new ReleaseChart(rows).svg();
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static List<Double> heights(Document svg, String kind) {
        return elements(svg, "rect").stream()
                .filter(rect -> rect.getAttribute("class").endsWith("__" + kind))
                .map(rect -> Double.valueOf(rect.getAttribute("height")))
                .toList();
    }

    private static double percent(Element element, String name) {
        String value = element.getAttribute(name);
        assertTrue(value.endsWith("%"), value);
        return Double.parseDouble(value.substring(0, value.length() - 1));
    }

    private static List<Element> elements(Document document, String name) {
        NodeList found = document.getElementsByTagName(name);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }

    private static Node find(Element parent, String id) {
        NodeList children = parent.getChildNodes();
        for (int i = 0; i < children.getLength(); i++) {
            if (children.item(i) instanceof Element child
                    && child.getAttribute("id").equals(id)) {
                return child;
            }
        }
        return null;
    }
}
