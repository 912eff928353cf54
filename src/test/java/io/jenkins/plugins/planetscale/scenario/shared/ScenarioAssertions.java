package io.jenkins.plugins.planetscale.scenario.shared;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.local.RecordedExchange;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a build did what its scenario expects. */
public final class ScenarioAssertions {
    private static final Pattern MINTED = Pattern.compile("\"plain_text\"\\s*:\\s*\"([^\"]+)\"");

    private ScenarioAssertions() {}

    public static void check(
            Scenario scenario,
            Scenario.Build build,
            ScenarioServer stage,
            String result,
            String log,
            ScenarioActors meantime) {
        Scenario.Expected expected = build.expected();
        List<String> server = build.last() ? scenario.expected().server() : List.of();
        assertAll(
                scenario.name() + ", build " + build.number() + "\n" + log + "\n" + stage.dump(),
                () -> assertEquals(List.of(), meantime.notDone(), "nobody did"),
                () -> assertEquals(List.of(), build.last() ? stage.notDone() : List.of(), "did not happen"),
                () -> assertEquals(expected.result(), result),
                () -> assertEquals(List.of(), missing(expected.log(), log), "not in the log, in this order"),
                () -> assertEquals(List.of(), said(expected.never(), log), "in the log"),
                () -> assertEquals(List.of(), said(secrets(stage), log), "secrets in the log"),
                () -> server(expected.server(), stage.dump()),
                () -> server(server, stage.dump()));
    }

    /** The first line that is not there after those before it, with what is left. */
    private static List<String> missing(List<String> lines, String log) {
        int from = 0;
        for (int i = 0; i < lines.size(); i++) {
            int found = log.indexOf(lines.get(i), from);
            if (found < 0) {
                return lines.subList(i, lines.size());
            }
            int end = log.indexOf('\n', found + lines.get(i).length());
            from = end < 0 ? log.length() : end;
        }
        return List.of();
    }

    private static List<String> said(List<String> texts, String log) {
        return texts.stream().filter(log::contains).toList();
    }

    private static void server(List<String> expected, String dump) {
        for (String text : expected) {
            if (text.startsWith("!")) {
                assertFalse(dump.contains(text.substring(1)), "at the server: " + text.substring(1));
            } else {
                assertTrue(dump.contains(text), "not at the server: " + text);
            }
        }
    }

    private static List<String> secrets(ScenarioServer stage) {
        List<String> secrets = new ArrayList<>(List.of(ScenarioServer.TOKEN_SECRET));
        for (RecordedExchange exchange : stage.planetscale.exchanges()) {
            Matcher minted = MINTED.matcher(exchange.body() == null ? "" : exchange.body());
            while (minted.find()) {
                secrets.add(minted.group(1));
                secrets.add(URLEncoder.encode(minted.group(1), StandardCharsets.UTF_8));
            }
        }
        return secrets;
    }
}
