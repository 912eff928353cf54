package io.jenkins.plugins.planetscale.scenario;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.util.Secret;
import io.jenkins.plugins.planetscale.connection.PlanetScaleConfiguration;
import io.jenkins.plugins.planetscale.connection.PlanetScaleConnection;
import io.jenkins.plugins.planetscale.connection.PlanetScaleServiceTokenImpl;
import io.jenkins.plugins.planetscale.testing.LocalPlanetScaleFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import jenkins.model.Jenkins;

/** The connections of this Jenkins, many at a time; needs nothing of the test's JVM but names and addresses. */
final class Connections {
    static final String CREDENTIAL = "planetscale-token";

    private Connections() {}

    /** Replaces all connections by these; the first is the default. */
    static void set(Map<String, String> urlsByName) throws Exception {
        addCredential();
        List<PlanetScaleConnection> connections = new ArrayList<>();
        urlsByName.forEach((name, url) -> {
            PlanetScaleConnection connection = new PlanetScaleConnection(name, CREDENTIAL);
            connection.setApiUrl(url);
            connection.setOrganization("mechanica");
            connection.setDatabase("logistics");
            connection.setDefault(connections.isEmpty());
            connections.add(connection);
        });
        PlanetScaleConfiguration.get().setConnections(connections);
    }

    private static void addCredential() throws Exception {
        var store = Objects.requireNonNull(
                CredentialsProvider.lookupStores(Jenkins.get()).iterator().next());
        boolean there = store.getCredentials(Domain.global()).stream()
                .anyMatch(known -> known instanceof PlanetScaleServiceTokenImpl token
                        && token.getId().equals(CREDENTIAL));
        if (!there) {
            store.addCredentials(
                    Domain.global(),
                    new PlanetScaleServiceTokenImpl(
                            CredentialsScope.GLOBAL,
                            CREDENTIAL,
                            null,
                            LocalPlanetScaleFixture.TOKEN_ID,
                            Secret.fromString(LocalPlanetScaleFixture.TOKEN_SECRET)));
        }
    }
}
