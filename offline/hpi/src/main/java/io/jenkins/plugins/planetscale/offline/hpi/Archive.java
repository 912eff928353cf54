package io.jenkins.plugins.planetscale.offline.hpi;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A jar being made, with an entry for each folder and the same bytes for the same content. */
final class Archive implements AutoCloseable {
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8);
    private final Set<String> folders = new TreeSet<>();

    /** Comes first, where a reader of a stream expects it. */
    Archive(Manifest manifest) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        manifest.write(text);
        add("META-INF/MANIFEST.MF", text.toByteArray());
    }

    void add(String name, byte[] content) throws IOException {
        folder(name);
        entry(name);
        zip.write(content);
        zip.closeEntry();
    }

    void addAll(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            List<Path> files = walk.filter(Files::isRegularFile).sorted().toList();
            for (Path file : files) {
                add(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
    }

    private void folder(String name) throws IOException {
        int end = name.lastIndexOf('/', name.length() - 2) + 1;
        if (end > 0 && folders.add(name.substring(0, end))) {
            folder(name.substring(0, end));
            entry(name.substring(0, end));
            zip.closeEntry();
        }
    }

    private void entry(String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(TIME);
        zip.putNextEntry(entry);
    }

    byte[] toBytes() {
        close();
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // never: it writes to memory
        }
    }
}
