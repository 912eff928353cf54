package io.jenkins.plugins.planetscale.offline.hpi;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The POM of the full build, which Maven cannot read where its parent and its BOM are out of reach; a data file says
 * what they would add.
 */
final class Pom {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]+)}");

    private final Path file;
    private final Document document;
    private final XPath paths = XPathFactory.newInstance().newXPath();
    private final Properties inherited = new Properties();

    Pom(Path file, Path inherited) throws IOException {
        this.file = file;
        try (Reader in = Files.newBufferedReader(inherited)) {
            this.inherited.load(in);
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            document = factory.newDocumentBuilder().parse(file.toFile());
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(file + " is no POM: " + e.getMessage(), e);
        }
    }

    Path file() {
        return file;
    }

    /** The text at a path below {@code project}, such as {@code scm/url}, or null. */
    String value(String path) {
        NodeList nodes = nodes("/project/" + path);
        return nodes.getLength() == 0
                ? null
                : interpolated(nodes.item(0).getTextContent().trim());
    }

    /** As {@link #value}, for what a plugin must have. */
    String need(String path) {
        String value = value(path);
        if (value == null) {
            throw new IllegalStateException(file + " has no <" + path + ">");
        }
        return value;
    }

    /** What is not in the POM but in one it inherits or imports from. */
    String inherited(String key) {
        String value = inherited.getProperty(key);
        if (value == null) {
            throw new IllegalStateException("full-build.properties lacks '" + key
                    + "': take its value from META-INF/MANIFEST.MF of a plugin from the full build");
        }
        return value;
    }

    /** The plugins needed to run, in Maven's order: by group, then by name. */
    List<Dependency> plugins() {
        NodeList found = nodes("/project/dependencies/dependency[not(scope)]");
        return IntStream.rangeClosed(1, found.getLength())
                .mapToObj(i -> "dependencies/dependency[not(scope)][" + i + "]/")
                .map(at -> new Dependency(
                        need(at + "groupId"), need(at + "artifactId"), "true".equals(value(at + "optional"))))
                .sorted(Comparator.comparing(Dependency::id))
                .toList();
    }

    private String interpolated(String text) {
        Matcher reference = REFERENCE.matcher(text);
        return reference.replaceAll(match -> Matcher.quoteReplacement(property(match.group(1))));
    }

    private String property(String name) {
        if (name.startsWith("project.")) {
            return need(name.substring("project.".length()).replace('.', '/'));
        }
        String own = value("properties/" + name);
        return own == null ? inherited(name) : own;
    }

    private NodeList nodes(String path) {
        try {
            return (NodeList) paths.evaluate(path, document, XPathConstants.NODESET);
        } catch (XPathExpressionException e) {
            throw new IllegalArgumentException(path, e);
        }
    }

    record Dependency(String groupId, String artifactId, boolean optional) {
        String id() {
            return groupId + ":" + artifactId + ":";
        }
    }
}
