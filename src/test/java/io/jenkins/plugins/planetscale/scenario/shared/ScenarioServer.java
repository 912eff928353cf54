package io.jenkins.plugins.planetscale.scenario.shared;

import io.jenkins.plugins.planetscale.local.Database;
import io.jenkins.plugins.planetscale.local.LocalClock;
import io.jenkins.plugins.planetscale.local.LocalPlanetScale;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;

/** The local PlanetScale of one scenario: as always at first, then changed as the scenario says. */
public final class ScenarioServer implements AutoCloseable {
    public static final String TOKEN_ID = "jenkins-release";
    public static final String TOKEN_SECRET = "pscale_tkn_Zk9-s3cr3t/with+signs=";
    /** The id of the credential that holds the token. */
    public static final String CREDENTIAL = "planetscale";

    private static final String SCHEMA = """
        CREATE TABLE customers (id bigint NOT NULL, name varchar(100), PRIMARY KEY (id));
        CREATE TABLE orders (id bigint NOT NULL, customer_id bigint, status varchar(20), PRIMARY KEY (id));
        """;

    /** What the database holds for a scenario with a world of its own, as for {@code bin/demo}. */
    private static final String DEMO_SCHEMA = """
        CREATE TABLE customers (id bigint NOT NULL AUTO_INCREMENT, name varchar(100) NOT NULL, PRIMARY KEY (id));
        CREATE TABLE orders (id bigint NOT NULL AUTO_INCREMENT, customer_id bigint NOT NULL, status varchar(20), \
        PRIMARY KEY (id), KEY by_customer (customer_id));
        """;

    private static final String DEMO_CHANGE = """
        ALTER TABLE customers ADD COLUMN webhook_url varchar(255), ADD COLUMN webhook_key varbinary(64);
        CREATE TABLE webhook_messages (id bigint NOT NULL AUTO_INCREMENT, customer_id bigint NOT NULL, \
        order_id bigint NOT NULL, sent_at timestamp NULL, PRIMARY KEY (id));
        """;

    public final LocalPlanetScale planetscale;
    private final Database database;
    private WorldScript script;

    /**
     * What takes PlanetScale time is over at once, unless the scenario says otherwise. With {@code world.groovy} it is
     * what that says alone, and the schemas are those of {@code bin/demo}.
     */
    public ScenarioServer(Scenario scenario, LocalClock clock) {
        planetscale = LocalPlanetScale.start(0, clock);
        planetscale.world().token(TOKEN_ID, TOKEN_SECRET, "mechanica");
        database = planetscale.world().database("mechanica", "logistics");
        clock.atOnce(() -> setUp(scenario));
    }

    private void setUp(Scenario scenario) {
        if (scenario.world() != null) {
            database.branch("main").schema(DEMO_SCHEMA);
            database.branch("dev").schema(DEMO_SCHEMA).ddl(DEMO_CHANGE);
            script = new WorldScript(scenario.world(), planetscale, database);
        } else {
            database.branch("main").schema(SCHEMA);
            database.timings().immediate();
            database.branch("dev")
                    .schema(SCHEMA)
                    .ddl("ALTER TABLE customers ADD COLUMN webhook_url varchar(255),"
                            + " ADD COLUMN webhook_key varchar(64)");
        }
        scenario.expected().world().forEach(change -> change.forEach(this::change));
    }

    /** Who approves whatever a build asks for; null for nobody, unless {@code meanwhile} says so. */
    public String approver() {
        return script == null ? null : script.approver();
    }

    /** A build begins. @param timer goes by the clock of the build */
    public void begin(ScheduledExecutorService timer) {
        if (script != null) {
            script.begin(timer);
        }
    }

    void look(String log) {
        if (script != null) {
            script.look(log);
        }
    }

    /** What was to happen and was never due. */
    List<String> notDone() {
        return script == null ? List.of() : script.notDone();
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
