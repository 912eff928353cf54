package io.jenkins.plugins.planetscale.local.http;

import io.jenkins.plugins.planetscale.local.LocalClock;
import io.jenkins.plugins.planetscale.local.LocalPlanetScale;
import io.jenkins.plugins.planetscale.local.World;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;

/** The local PlanetScale by hand: {@code [--port N]}. */
public final class CommandLine {
    private static final int DEFAULT_PORT = 8581;
    private static final String USAGE = "usage: local-planetscale [--port N]   (N from 0 to 65535, default 8581)";
    private static final String TOKEN = "local-token-id";
    private static final String SECRET = "local-token-secret";

    private CommandLine() {}

    /** Serves until interrupted. @return exit code: 0, 1 when the port is taken, 2 for arguments it does not know */
    public static int run(String[] args, PrintStream out, PrintStream err) {
        int port = port(args);
        if (port < 0) {
            err.println(USAGE);
            return 2;
        }
        try (LocalPlanetScale local = LocalPlanetScale.start(port, LocalClock.system())) {
            seed(local.world());
            welcome(local, out);
            new CountDownLatch(1).await();
        } catch (UncheckedIOException taken) {
            err.println("port " + port + ": " + taken.getCause().getMessage());
            return 1;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    /** The port asked for, or -1 when the arguments make no sense. */
    public static int port(String[] args) {
        if (args.length == 0) {
            return DEFAULT_PORT;
        }
        boolean sensible = args.length == 2 && args[0].equals("--port") && args[1].matches("\\d{1,5}");
        int port = sensible ? Integer.parseInt(args[1]) : -1;
        return port <= 65535 ? port : -1;
    }

    static void seed(World world) {
        world.database("mechanica", "logistics").branch("main").schema("""
            CREATE TABLE `shipments` (
              `id` bigint NOT NULL AUTO_INCREMENT,
              `reference` varchar(64) NOT NULL,
              `created_at` datetime(6) NOT NULL,
              PRIMARY KEY (`id`),
              UNIQUE KEY `reference` (`reference`)
            );
            """);
        world.token(TOKEN, SECRET, "mechanica");
    }

    private static void welcome(LocalPlanetScale local, PrintStream out) {
        String database = local.url() + "/organizations/mechanica/databases/logistics";
        String admin = local.url().replace("/v1", "/_local");
        out.println("local PlanetScale at " + local.url());
        out.println("  organization mechanica, database logistics, branch main");
        out.println("  service token " + TOKEN + ":" + SECRET);
        out.println();
        out.println("  curl -H 'Authorization: " + TOKEN + ":" + SECRET + "' " + database + "/branches");
        out.println("  curl " + admin + "/dump");
        out.println("  curl -d '{\"advance_seconds\":60}' " + admin + "/clock");
        out.flush();
    }
}
