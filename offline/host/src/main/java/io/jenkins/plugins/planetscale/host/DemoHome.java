package io.jenkins.plugins.planetscale.host;

import io.jenkins.plugins.planetscale.local.Database;
import io.jenkins.plugins.planetscale.local.LocalClock;
import io.jenkins.plugins.planetscale.local.LocalPlanetScale;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;

/**
 * Prepares the home of a real Jenkins for {@code bin/demo --jenkins}: a connection to a local PlanetScale that this
 * process serves until it is ended, its credential, and the example jobs.
 */
public final class DemoHome {
    private final Path home;

    private DemoHome(Path home) {
        this.home = home;
    }

    /** @param arguments the home, then the example Jenkinsfiles */
    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        try (LocalPlanetScale planetscale = LocalPlanetScale.start(0, LocalClock.system())) {
            Site.stock(planetscale);
            shorten(planetscale.world().database("mechanica", "logistics"));
            DemoHome demo = new DemoHome(home);
            demo.write("config.xml", "config.xml", Map.of());
            demo.write("credentials.xml", "credentials.xml", Map.of("ID", Site.TOKEN, "SECRET", Site.SECRET));
            demo.write(
                    "io.jenkins.plugins.planetscale.connection.PlanetScaleConfiguration.xml",
                    "connection.xml",
                    Map.of("URL", planetscale.url()));
            for (int i = 1; i < arguments.length; i++) {
                demo.job(Path.of(arguments[i]));
            }
            Files.writeString(home.resolve("planetscale-url"), planetscale.url());
            new CountDownLatch(1).await();
        }
    }

    /** Nobody wants to look at a demo for an hour. */
    private static void shorten(Database database) {
        database.timings()
                .branchReady(Duration.ofSeconds(5))
                .schemaReady(Duration.ofSeconds(5))
                .seededBranchReady(Duration.ofSeconds(10))
                .validating(Duration.ofSeconds(2))
                .copy(Duration.ofSeconds(30))
                .revertWindow(Duration.ofMinutes(10));
    }

    private void job(Path jenkinsfile) throws IOException {
        String script = Files.readString(jenkinsfile);
        for (Map.Entry<String, String> command : Commands.MECHANICA.entrySet()) {
            script = script.replaceAll(
                    "(name: '" + command.getKey() + "', defaultValue: )'[^']*'",
                    "$1'" + Matcher.quoteReplacement(command.getValue()) + "'");
        }
        String file = String.valueOf(jenkinsfile.getFileName());
        String name = file.endsWith(".Jenkinsfile") ? file.substring(0, file.indexOf(".Jenkinsfile")) : file;
        write("jobs/" + name + "/config.xml", "job.xml", Map.of("SCRIPT", escape(script)));
    }

    private void write(String file, String template, Map<String, String> values) throws IOException {
        Path target = home.resolve(file);
        Files.createDirectories(target.getParent());
        try (var in = DemoHome.class.getResourceAsStream(template)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (Map.Entry<String, String> value : values.entrySet()) {
                text = text.replace("@" + value.getKey() + "@", value.getValue());
            }
            Files.writeString(target, text);
        }
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
