package io.jenkins.plugins.planetscale.host;

import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.util.Secret;
import io.jenkins.plugins.planetscale.connection.PlanetScaleConfiguration;
import io.jenkins.plugins.planetscale.connection.PlanetScaleConnection;
import io.jenkins.plugins.planetscale.connection.PlanetScaleServiceTokenImpl;
import io.jenkins.plugins.planetscale.local.Database;
import io.jenkins.plugins.planetscale.local.LocalPlanetScale;
import java.util.List;

/** The local PlanetScale of a demo, and the connection that leads there. */
final class Site {
    static final String TOKEN = "jenkins-release";
    static final String SECRET = "pscale_tkn_demo";
    private static final String SCHEMA = """
        CREATE TABLE customers (id bigint NOT NULL AUTO_INCREMENT, name varchar(100) NOT NULL, PRIMARY KEY (id));
        CREATE TABLE orders (id bigint NOT NULL AUTO_INCREMENT, customer_id bigint NOT NULL, status varchar(20), \
        PRIMARY KEY (id), KEY by_customer (customer_id));
        """;
    private static final String WEBHOOKS = """
        ALTER TABLE customers ADD COLUMN webhook_url varchar(255), ADD COLUMN webhook_key varbinary(64);
        CREATE TABLE webhook_messages (id bigint NOT NULL AUTO_INCREMENT, customer_id bigint NOT NULL, \
        order_id bigint NOT NULL, sent_at timestamp NULL, PRIMARY KEY (id));
        """;

    private Site() {}

    /** Database {@code mechanica/logistics} with {@code main}, and {@code dev} that adds webhooks. */
    static void stock(LocalPlanetScale planetscale) {
        planetscale.world().token(TOKEN, SECRET, "mechanica");
        Database database = planetscale.world().database("mechanica", "logistics");
        database.branch("main").schema(SCHEMA);
        database.branch("dev").schema(SCHEMA).ddl(WEBHOOKS);
    }

    /** The credential {@code planetscale} and the default connection {@code production}. */
    static void connect(HostController controller, String url, String tokenId, String secret) {
        controller.add(new PlanetScaleServiceTokenImpl(
                CredentialsScope.GLOBAL, "planetscale", null, tokenId, Secret.fromString(secret)));
        PlanetScaleConnection connection = new PlanetScaleConnection("production", "planetscale");
        connection.setApiUrl(url);
        connection.setOrganization("mechanica");
        connection.setDatabase("logistics");
        connection.setDefault(true);
        PlanetScaleConfiguration.get().setConnections(List.of(connection));
    }

    static void connect(HostController controller, String url) {
        connect(controller, url, TOKEN, SECRET);
    }
}
