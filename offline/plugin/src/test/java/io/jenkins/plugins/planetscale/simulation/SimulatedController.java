package io.jenkins.plugins.planetscale.simulation;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.model.Item;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.Permission;
import hudson.util.Secret;
import io.jenkins.plugins.planetscale.connection.PlanetScaleConfiguration;
import io.jenkins.plugins.planetscale.connection.PlanetScaleConnection;
import io.jenkins.plugins.planetscale.connection.PlanetScaleServiceTokenImpl;
import io.jenkins.plugins.planetscale.offline.Controller;
import java.io.File;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;

/** What one life of the controller knows: its builds, its connections and tokens, who is logged in. */
final class SimulatedController extends Controller {
    private final Simulation simulation;
    private final File home;
    private final ScheduledExecutorService timer;
    private final List<Credentials> credentials = new ArrayList<>();
    private Authentication user = ACL.SYSTEM2;

    SimulatedController(Simulation simulation, File home, ScheduledExecutorService timer) {
        this.simulation = simulation;
        this.home = home;
        this.timer = timer;
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

    @Override
    public File rootDir() {
        return home;
    }

    @Override
    public ScheduledExecutorService timer() {
        return timer;
    }

    @Override
    public Authentication authentication() {
        return user;
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
    public <C extends Credentials> List<C> credentials(Class<C> type, Object place) {
        return credentials.stream().filter(type::isInstance).map(type::cast).toList();
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
