package io.jenkins.plugins.planetscale.offline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The offline build packages the same plugin as this one. Runs after the phase {@code package}. */
class OfflineHpiIT {
    private static final String JAR = "WEB-INF/lib/planetscale.jar!/";
    private static final Path POM = Path.of("pom.xml");

    private static Map<String, byte[]> full;
    private static Map<String, byte[]> offline;

    @TempDir
    private Path scratch;

    @BeforeAll
    static void read() throws Exception {
        full = Entries.of(Path.of("target", "planetscale.hpi"));
        offline = Entries.of(OfflineBuild.hpi());
    }

    @Test
    void theOfflineBuildPackagesTheSamePlugin() throws Exception {
        assertThat(full.size(), greaterThan(100));
        assertThat(String.join("\n", differences(offline)), is(""));
    }

    @Test
    void aDifferenceIsFound() throws Exception {
        Map<String, byte[]> other = new TreeMap<>(offline);
        String steps = JAR + "io/jenkins/plugins/planetscale/steps/deploy/";
        other.remove(JAR + "META-INF/services/annotations/org.jenkinsci.Symbol");
        other.put(steps + "ApplyStep.stapler", "constructor=number".getBytes(StandardCharsets.UTF_8));
        other.put(steps + "ApplyResult.class", other.get(steps + "ApplyStep.class"));
        other.put(steps + "doOther.stapler", new byte[0]);
        other.put("WEB-INF/licenses.xml", new byte[0]);
        other.compute(
                "META-INF/MANIFEST.MF", (name, text) -> replaced(text, "Jenkins-Version: 2", "Jenkins-Version: 3"));
        assertThat(
                differences(other),
                contains(
                        is(JAR + "META-INF/services/annotations/org.jenkinsci.Symbol is only in the full build"),
                        is(steps + "doOther.stapler is only in the offline build"),
                        startsWith("META-INF/MANIFEST.MF: offline"),
                        startsWith(steps + "ApplyResult.class: offline"),
                        startsWith(steps + "ApplyStep.stapler: offline"),
                        is("WEB-INF/licenses.xml: other bytes")));
    }

    private List<String> differences(Map<String, byte[]> other) throws IOException {
        return PluginDifferences.between(full, other, POM, scratch);
    }

    private static byte[] replaced(byte[] text, String old, String by) {
        return new String(text, StandardCharsets.UTF_8).replace(old, by).getBytes(StandardCharsets.UTF_8);
    }
}
