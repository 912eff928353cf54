package io.jenkins.plugins.planetscale.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each {@link FuzzTarget} with its corpus and with what is made of it. An ordinary run has a fixed seed and a fixed number
 * of inputs, so that it is the same everywhere; {@code bin/fuzz} takes its time and other seeds.
 */
class FuzzOfflineTest {
    @TempDir
    private Path home;

    /** By the name of its folder in the corpus. */
    private static final Map<String, Function<Path, FuzzTarget>> TARGETS = new LinkedHashMap<>();

    static {
        TARGETS.put("answer", home -> new AnswerTarget());
        TARGETS.put("error", home -> new ErrorTarget());
        TARGETS.put("text", home -> new TextTarget());
        TARGETS.put("webhook", home -> new WebhookTarget());
        TARGETS.put("sql", home -> new SqlTarget());
        TARGETS.put("column-type", home -> new ColumnTypeTarget());
        TARGETS.put("branch-name", home -> new BranchNameTarget());
        TARGETS.put("time", home -> new TimeTarget());
        TARGETS.put("marker", home -> new MarkerTarget());
        TARGETS.put("parameter", ParameterTarget::new);
        TARGETS.put("record", RecordTarget::new);
    }

    static Set<String> names() {
        String only = System.getProperty("fuzz.only", "");
        return only.isEmpty() ? TARGETS.keySet() : Set.of(only.split(","));
    }

    @ParameterizedTest
    @MethodSource("names")
    void keepsItsPromisesWhateverItIsGiven(String name) throws Exception {
        try (FuzzTarget target = TARGETS.get(name).apply(home)) {
            fuzz(name, target, Long.getLong("fuzz.seed", 1), Integer.getInteger("fuzz.seconds", 0));
        }
    }

    private static void fuzz(String name, FuzzTarget target, long seed, int seconds) throws Exception {
        Fuzzer fuzzer = new Fuzzer(target, corpus(name), seed);
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        LongPredicate goesOn = seconds == 0 ? made -> made < target.tries() : made -> System.nanoTime() < end;
        Fuzzer.Finding finding = fuzzer.run(goesOn);
        System.out.println("fuzz " + name + ": " + fuzzer.inputs() + " inputs, " + fuzzer.outcomes()
                + " different outcomes, seed " + seed);
        if (finding != null) {
            Path kept = Files.createDirectories(Path.of("target", "fuzz", name))
                    .resolve(Integer.toHexString(Arrays.hashCode(finding.input())));
            Files.write(kept, finding.input());
            String shown = new String(finding.input(), StandardCharsets.UTF_8);
            fail(finding.what() + "\nof this input, kept in " + kept + ":\n"
                    + shown.substring(0, Math.min(1_500, shown.length())));
        }
    }

    private static List<byte[]> corpus(String name) throws IOException, URISyntaxException {
        URL folder = FuzzOfflineTest.class.getResource(name);
        List<byte[]> inputs = new ArrayList<>();
        if (folder != null) {
            try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
                for (Path file : files.sorted().toList()) {
                    inputs.add(Files.readAllBytes(file));
                }
            }
        }
        assertEquals(true, inputs.size() > 2, "the corpus of " + name + " is missing");
        return inputs;
    }

    /** One that looks for a secret word, and breaks where it is a digit later. */
    private static final class Planted implements FuzzTarget {
        @Override
        public String run(byte[] input) {
            String text = new String(input, StandardCharsets.ISO_8859_1);
            if (text.matches("(?s).*AB[0-9].*")) {
                throw new IllegalStateException("planted: reached");
            }
            return text.contains("AB") ? "AB" : text.contains("A") ? "A" : "nothing";
        }

        @Override
        public List<String> words() {
            return List.of("A", "B");
        }

        @Override
        public int longest() {
            return 1_000;
        }
    }

    @Test
    void findsWhatIsPlantedAndShrinksItAndFindsItAgain() {
        List<byte[]> corpus = List.of("some text".getBytes(StandardCharsets.US_ASCII));
        Fuzzer.Finding found = new Fuzzer(new Planted(), corpus, 1).run(made -> made < 20_000);
        assertEquals(3, found.input().length);
        Fuzzer.Finding again = new Fuzzer(new Planted(), corpus, 1).run(made -> made < 20_000);
        assertEquals(new String(found.input(), StandardCharsets.ISO_8859_1), text(again));
    }

    private static String text(Fuzzer.Finding finding) {
        return new String(finding.input(), StandardCharsets.ISO_8859_1);
    }
}
