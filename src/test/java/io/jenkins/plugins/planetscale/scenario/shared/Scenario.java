package io.jenkins.plugins.planetscale.scenario.shared;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A Jenkinsfile and what is expected of it, by whomever it is run: {@code scenarios/NAME/Jenkinsfile} and
 * {@code expected.yaml} beside it. Written in the words of {@link Expected}.
 */
public record Scenario(String name, String jenkinsfile, Expected expected) {
    private static final ObjectMapper YAML =
            new ObjectMapper(new YAMLFactory()).enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** Where they are, from the root of the repository. */
    public static final String FOLDER = "src/test/resources/io/jenkins/plugins/planetscale/scenarios";

    /**
     * What is there before, what happens meanwhile, and what has to be true afterwards.
     *
     * @param world changes of the local PlanetScale before the build starts, see {@link Stage}
     * @param parameters of the build
     * @param meanwhile what people do when the log says something
     * @param result {@code SUCCESS}, {@code UNSTABLE}, {@code FAILURE}, {@code ABORTED}
     * @param log parts of lines that come in this order
     * @param never what no line contains
     * @param server parts of the lines of what is at PlanetScale afterwards; {@code !} for what must not be there
     */
    public record Expected(
            List<Map<String, String>> world,
            Map<String, String> parameters,
            List<Meanwhile> meanwhile,
            String result,
            List<String> log,
            List<String> never,
            List<String> server) {
        public Expected {
            world = world == null ? List.of() : world;
            parameters = parameters == null ? Map.of() : parameters;
            meanwhile = meanwhile == null ? List.of() : meanwhile;
            log = log == null ? List.of() : log;
            never = never == null ? List.of() : never;
            server = server == null ? List.of() : server;
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

    /** All of them. */
    public static List<Scenario> all(Path root) {
        try (Stream<Path> folders = Files.list(root.resolve(FOLDER))) {
            return folders.sorted().map(Scenario::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Scenario read(Path folder) {
        try {
            return new Scenario(
                    String.valueOf(folder.getFileName()),
                    Files.readString(folder.resolve("Jenkinsfile")),
                    YAML.readValue(Files.readString(folder.resolve("expected.yaml")), Expected.class));
        } catch (IOException e) {
            throw new UncheckedIOException(folder.toString(), e);
        }
    }
}
