package io.jenkins.plugins.planetscale.simulation;

import io.jenkins.plugins.planetscale.offline.SimpleController;
import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.model.Item;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.Permission;
import hudson.util.Secret;
import io.jenkins.plugins.planetscale.connection.PlanetScaleConfiguration;
import io.jenkins.plugins.planetscale.connection.PlanetScaleConnection;
import io.jenkins.plugins.planetscale.connection.PlanetScaleServiceTokenImpl;
import java.io.File;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;

/** What one life of the controller knows: its builds, its connections and tokens, who is logged in. */
final class SimulatedController extends SimpleController {
    private final Simulation simulation;

    SimulatedController(Simulation simulation, File home, ScheduledExecutorService timer) {
        super(home, timer, ACL.SYSTEM2);
        this.simulation = simulation;
    }

    /** One connection for each database, each with a token of its own. */
    void connect(List<Token> tokens, String url, int perMinute) {
        List<PlanetScaleConnection> connections = new ArrayList<>();
        tokens.forEach(token -> {
            String credential = "credential-" + connections.size();
            credentials.add(new PlanetScaleServiceTokenImpl(
                    CredentialsScope.GLOBAL, credential, null, token.id(), Secret.fromString(token.secret())));
            PlanetScaleConnection connection = new PlanetScaleConnection("connection-" + connections.size(), credential);
            connection.setApiUrl(url);
            connection.setOrganization(Simulation.ORGANIZATION);
            connection.setRequestsPerMinute(perMinute);
            if (token.webhookSecret() != null) {
                connection.setWebhookSecret(Secret.fromString(token.webhookSecret()));
            }
            connection.setDefault(connections.isEmpty());
            connections.add(connection);
        });
        PlanetScaleConfiguration.get().setConnections(connections);
    }

    void login(String name) {
        TestingAuthenticationToken person = new TestingAuthenticationToken(name, null);
        person.setAuthenticated(true);
        user = person;
    }

    void logout() {
        user = ACL.SYSTEM2;
    }

    /** There is one who may only look. */
    @Override
    public boolean hasPermission(Authentication who, Permission permission) {
        return !who.getName().equals(Intent.VISITOR);
    }

    @Override
    public Item item(String fullName) {
        return simulation.builds().stream()
                .filter(build -> build.run() != null && build.intent.job().equals(fullName))
                .map(build -> build.run().getParent())
                .findFirst()
                .orElse(null);
    }

    @Override
    public Run<?, ?> run(String id) {
        return simulation.builds().stream()
                .filter(build -> build.run() != null && build.id().equals(id))
                .map(Build::run)
                .findFirst()
                .orElse(null);
    }

    @Override
    public Collection<StepExecution> executions() {
        return simulation.builds().stream()
                .flatMap(build -> build.executions().stream())
                .toList();
    }

    @Override
    public String instanceId() {
        return Simulation.INSTANCE;
    }
}
