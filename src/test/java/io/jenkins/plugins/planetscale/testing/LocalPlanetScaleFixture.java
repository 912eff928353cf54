package io.jenkins.plugins.planetscale.testing;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.util.Secret;
import io.jenkins.plugins.planetscale.connection.PlanetScaleConfiguration;
import io.jenkins.plugins.planetscale.connection.PlanetScaleConnection;
import io.jenkins.plugins.planetscale.connection.PlanetScaleServiceTokenImpl;
import io.jenkins.plugins.planetscale.local.Branch;
import io.jenkins.plugins.planetscale.local.Database;
import io.jenkins.plugins.planetscale.local.LocalClock;
import io.jenkins.plugins.planetscale.local.LocalPlanetScale;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;

/**
 * A local PlanetScale in real time, where all that takes PlanetScale time is over at once, and a Jenkins whose default
 * connection leads there.
 */
public final class LocalPlanetScaleFixture implements AutoCloseable {
    public static final String TOKEN_ID = "jenkins-release";
    public static final String TOKEN_SECRET = "pscale_tkn_Zk9-s3cr3t/with+signs=";
    public static final String SCHEMA = """
            CREATE TABLE customers (id bigint NOT NULL, name varchar(100), PRIMARY KEY (id));
            CREATE TABLE orders (id bigint NOT NULL, customer_id bigint, status varchar(20), PRIMARY KEY (id));
            """;

    public final LocalPlanetScale server = LocalPlanetScale.start(0, LocalClock.system());
    public final Database database = server.world().database("mechanica", "logistics");

    public LocalPlanetScaleFixture() {
        server.world().token(TOKEN_ID, TOKEN_SECRET, "mechanica");
        database.branch("main").schema(SCHEMA);
        database.timings().immediate();
    }

    /** Adds the credential and the default connection. */
    public LocalPlanetScaleFixture configure() throws Exception {
        connect(server.url());
        return this;
    }

    /** As {@link #configure}, also in a Jenkins with a JVM of its own. */
    public static void connect(String url) throws Exception {
        PlanetScaleServiceTokenImpl token = new PlanetScaleServiceTokenImpl(
                CredentialsScope.GLOBAL, "planetscale-token", null, TOKEN_ID, Secret.fromString(TOKEN_SECRET));
        CredentialsProvider.lookupStores(Jenkins.get()).iterator().next().addCredentials(Domain.global(), token);
        PlanetScaleConnection connection = new PlanetScaleConnection("production", "planetscale-token");
        connection.setApiUrl(url);
        connection.setOrganization("mechanica");
        connection.setDatabase("logistics");
        connection.setDefault(true);
        PlanetScaleConfiguration.get().setConnections(List.of(connection));
    }

    /** A development branch with two new columns. */
    public Branch devBranch(String name) {
        return database.branch(name)
                .schema(SCHEMA)
                .ddl("ALTER TABLE customers ADD COLUMN webhook_url varchar(255), ADD COLUMN webhook_key varchar(64)");
    }

    /** As many tables in the target, and a branch {@code dev} that changes each. */
    public LocalPlanetScaleFixture manyTables(int tables) {
        Branch main = database.branch("main")
                .schema(IntStream.range(0, tables)
                        .mapToObj(i -> "CREATE TABLE table_number_" + i + " (id bigint NOT NULL, name varchar(100),"
                                + " street varchar(100), city varchar(100), created datetime, PRIMARY KEY (id));")
                        .collect(Collectors.joining("\n")));
        database.branch("dev")
                .schema(main.schema())
                .ddl(IntStream.range(0, tables)
                        .mapToObj(i -> "ALTER TABLE table_number_" + i + " ADD COLUMN added_" + i
                                + " varchar(255) COMMENT 'why', DROP COLUMN city;")
                        .collect(Collectors.joining("\n")));
        return this;
    }

    /** The change of {@link #devBranch} as deploy request 1, live by somebody's hand and in its revert window. */
    public LocalPlanetScaleFixture live(String branch) {
        devBranch(branch);
        post("", "{\"branch\":\"" + branch + "\",\"into_branch\":\"main\",\"auto_cutover\":true}");
        post("/1/deploy", "{}");
        String state = database.deployRequest(1).deploymentState();
        if (!state.equals("complete_pending_revert")) {
            throw new IllegalStateException(state);
        }
        return this;
    }

    /** Opens a deploy request by somebody's hand, from a branch of whatever name. */
    public LocalPlanetScaleFixture open(String branch) {
        post(
                "",
                new JSONObject()
                        .accumulate("branch", branch)
                        .accumulate("into_branch", "main")
                        .toString());
        return this;
    }

    /** Reverts deploy request 1 by somebody's hand. */
    public void revert() {
        post("/1/revert", "");
    }

    private void post(String path, String json) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(
                        server.url() + "/organizations/mechanica/databases/logistics/deploy-requests" + path))
                .header("Authorization", TOKEN_ID + ":" + TOKEN_SECRET)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        int status = HttpClient.newHttpClient()
                .sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .join()
                .statusCode();
        if (status >= 300) {
            throw new IllegalStateException(path + ": " + status);
        }
    }

    /** A Pipeline job with the script, in the sandbox. */
    public static WorkflowJob job(String name, String script) throws Exception {
        WorkflowJob job = Jenkins.get().createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    @Override
    public void close() {
        server.close();
    }
}
