package io.jenkins.plugins.planetscale.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.AbortException;
import io.jenkins.plugins.planetscale.steps.GivenStep;
import io.jenkins.plugins.planetscale.testing.FormExamples;
import io.jenkins.plugins.planetscale.testing.PlayedController;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jenkinsci.plugins.workflow.steps.Step;

/**
 * A step's function, and its parameters, one a line: {@code name: 'text'}, {@code 7}, {@code true}, {@code null},
 * {@code [list, of, texts]}, {@code {map; of=texts}}. The step is made and begun. What it refuses it refuses in words of its
 * own, and what it begins asks for nothing that the server has to refuse as malformed.
 */
final class ParameterTarget implements FuzzTarget {
    /** Steps that one controller begins: those that wait stay. */
    private static final int OF_ONE = 60;

    private final Path home;
    private final Map<String, Class<? extends Step>> steps = new TreeMap<>();
    private final TreeSet<String> parameters = new TreeSet<>();
    private PlayedController controller;
    private int begun;

    ParameterTarget(Path home) {
        this.home = home;
        FormExamples.all().forEach(example -> {
            String function = example.snippet().split("[^A-Za-z]", 2)[0];
            steps.put(function, example.step().getClass());
            Arrays.stream(example.snippet().split("[^A-Za-z]+")).forEach(parameters::add);
        });
    }

    @Override
    public String run(byte[] input) throws Exception {
        String[] lines = new String(input, StandardCharsets.UTF_8).split("\n", 30);
        String function = steps.containsKey(lines[0].strip()) ? lines[0].strip() : "planetscaleDeployRequest";
        Map<String, Object> given = new LinkedHashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                given.put(lines[i].substring(0, colon).strip(), value(lines[i].substring(colon + 1).strip()));
            }
        }
        fresh();
        try {
            Step step = GivenStep.of(steps.get(function), function, given);
            PlayedController.Context context = controller.startUnlessRefused(step);
            if (context.failure != null) {
                return function + refused(context.failure);
            }
            return function + (context.isOver() ? " over" : " waits");
        } catch (Exception e) {
            return function + refused(e);
        }
    }

    private static String refused(Throwable failure) {
        if (failure instanceof RuntimeException unexpected) {
            throw unexpected;
        }
        String message = failure.getMessage();
        assertTrue(message != null && !message.isBlank(), () -> "no message: " + failure);
        assertFalse(message.contains("java.") || message.contains("Exception"), message);
        if (failure instanceof AbortException) {
            assertTrue(message.length() < 2_000, () -> "long: " + message.length());
        }
        String kind = Promises.kind(message);
        return " refuses " + kind.substring(0, Math.min(60, kind.length()));
    }

    private void fresh() {
        if (controller == null || ++begun > OF_ONE) {
            close();
            begun = 0;
            controller = new PlayedController(home.toFile()).devBranch();
        }
    }

    private static Object value(String text) {
        if (text.startsWith("'")) {
            return text.substring(1, Math.max(1, text.endsWith("'") ? text.length() - 1 : text.length()));
        }
        if (text.startsWith("[")) {
            List<Object> list = new ArrayList<>();
            Arrays.stream(text.substring(1).replace("]", "").split(",")).map(String::strip).forEach(one ->
                    list.add(one.equals("null") ? null : one.equals("7") ? (Object) 7 : one));
            return list;
        }
        if (text.startsWith("{")) {
            Map<String, Object> map = new LinkedHashMap<>();
            for (String entry : text.substring(1).replace("}", "").split(";")) {
                int equals = entry.indexOf('=');
                if (equals > 0) {
                    map.put(entry.substring(0, equals).strip(), value(entry.substring(equals + 1).strip()));
                }
            }
            return map;
        }
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            case "null" -> null;
            default -> text.matches("-?[0-9]{1,9}")
                    ? (Object) Integer.valueOf(text)
                    : text.matches("-?[0-9]{1,18}") ? (Object) Long.valueOf(text) : text;
        };
    }

    @Override
    public List<String> words() {
        List<String> words = new ArrayList<>(parameters);
        steps.keySet().forEach(function -> words.add(function + "\n"));
        parameters.forEach(name -> words.add("\n" + name + ": "));
        words.addAll(List.of(
                "'", "''", "null", "true", "7", "0", "-1", "99999999999", "[orders, customers]", "[]", "[null]", "{lint=warn}",
                "{submitters='ainsley'}", "'dev'", "'main'", "'5m'", "'999999d'", "'1 year'", "'2 of 3'", "'errors'", "'PS_10'",
                "'10.0.0.0/8'", ",", "' '"));
        return words;
    }

    @Override
    public int longest() {
        return 16 << 10;
    }

    @Override
    public int tries() {
        return 700;
    }

    @Override
    public void close() {
        if (controller != null) {
            controller.close();
            controller = null;
        }
    }
}
