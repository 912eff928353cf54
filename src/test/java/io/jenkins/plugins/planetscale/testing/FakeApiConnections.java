package io.jenkins.plugins.planetscale.testing;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.util.Secret;
import io.jenkins.plugins.planetscale.connection.PlanetScaleConfiguration;
import io.jenkins.plugins.planetscale.connection.PlanetScaleConnection;
import io.jenkins.plugins.planetscale.connection.PlanetScaleServiceTokenImpl;
import io.jenkins.plugins.planetscale.service.FakeApi;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.Jenkins;

/** A Jenkins whose connections lead to a {@link FakeApi}. */
public final class FakeApiConnections {
    private FakeApiConnections() {}

    /**
     * Adds the credential, and the default connection {@code main} that uses it.
     *
     * @param others the names of more connections, whose credential, {@code cred}, does not exist
     */
    public static void configure(FakeApi api, String credentialsId, String... others) throws Exception {
        PlanetScaleServiceTokenImpl token = new PlanetScaleServiceTokenImpl(
                CredentialsScope.GLOBAL,
                credentialsId,
                null,
                api.token().id(),
                Secret.fromString(api.token().secret()));
        CredentialsProvider.lookupStores(Jenkins.get()).iterator().next().addCredentials(Domain.global(), token);
        List<PlanetScaleConnection> connections = new ArrayList<>();
        connections.add(new PlanetScaleConnection("main", credentialsId));
        connections.get(0).setDefault(true);
        for (String other : others) {
            connections.add(new PlanetScaleConnection(other, "cred"));
        }
        connections.forEach(connection -> connection.setApiUrl(api.baseUrl()));
        connections.forEach(connection -> connection.setRequestsPerMinute(api.requestsPerMinute()));
        PlanetScaleConfiguration.get().setConnections(connections);
    }
}
