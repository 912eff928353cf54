package io.jenkins.plugins.planetscale.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.local.Database;
import io.jenkins.plugins.planetscale.local.LocalClock;
import io.jenkins.plugins.planetscale.local.LocalPlanetScale;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every documented pipeline that releases something ends well, and asks nobody, when the branch brings nothing. */
class ExamplesWithoutChangesTest {
    private static final Path ROOT = Path.of(System.getProperty("planetscale.root", "../.."));
    private static final Pattern EXAMPLE = Pattern.compile("```groovy\n(.*?)```", Pattern.DOTALL);

    @TestFactory
    Stream<DynamicTest> endsWell() throws IOException {
        List<String> scripts = new ArrayList<>();
        scripts.add(Files.readString(ROOT.resolve("docs/examples/mechanica.Jenkinsfile")));
        for (String document : List.of("docs/steps.md", "README.md")) {
            Matcher example = EXAMPLE.matcher(Files.readString(ROOT.resolve(document)));
            while (example.find()) {
                if (example.group(1).contains("planetscaleDeployRequest ")
                        && !example.group(1).contains("import ")) {
                    scripts.add(example.group(1));
                }
            }
        }
        assertTrue(scripts.size() > 7, () -> "found " + scripts.size());
        return Stream.iterate(0, i -> i < scripts.size(), i -> i + 1)
                .map(i -> DynamicTest.dynamicTest("example " + i, () -> run(scripts.get(i))));
    }

    private static void run(String script) throws Exception {
        Setup setup = new Setup();
        for (String command : List.of("COMPILE", "SYNC_SCHEMA", "RUN_TESTS", "INSTALL", "CHECK")) {
            setup.parameters.put(command, "true");
        }
        LocalClock clock = LocalClock.manual(Instant.parse("2026-11-02T08:00:00Z"));
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        try (LocalPlanetScale planetscale = LocalPlanetScale.start(0, clock);
                Session session = new Session(setup, Clocks.of(clock), nowhere, told -> {})) {
            Site.stock(planetscale);
            Database database = planetscale.world().database("mechanica", "logistics");
            database.timings().immediate();
            database.branch("dev").schema(database.branch("main").schema());
            Site.connect(session.controller(), planetscale.url());
            Ending ending = session.run(script.replaceAll("sh '[^']*'", "sh 'true'"));
            assertEquals("SUCCESS", ending.result().toString(), ending.log());
            assertFalse(ending.log().contains("pproval by"), ending.log());
            assertTrue(
                    planetscale.world().dump().contains("deploy request 1 dev -> main closed no_changes"),
                    ending.log());
        }
    }
}
