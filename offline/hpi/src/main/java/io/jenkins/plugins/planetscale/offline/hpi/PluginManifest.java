package io.jenkins.plugins.planetscale.offline.hpi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The manifest of a plugin with the attributes, and in the order, of maven-hpi-plugin. */
final class PluginManifest {
    private static final Pattern RELEASE = Pattern.compile("(\\d+)(\\.\\d+)?.*");

    private final Pom pom;
    private final Manifest manifest = new Manifest();

    private PluginManifest(Pom pom) {
        this.pom = pom;
    }

    /**
     * @param javaRelease what the classes are compiled for
     */
    static Manifest of(Pom pom, String javaRelease) throws IOException {
        PluginManifest plugin = new PluginManifest(pom);
        plugin.build(javaRelease);
        plugin.identity();
        plugin.needs();
        plugin.origin();
        return plugin.manifest;
    }

    private void build(String javaRelease) {
        String version = pom.need("version");
        add("Manifest-Version", "1.0");
        add("Created-By", "planetscale-offline-hpi");
        add("Java-Version", javaRelease);
        add("Build-Jdk-Spec", System.getProperty("java.specification.version"));
        add("Specification-Title", pom.need("name"));
        add("Specification-Version", majorAndMinor(version));
        add("Implementation-Title", pom.need("name"));
        add("Implementation-Version", version);
    }

    private void identity() throws IOException {
        String version = pom.need("version");
        add("Group-Id", pom.need("groupId"));
        add("Artifact-Id", pom.need("artifactId"));
        add("Short-Name", pom.need("artifactId"));
        add("Long-Name", pom.need("name"));
        add("Url", pom.need("url"));
        String commit = commit();
        boolean known = commit != null && version.endsWith("-SNAPSHOT");
        add(
                "Plugin-Version",
                known
                        ? version + " (private-" + commit.substring(0, 8) + "-" + System.getProperty("user.name") + ")"
                        : version);
    }

    private void needs() {
        String jenkins = pom.need("properties/jenkins.version");
        add("Hudson-Version", jenkins);
        add("Jenkins-Version", jenkins);
        add(
                "Plugin-Dependencies",
                pom.plugins().stream()
                        .map(plugin -> plugin.artifactId() + ":" + pom.inherited(plugin.artifactId())
                                + (plugin.optional() ? ";resolution:=optional" : ""))
                        .collect(Collectors.joining(",")));
    }

    private void origin() throws IOException {
        add("Plugin-Developers", "");
        add("Plugin-License-Name", pom.need("licenses/license/name"));
        add("Plugin-License-Url", pom.need("licenses/license/url"));
        add("Plugin-ScmConnection", pom.need("scm/connection"));
        add("Plugin-ScmTag", pom.need("scm/tag"));
        add("Plugin-ScmUrl", pom.need("scm/url"));
        String commit = commit();
        if (commit != null) {
            add("Implementation-Build", commit);
        }
    }

    private void add(String name, String value) {
        manifest.getMainAttributes().put(new Attributes.Name(name), value);
    }

    private static String majorAndMinor(String version) {
        Matcher release = RELEASE.matcher(version);
        if (!release.matches()) {
            return version;
        }
        return release.group(1) + (release.group(2) == null ? ".0" : release.group(2));
    }

    /** The commit that is checked out, or null outside Git, as in an unpacked archive of the sources. */
    private String commit() throws IOException {
        Path folder = pom.file().toAbsolutePath().getParent();
        Process git;
        try {
            git = new ProcessBuilder("git", "rev-parse", "HEAD")
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            return null; // there is no Git here
        }
        String answer = new String(git.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).trim();
        return answer.matches("[0-9a-f]{40,}") ? answer : null;
    }
}
