package io.jenkins.plugins.planetscale.offline;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The files in a plugin and in the jar inside it, by path. */
final class Entries {
    private Entries() {}

    static Map<String, byte[]> of(Path hpi) throws IOException {
        Map<String, byte[]> entries = new TreeMap<>();
        try (InputStream in = Files.newInputStream(hpi)) {
            read(in, "", entries);
        }
        return entries;
    }

    private static void read(InputStream in, String prefix, Map<String, byte[]> entries) throws IOException {
        ZipInputStream zip = new ZipInputStream(in);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            byte[] content = zip.readAllBytes();
            if (entry.getName().endsWith(".jar")) {
                read(new ByteArrayInputStream(content), prefix + entry.getName() + "!/", entries);
            } else if (!entry.isDirectory() && entries.put(prefix + entry.getName(), content) != null) {
                throw new IOException("twice in the archive: " + prefix + entry.getName());
            }
        }
    }
}
