package io.jenkins.plugins.planetscale.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Action;
import java.io.File;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import io.jenkins.plugins.planetscale.testing.BuildRecords;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/**
 * A {@code build.xml} that was altered by hand, or that a disk has lost parts of, is loaded and its pages are drawn:
 * each element of a real one is taken out, emptied, or filled with what does not belong there.
 */
class DamagedRecordsOfflineTest {
    private static final Map<String, Consumer<Element>> DAMAGES = new LinkedHashMap<>();

    static {
        DAMAGES.put("removed", element -> element.getParentNode().removeChild(element));
        DAMAGES.put("emptied", DamagedRecordsOfflineTest::empty);
        DAMAGES.put("a strange element in it", element -> first(element, "string", "x"));
        DAMAGES.put("nothing as an element in it", element -> first(element, "null", ""));
        for (String text : List.of("x", "-1", "9223372036854775807", "-9223372036854775808", "2147483647", "{0} %s ${x}")) {
            DAMAGES.put("\"" + text + "\" in it", element -> text(element, text));
        }
        DAMAGES.put("hidden characters in it", element -> text(element, "\u202egpj.\u2028\u0085"));
        DAMAGES.put("a long text in it", element -> text(element, "y".repeat(20_000)));
    }

    @TempDir
    private File home;

    private BuildRecords records;

    @BeforeEach
    void begin() {
        records = new BuildRecords(home);
    }

    @AfterEach
    void end() {
        records.close();
    }

    private static Document parse(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    private static String text(Document xml) throws Exception {
        StringWriter text = new StringWriter();
        TransformerFactory.newInstance().newTransformer().transform(new DOMSource(xml), new StreamResult(text));
        return text.toString();
    }

    private static void empty(Element element) {
        while (element.getFirstChild() != null) {
            element.removeChild(element.getFirstChild());
        }
    }

    private static void text(Element element, String text) {
        empty(element);
        element.setTextContent(text);
    }

    private static void first(Element element, String name, String text) {
        Element child = element.getOwnerDocument().createElement(name);
        child.setTextContent(text);
        element.insertBefore(child, element.getFirstChild());
    }

    /** All damages to one record; the other one stays as it is. */
    private void damage(String whole, Consumer<Action> with) throws Exception {
        List<String> broken = new ArrayList<>();
        int drawn = 0;
        int elements = parse(whole).getElementsByTagName("*").getLength();
        for (int i = 1; i < elements; i++) {
            for (Map.Entry<String, Consumer<Element>> damage : DAMAGES.entrySet()) {
                Document xml = parse(whole);
                Element element = (Element) xml.getElementsByTagName("*").item(i);
                String where = path(element) + ": " + damage.getKey();
                damage.getValue().accept(element);
                try {
                    Action read = BuildRecords.read(text(xml));
                    if (read != null) {
                        with.accept(read);
                        drawn++;
                    }
                } catch (RuntimeException | Error e) {
                    broken.add(where + ": " + root(e));
                }
            }
        }
        assertEquals(List.of(), broken.stream().limit(40).toList(), broken.size() + " of them");
        assertTrue(drawn > elements, "too few of them could be read: " + drawn);
    }

    private static String root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root + " at "
                + (root.getStackTrace().length == 0 ? "?" : root.getStackTrace()[0]);
    }

    private static String path(Node node) {
        return node.getParentNode() instanceof Element above ? path(above) + "/" + node.getNodeName() : "";
    }

    @Test
    void theRecordOfWhatABuildDid() throws Exception {
        damage(records.record(), records::draw);
    }

    @Test
    void theApprovalsThatABuildAsksFor() throws Exception {
        damage(records.asked(), records::draw);
    }
}
