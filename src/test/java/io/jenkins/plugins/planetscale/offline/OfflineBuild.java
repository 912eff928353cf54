package io.jenkins.plugins.planetscale.offline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The {@code .hpi} of the offline build: the one that is there, as {@code bin/verify} makes it before the full build,
 * if nothing that it is made from is newer; else one that is made now, with the Maven that runs the full build.
 */
public final class OfflineBuild {
    private static final Path HPI = Path.of("offline", "hpi", "target", "planetscale.hpi");
    private static final List<Path> SOURCES = List.of(Path.of("pom.xml"), Path.of("src", "main"), Path.of("offline"));

    private OfflineBuild() {}

    /**
     * @throws IOException when there is no Maven, or something cannot be read
     * @throws AssertionError with Maven's output when it fails
     */
    public static Path hpi() throws IOException, InterruptedException {
        if (!isFresh()) {
            String home = System.getProperty("maven.home");
            String maven = home == null ? "mvn" : Path.of(home, "bin", "mvn").toString();
            run(maven, "-B", "-q", "-f", "offline/pom.xml", "-DskipTests", "package");
        }
        return HPI;
    }

    private static boolean isFresh() throws IOException, InterruptedException {
        if (!Files.exists(HPI)) {
            return false;
        }
        FileTime made = Files.getLastModifiedTime(HPI);
        for (Path sources : SOURCES) {
            try (Stream<Path> files = Files.walk(sources)) {
                if (files.filter(OfflineBuild::isSource)
                        .anyMatch(file -> modified(file).compareTo(made) > 0)) {
                    return false;
                }
            }
        }
        return commit().equals(packagedCommit());
    }

    private static boolean isSource(Path file) {
        boolean made = Stream.of("target", "test").anyMatch(folder -> file.toString()
                .contains(file.getFileSystem().getSeparator()
                        + folder
                        + file.getFileSystem().getSeparator()));
        return !made && Files.isRegularFile(file);
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(Long.MAX_VALUE); // deleted meanwhile
        }
    }

    /** Empty outside Git: there is no telling whether the plugin names the commit that the full build would. */
    private static String commit() throws InterruptedException {
        try {
            Process git = new ProcessBuilder("git", "rev-parse", "HEAD").start();
            String answer = output(git).trim();
            return git.waitFor() == 0 ? answer : "";
        } catch (IOException e) {
            return ""; // there is no Git here
        }
    }

    private static String packagedCommit() throws IOException {
        try (JarFile jar = new JarFile(HPI.toFile())) {
            return jar.getManifest().getMainAttributes().getValue("Implementation-Build");
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = output(process);
        assertEquals(0, process.waitFor(), () -> String.join(" ", command) + "\n" + output);
    }

    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
