package io.jenkins.plugins.planetscale.simulation;

import io.jenkins.plugins.planetscale.local.Database;
import io.jenkins.plugins.planetscale.local.Webhook;
import io.jenkins.plugins.planetscale.local.World;
import java.time.Duration;
import java.util.List;

/** What is there at first, and who comes when: the builds, one after the other or at once, and the people. */
final class Setting {
    private final Simulation simulation;
    private final Draw draw;

    Setting(Simulation simulation, Draw draw) {
        this.simulation = simulation;
        this.draw = draw;
    }

    /** Makes databases, their tokens and the builds, and adds them to these. */
    void furnish(World world, List<Database> databases, List<Token> tokens, List<Build> builds) {
        Profile profile = simulation.profile();
        int count = 1 + draw.below(profile.builds(), "builds");
        int many = 1 + draw.below(2, "databases");
        StringBuilder schema = new StringBuilder("CREATE TABLE customers (id bigint NOT NULL, PRIMARY KEY (id));");
        for (int i = 0; i < count; i++) {
            schema.append(" CREATE TABLE t_" + i + " (id bigint NOT NULL, note varchar(20), PRIMARY KEY (id));");
        }
        for (int i = 0; i < many; i++) {
            Database database = world.database(Simulation.ORGANIZATION, i == 0 ? "logistics" : "billing");
            database.branch("main").schema(schema.toString());
            database.timings().copy(draw.spread(Duration.ofSeconds(5), Duration.ofMinutes(12), "copy", i));
            database.timings().revertWindow(draw.spread(Duration.ofMinutes(2), Duration.ofMinutes(30), "window", i));
            databases.add(database);
            String token = "token-" + i;
            String secret = "pscale_tkn_s3cr3t" + i + "x" + draw.hash("secret", i);
            tokens.add(new Token(token, secret, webhook(database, i)));
            world.token(token, secret, Simulation.ORGANIZATION);
        }
        for (int i = 0; i < count; i++) {
            Build build = new Build(simulation, new Intent(draw, i, databases, !profile.strict()));
            build.intent.prepare();
            builds.add(build);
        }
        world.locked(() -> {
            if (profile.stale() > 0) {
                world.stale().keep(Limits.STALE_READ);
            }
            return null;
        });
    }

    /** The secret of its webhook; null where it has none. */
    private String webhook(Database database, int place) {
        if (draw.chance(0.5, "no webhook", place)) {
            return null;
        }
        Webhook webhook = new Webhook("http://jenkins.invalid/", true, Webhook.EVENTS, simulation.now());
        database.webhooks.put(webhook.id, webhook);
        return webhook.secret;
    }

    void begin() {
        People people = simulation.people();
        people.tidyHourly();
        boolean together = draw.chance(0.5, "together");
        for (Build build : simulation.builds()) {
            Duration when = together
                    ? draw.spread(Duration.ofMillis(10), Duration.ofSeconds(2), "begins", build.id())
                    : draw.spread(Duration.ofSeconds(1), Duration.ofHours(1), "begins", build.id());
            begin(build, when);
            people.meddle(build, when);
            simulation.decisions().watch(build, when);
        }
    }

    private void begin(Build build, Duration when) {
        simulation.queue().in(when, "begins", () -> {
            if (simulation.isUp()) {
                simulation.lives().start(build);
            } else {
                begin(build, Duration.ofMinutes(1));
            }
        });
    }
}
