package io.jenkins.plugins.planetscale.offline.hpi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Manifest;

/**
 * Packages compiled classes as a plugin that Jenkins installs, with the content that maven-hpi-plugin and
 * license-maven-plugin give it.
 */
public final class Hpi {
    private final Pom pom;
    private final Manifest manifest;

    private Hpi(Pom pom, Manifest manifest) {
        this.pom = pom;
        this.manifest = manifest;
    }

    /**
     * @param args the folder of the full build's POM, what that inherits, the classes, the Java release they are
     *     compiled for, the file to write
     */
    public static void main(String[] args) throws IOException {
        Pom pom = new Pom(Path.of(args[0], "pom.xml").normalize(), Path.of(args[1]));
        Path hpi = Path.of(args[4]);
        Files.write(hpi, new Hpi(pom, PluginManifest.of(pom, args[3])).plugin(Path.of(args[2])));
    }

    private byte[] plugin(Path classes) throws IOException {
        try (Archive hpi = new Archive(manifest)) {
            hpi.add("WEB-INF/lib/" + pom.need("artifactId") + ".jar", jar(classes));
            hpi.add("WEB-INF/licenses.xml", text(licenses()));
            addMaven(hpi);
            return hpi.toBytes();
        }
    }

    private byte[] jar(Path classes) throws IOException {
        try (Archive jar = new Archive(manifest)) {
            jar.addAll(classes);
            addMaven(jar);
            return jar.toBytes();
        }
    }

    private void addMaven(Archive archive) throws IOException {
        String folder = "META-INF/maven/" + pom.need("groupId") + "/" + pom.need("artifactId") + "/";
        archive.add(folder + "pom.xml", Files.readAllBytes(pom.file()));
        archive.add(folder + "pom.properties", text("""
            artifactId=%s
            groupId=%s
            version=%s
            """.formatted(pom.need("artifactId"), pom.need("groupId"), pom.need("version"))));
    }

    /** Of what is inside: the plugin alone, as it carries no library. */
    private String licenses() {
        String coordinates = "groupId='%s' artifactId='%s' version='%s'"
                .formatted(pom.need("groupId"), pom.need("artifactId"), pom.need("version"));
        return """
            <?xml version='1.0' encoding='UTF-8'?>
            <l:dependencies xmlns:l='licenses' %1$s>\
            <l:dependency name='%2$s' %1$s url='%3$s'>\
            <l:description>%4$s</l:description>\
            <l:license name='%5$s' url='%6$s'/>\
            </l:dependency></l:dependencies>""".formatted(
                        coordinates,
                        pom.need("name"),
                        pom.need("url"),
                        pom.inherited("description"),
                        pom.need("licenses/license/name"),
                        pom.need("licenses/license/url"));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
