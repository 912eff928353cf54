package io.jenkins.plugins.planetscale.offline;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

/**
 * Compares two plugins entry by entry: the same names, and the same bytes. What may differ, and why:
 *
 * <ul>
 *   <li>{@code Created-By} in a manifest names the tool that wrote it.
 *   <li>{@code pom.xml}: the full build puts in one that is flattened with Jenkins' parent POM, which the offline build
 *       cannot see; offline it is the project's own. Jenkins reads neither.
 *   <li>{@code .stapler} of a constructor and {@code .javadoc} are properties; the offline build's Stapler is older and
 *       writes the date into a comment, and {@code …} as an escape.
 *   <li>{@code .stapler} of a method with query parameters: the full build's Stapler leaves it out when another class of
 *       the plugin has a method of the same name and parameters, and which of them is chance; Jenkins then reads the
 *       names from the class. The offline build has them all.
 *   <li>Classes that differ only in what the debugger sees, such as {@code Messages}, which is generated from other
 *       text with other line numbers.
 * </ul>
 */
final class PluginDifferences {
    private static final Pattern QUERY_PARAMETERS = Pattern.compile("/do[A-Z]\\w*\\.stapler$");
    private static final Pattern CONSTANT = Pattern.compile("#\\d+(, +\\d+)?");

    private final Map<String, byte[]> full;
    private final Map<String, byte[]> offline;
    private final Path ownPom;
    private final Path scratch;
    private final List<String> found = new ArrayList<>();

    private PluginDifferences(Map<String, byte[]> full, Map<String, byte[]> offline, Path ownPom, Path scratch) {
        this.full = full;
        this.offline = offline;
        this.ownPom = ownPom;
        this.scratch = scratch;
    }

    /**
     * @param scratch an empty folder
     * @return a line for each difference
     */
    static List<String> between(Map<String, byte[]> full, Map<String, byte[]> offline, Path ownPom, Path scratch)
            throws IOException {
        PluginDifferences differences = new PluginDifferences(full, offline, ownPom, scratch);
        differences.names();
        for (String name : full.keySet()) {
            if (offline.containsKey(name)) {
                differences.content(name);
            }
        }
        return differences.found;
    }

    private void names() {
        for (String name : full.keySet()) {
            if (!offline.containsKey(name)) {
                found.add(name + " is only in the full build");
            }
        }
        for (String name : offline.keySet()) {
            if (!full.containsKey(name) && !isLeftOutByChance(name)) {
                found.add(name + " is only in the offline build");
            }
        }
    }

    private boolean isLeftOutByChance(String name) {
        String method = name.substring(name.lastIndexOf('/'));
        return QUERY_PARAMETERS.matcher(name).find()
                && full.entrySet().stream()
                        .anyMatch(other ->
                                other.getKey().endsWith(method) && Arrays.equals(other.getValue(), offline.get(name)));
    }

    private void content(String name) throws IOException {
        byte[] theirs = full.get(name);
        byte[] mine = offline.get(name);
        if (Arrays.equals(theirs, mine)) {
            return;
        }
        if (name.endsWith("META-INF/MANIFEST.MF")) {
            same(name, attributes(theirs), attributes(mine));
        } else if (name.endsWith("/pom.xml")) {
            same(name, Files.readString(ownPom), text(mine));
        } else if (name.endsWith(".class")) {
            same(name, code(theirs), code(mine));
        } else if (name.endsWith(".javadoc")
                || name.endsWith(".stapler") && !QUERY_PARAMETERS.matcher(name).find()) {
            same(name, properties(theirs), properties(mine));
        } else {
            found.add(name + ": other bytes");
        }
    }

    private void same(String name, Object theirs, Object mine) {
        if (!theirs.equals(mine)) {
            found.add(name + ": offline\n" + mine + "\nfull\n" + theirs);
        }
    }

    private static Map<String, String> attributes(byte[] manifest) throws IOException {
        Map<String, String> attributes = new TreeMap<>();
        new Manifest(new ByteArrayInputStream(manifest))
                .getMainAttributes()
                .forEach((name, value) -> attributes.put(name.toString(), value.toString()));
        attributes.remove("Created-By");
        return attributes;
    }

    private static Properties properties(byte[] text) throws IOException {
        Properties properties = new Properties();
        properties.load(new InputStreamReader(new ByteArrayInputStream(text), StandardCharsets.UTF_8));
        return properties;
    }

    /** Its members, their descriptors and instructions, without what the constants are numbered. */
    private String code(byte[] bytes) throws IOException {
        Path file = Files.write(scratch.resolve("Compared.class"), bytes);
        StringWriter code = new StringWriter();
        PrintWriter out = new PrintWriter(code, true);
        ToolProvider.findFirst("javap").orElseThrow().run(out, out, "-p", "-c", "-s", "-constants", file.toString());
        return CONSTANT.matcher(code.toString()).replaceAll("#");
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
