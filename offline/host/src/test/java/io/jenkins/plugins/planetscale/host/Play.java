package io.jenkins.plugins.planetscale.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.local.LocalClock;
import io.jenkins.plugins.planetscale.local.LocalPlanetScale;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Runs one script with the host and asks what came of it. */
final class Play {
    final Setup setup = new Setup();
    final List<String> told = new ArrayList<>();
    Ending ending;

    static Play run(String script) throws Exception {
        return new Play().play(script);
    }

    Play play(String script) throws Exception {
        LocalClock clock = LocalClock.manual(Instant.parse("2026-11-02T08:00:00Z"));
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        try (LocalPlanetScale planetscale = LocalPlanetScale.start(0, clock);
                Session session = new Session(setup, Clocks.of(clock), nowhere, told::add)) {
            Site.stock(planetscale);
            Site.connect(session.controller(), planetscale.url());
            ending = session.answering().run(script);
        }
        return this;
    }

    Play ends(String result) {
        assertEquals(result, ending.result().toString(), ending.log());
        return this;
    }

    /** These lines come in this order; whole lines. */
    Play says(String... lines) {
        List<String> log = new ArrayList<>(ending.log().lines().toList());
        for (String line : lines) {
            int found = log.indexOf(line);
            assertTrue(found >= 0, () -> "not said, or not there: " + line + "\n" + ending.log());
            log = log.subList(found + 1, log.size());
        }
        return this;
    }

    Play neverSays(String text) {
        assertFalse(ending.log().contains(text), ending.log());
        return this;
    }

    Play code(int code) {
        assertEquals(code, ExitCode.of(ending), ending.log());
        return this;
    }
}
