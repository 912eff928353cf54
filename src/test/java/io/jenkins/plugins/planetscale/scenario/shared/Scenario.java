package io.jenkins.plugins.planetscale.scenario.shared;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A Jenkinsfile and what is expected of it, by whomever it is run: {@code scenarios/NAME/Jenkinsfile} and
 * {@code expected.yaml} beside it, written in the words of {@link Expected}. Several, {@code Jenkinsfile.1},
 * {@code Jenkinsfile.2}, are builds of one job, one after the other. {@code world.groovy}, if there is one, is a
 * {@link WorldScript}.
 *
 * @param world text of {@code world.groovy}; null without
 * @param jenkinsfiles of the builds, in their order
 */
public record Scenario(String name, String world, List<String> jenkinsfiles, Expected expected) {
    private static final ObjectMapper YAML =
            new ObjectMapper(new YAMLFactory()).enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** Where they are, from the root of the repository. */
    public static final String FOLDER = "src/test/resources/io/jenkins/plugins/planetscale/scenarios";

    /**
     * What is there before, what happens meanwhile, and what has to be true afterwards.
     *
     * @param world changes of the local PlanetScale before the first build starts, see {@link ScenarioServer}
     * @param simulatedTime whether it takes hours, and so runs only where time is simulated
     * @param parameters of the build
     * @param meanwhile what people do when the log says something
     * @param result {@code SUCCESS}, {@code UNSTABLE}, {@code FAILURE}, {@code ABORTED}
     * @param log parts of lines that come in this order
     * @param never what no line contains
     * @param server parts of the lines of what is at PlanetScale afterwards; {@code !} for what must not be there
     * @param builds the same for each of several builds, without {@code world} and {@code simulatedTime}; only
     *     {@code world}, {@code simulatedTime} and {@code server} (after the last one) stand beside it
     */
    public record Expected(
            List<Map<String, String>> world,
            boolean simulatedTime,
            Map<String, String> parameters,
            List<Meanwhile> meanwhile,
            String result,
            List<String> log,
            List<String> never,
            List<String> server,
            List<Expected> builds) {
        public Expected {
            world = world == null ? List.of() : world;
            parameters = parameters == null ? Map.of() : parameters;
            meanwhile = meanwhile == null ? List.of() : meanwhile;
            log = log == null ? List.of() : log;
            never = never == null ? List.of() : never;
            server = server == null ? List.of() : server;
            builds = builds == null ? List.of() : builds;
        }
    }

    /**
     * One thing that somebody does.
     *
     * @param when part of a line of the log; null for right after the one before
     * @param approve who approves, at the approval page
     * @param refuse who refuses there
     * @param abort who stops the build
     * @param proceed who answers the input that is asked for
     * @param ddl what is done to the schema of {@code main}
     */
    public record Meanwhile(String when, String approve, String refuse, String abort, String proceed, String ddl) {}

    /**
     * One build.
     *
     * @param number from 1
     * @param last whether it is the scenario's last
     */
    public record Build(int number, boolean last, String jenkinsfile, Expected expected) {}

    public List<Build> builds() {
        List<Build> builds = new ArrayList<>();
        for (int i = 0; i < jenkinsfiles.size(); i++) {
            Expected of =
                    expected.builds().isEmpty() ? expected : expected.builds().get(i);
            builds.add(new Build(i + 1, i + 1 == jenkinsfiles.size(), jenkinsfiles.get(i), of));
        }
        return builds;
    }

    /** All of them. */
    public static List<Scenario> all(Path root) {
        try (Stream<Path> folders = Files.list(root.resolve(FOLDER))) {
            return folders.sorted().map(Scenario::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Scenario read(Path folder) {
        String name = String.valueOf(folder.getFileName());
        try (Stream<Path> files = Files.list(folder)) {
            List<String> jenkinsfiles = new ArrayList<>();
            for (Path file : files.filter(Scenario::isJenkinsfile).sorted().toList()) {
                jenkinsfiles.add(Files.readString(file));
            }
            Path world = folder.resolve("world.groovy");
            Expected expected = YAML.readValue(Files.readString(folder.resolve("expected.yaml")), Expected.class);
            int builds = Math.max(1, expected.builds().size());
            if (builds != jenkinsfiles.size()) {
                throw new IllegalArgumentException(
                        name + " has " + jenkinsfiles.size() + " Jenkinsfiles, and expects " + builds + " builds.");
            }
            return new Scenario(
                    name, Files.exists(world) ? Files.readString(world) : null, List.copyOf(jenkinsfiles), expected);
        } catch (IOException e) {
            throw new UncheckedIOException(folder.toString(), e);
        }
    }

    private static boolean isJenkinsfile(Path file) {
        return String.valueOf(file.getFileName()).matches("Jenkinsfile(\\.\\d)?");
    }
}
