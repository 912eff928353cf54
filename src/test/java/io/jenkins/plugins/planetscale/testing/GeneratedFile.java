package io.jenkins.plugins.planetscale.testing;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file of the repository that a test generates: compared with what is generated, or written by that. */
public final class GeneratedFile {
    /** Set to {@code true}, the file is written instead of compared. */
    private static final String REGENERATE = "regenerate";

    private static final int MOST_LINES = 60;

    private GeneratedFile() {}

    /** The file of that path below the root of the repository, wherever below it the tests run. */
    public static Path inRepository(String path) {
        for (Path dir = Path.of("").toAbsolutePath(); dir != null; dir = dir.getParent()) {
            if (Files.isRegularFile(dir.resolve("docs/steps.md"))) {
                return dir.resolve(path);
            }
        }
        throw new IllegalStateException("The tests do not run in a checkout of the repository.");
    }

    /**
     * Fails where the committed file is not what is generated, with the lines that differ and the command to write it.
     *
     * @param test the class that generates it
     */
    public static void assertIsUpToDate(String path, String generated, Class<?> test) throws IOException {
        Path file = inRepository(path);
        if (Boolean.getBoolean(REGENERATE)) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, generated);
            return;
        }
        String committed = Files.exists(file) ? Files.readString(file).replace("\r\n", "\n") : "";
        if (!committed.equals(generated)) {
            fail(path + " is not what is generated now (- committed, + generated):\n"
                    + differences(committed.lines().toList(), generated.lines().toList())
                    + "If the generated one is right, write it by\n  mvn -f offline/pom.xml -pl plugin -am test -Dtest="
                    + test.getSimpleName() + " -Dsurefire.failIfNoSpecifiedTests=false -D" + REGENERATE + "=true");
        }
    }

    /** The lines that only one of them has, in their order. */
    private static String differences(List<String> old, List<String> now) {
        StringBuilder out = new StringBuilder();
        int shown = 0;
        int i = 0;
        int j = 0;
        while ((i < old.size() || j < now.size()) && shown < MOST_LINES) {
            if (i < old.size() && j < now.size() && old.get(i).equals(now.get(j))) {
                i++;
                j++;
                continue;
            }
            int added = distance(now, j, i < old.size() ? old.get(i) : null);
            int removed = distance(old, i, j < now.size() ? now.get(j) : null);
            if (i == old.size() || added <= removed && added < now.size() - j) {
                out.append("+ ").append(now.get(j++)).append('\n');
            } else {
                out.append("- ").append(old.get(i++)).append('\n');
            }
            shown++;
        }
        return shown < MOST_LINES ? out.toString() : out.append("… and more\n").toString();
    }

    private static int distance(List<String> lines, int from, String line) {
        int found = line == null ? -1 : lines.subList(from, lines.size()).indexOf(line);
        return found < 0 ? Integer.MAX_VALUE : found;
    }
}
