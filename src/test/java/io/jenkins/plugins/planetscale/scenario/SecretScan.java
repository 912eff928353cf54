package io.jenkins.plugins.planetscale.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/** Looks for secrets in files and texts: as they are, URL-encoded, and in base64 at any offset. */
final class SecretScan {
    private final Set<String> needles = new LinkedHashSet<>();
    private final List<String> hits = new ArrayList<>();
    private int files;

    SecretScan(Set<String> secrets) {
        assertTrue(!secrets.isEmpty(), "nothing to look for");
        for (String secret : secrets) {
            needles.add(secret);
            String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
            needles.add(encoded);
            needles.add(encoded.replace("+", "%20"));
            needles.add(encoded.toLowerCase(java.util.Locale.ROOT));
            for (int offset = 0; offset < 3; offset++) {
                needles.add(base64(secret, offset, Base64.getEncoder()));
                needles.add(base64(secret, offset, Base64.getUrlEncoder()));
            }
        }
    }

    /** What base64 of anything that contains the secret at that offset, modulo 3, contains. */
    private static String base64(String secret, int offset, Base64.Encoder encoder) {
        byte[] bytes = ("x".repeat(offset) + secret).getBytes(StandardCharsets.UTF_8);
        String text = encoder.withoutPadding().encodeToString(bytes);
        int whole = bytes.length / 3 * 4; // the rest depends on what follows
        return text.substring(offset == 0 ? 0 : 4, whole);
    }

    void text(String name, String text) {
        needles.stream().filter(text::contains).forEach(needle -> hits.add(name + " contains " + needle));
    }

    /** Every file below, and what is in those that are compressed. */
    void folder(Path root) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                file(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE; // a temporary one
            }
        });
    }

    private void file(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            files++;
            text(file.toString(), new String(bytes, StandardCharsets.ISO_8859_1));
            if (bytes.length > 2 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b) {
                try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                    text(file + " (unpacked)", new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
                }
            }
        } catch (java.nio.file.NoSuchFileException gone) {
            // a temporary file
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    void assertNothingFound() {
        assertNothingFound(10);
    }

    /** @param least how many files there are at the least, so that it looked at the right place */
    void assertNothingFound(int least) {
        assertTrue(files >= least, files + " files");
        assertEquals(List.of(), hits);
    }
}
