package io.jenkins.plugins.planetscale.scenario.shared;

import io.jenkins.plugins.planetscale.local.Database;
import io.jenkins.plugins.planetscale.local.LocalClock;
import io.jenkins.plugins.planetscale.local.LocalPlanetScale;
import java.time.Duration;

/** The local PlanetScale of one scenario: as always at first, then changed as the scenario says. */
public final class Stage implements AutoCloseable {
    public static final String TOKEN_ID = "jenkins-release";
    public static final String TOKEN_SECRET = "pscale_tkn_Zk9-s3cr3t/with+signs=";
    /** The id of the credential that holds the token. */
    public static final String CREDENTIAL = "planetscale";

    private static final String SCHEMA = """
        CREATE TABLE customers (id bigint NOT NULL, name varchar(100), PRIMARY KEY (id));
        CREATE TABLE orders (id bigint NOT NULL, customer_id bigint, status varchar(20), PRIMARY KEY (id));
        """;

    public final LocalPlanetScale planetscale;
    private final Database database;

    /** What takes PlanetScale time is over at once, unless the scenario says otherwise. */
    public Stage(Scenario scenario, LocalClock clock) {
        planetscale = LocalPlanetScale.start(0, clock);
        planetscale.world().token(TOKEN_ID, TOKEN_SECRET, "mechanica");
        database = planetscale.world().database("mechanica", "logistics");
        database.branch("main").schema(SCHEMA);
        database.timings().immediate();
        database.branch("dev")
                .schema(SCHEMA)
                .ddl("ALTER TABLE customers ADD COLUMN webhook_url varchar(255), ADD COLUMN webhook_key varchar(64)");
        scenario.expected().world().forEach(change -> change.forEach(this::change));
    }

    /** One change: a branch with a schema like main's and DDL on top, a timing, a trait of the database. */
    private void change(String what, String value) {
        switch (what) {
            case "branch" -> database.branch(value).schema(SCHEMA);
            case "dev" -> database.branch("dev").ddl(value);
            case "database" ->
                planetscale.world().database("mechanica", value).branch("main").schema(SCHEMA);
            case "storage" -> database.storage(Boolean.parseBoolean(value));
            case "recentlyUsed" -> database.recentlyUsed(value);
            case "requireApproval" -> database.requireApproval(Boolean.parseBoolean(value));
            case "copy" -> database.timings().copy(Duration.parse(value));
            case "revertWindow" -> database.timings().revertWindow(Duration.parse(value));
            default -> throw new IllegalArgumentException("A scenario cannot change \"" + what + "\".");
        }
    }

    /** What somebody does to the schema of {@code main} beside the build. */
    void ddl(String text) {
        planetscale.clock().advance(Duration.ofSeconds(1));
        database.branch("main").ddl(text);
    }

    String dump() {
        return planetscale.world().dump();
    }

    @Override
    public void close() {
        planetscale.close();
    }
}
