package io.jenkins.plugins.planetscale.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.planetscale.local.Database;
import io.jenkins.plugins.planetscale.local.LocalClock;
import io.jenkins.plugins.planetscale.local.LocalPlanetScale;
import io.jenkins.plugins.planetscale.testing.LocalPlanetScaleFixture;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A local PlanetScale of many databases full of deploy requests whose rows are being copied, as long as a test wants. */
final class CrowdedSite implements AutoCloseable {
    /** Of the connection to it. */
    static final String NAME = "crowd";

    final LocalPlanetScale server = LocalPlanetScale.start(0, LocalClock.system());
    final int databases;
    final int each;

    CrowdedSite(int databases, int each) throws Exception {
        this.databases = databases;
        this.each = each;
        server.forgetBodies();
        server.world().token(LocalPlanetScaleFixture.TOKEN_ID, LocalPlanetScaleFixture.TOKEN_SECRET, "mechanica");
        HttpClient client = HttpClient.newHttpClient();
        for (int i = 0; i < databases; i++) {
            Database database = database(i);
            database.branch("main").schema(LocalPlanetScaleFixture.SCHEMA);
            database.timings().immediate();
            database.timings().copy(Duration.ofHours(10));
            for (int number = 1; number <= each; number++) {
                open(client, database, "dev-" + number);
                database.deployRequest(number).freeze(true).force("in_progress");
            }
        }
    }

    private void open(HttpClient client, Database database, String branch) throws Exception {
        database.branch(branch)
                .schema(LocalPlanetScaleFixture.SCHEMA)
                .ddl("ALTER TABLE customers ADD COLUMN webhook_url varchar(255), ADD COLUMN webhook_key varchar(64)");
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(server.url() + "/organizations/mechanica/databases/" + database.name()
                                + "/deploy-requests"))
                        .header(
                                "Authorization",
                                LocalPlanetScaleFixture.TOKEN_ID + ":" + LocalPlanetScaleFixture.TOKEN_SECRET)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"branch\": \"" + branch + "\", \"into_branch\": \"main\", \"auto_cutover\": false}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(201, answer.statusCode(), answer::body);
    }

    private Database database(int number) {
        return server.world().database("mechanica", "db" + number);
    }

    LinkedHashMap<String, String> urls() {
        return new LinkedHashMap<>(Map.of(NAME, server.url()));
    }

    int waits() {
        return databases * each;
    }

    /** A script that waits for all deploy requests of some of the databases at once. */
    String script(int from, int to) {
        return """
                withPlanetscale(connection: '%s') {
                    def waits = [:]
                    for (int i = %d; i < %d; i++) {
                        for (int k = 1; k <= %d; k++) {
                            int database = i
                            int number = k
                            waits["wait ${database} ${number}"] = {
                                planetscaleApply database: "db${database}", deployRequest: number, ifUnchecked: 'apply'
                                echo "next step of ${database} ${number}"
                            }
                        }
                    }
                    parallel waits
                }
                """.formatted(NAME, from, to, each);
    }

    /** All rows are copied, and all are live. */
    void finish() {
        for (int i = 0; i < databases; i++) {
            for (int number = 1; number <= each; number++) {
                database(i).deployRequest(number).freeze(false).force("complete_pending_revert");
            }
        }
    }

    /** Requests so far. */
    long requests() {
        return server.faults().counter();
    }

    /** How many were answered 429. */
    long refused() {
        return server.exchanges().stream()
                .filter(exchange -> exchange.status() == 429)
                .count();
    }

    @Override
    public void close() {
        server.close();
    }
}
