package io.jenkins.plugins.planetscale.longrun;

import io.jenkins.plugins.planetscale.offline.SimpleController;
import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.model.Item;
import hudson.model.Run;
import hudson.util.Secret;
import io.jenkins.plugins.planetscale.connection.PlanetScaleConfiguration;
import io.jenkins.plugins.planetscale.connection.PlanetScaleConnection;
import io.jenkins.plugins.planetscale.connection.PlanetScaleServiceTokenImpl;
import io.jenkins.plugins.planetscale.offline.Offline;
import io.jenkins.plugins.planetscale.offline.PlayedJenkins;
import java.io.File;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import jenkins.model.Jenkins;
import org.springframework.security.authentication.TestingAuthenticationToken;

/** What one life of the controller knows: one job, one token, one person; it is installed when it is made. */
final class LongController extends SimpleController {
    static final String TOKEN_ID = "jenkins-release";
    static final String TOKEN_SECRET = "pscale_tkn_s3cr3t";

    final PlayedJenkins.Project job;
    private final Function<String, Run<?, ?>> runs;

    /** @param runs finds builds that run, by their ids */
    LongController(File home, ScheduledExecutorService timer, Function<String, Run<?, ?>> runs) {
        super(home, timer, new TestingAuthenticationToken("ainsley", null));
        this.runs = runs;
        user.setAuthenticated(true);
        Offline.install(this);
        job = new PlayedJenkins.Project(Jenkins.get(), "release");
        credentials.add(new PlanetScaleServiceTokenImpl(
                CredentialsScope.GLOBAL, "planetscale-token", null, TOKEN_ID, Secret.fromString(TOKEN_SECRET)));
    }

    /** Sets up the only connection. */
    static void connect() {
        PlanetScaleConnection connection = new PlanetScaleConnection("production", "planetscale-token");
        connection.setApiUrl("http://127.0.0.1:8581/v1");
        connection.setOrganization(LongRun.ORGANIZATION);
        connection.setDefault(true);
        PlanetScaleConfiguration.get().setConnections(List.of(connection));
    }

    @Override
    public Item item(String fullName) {
        return job;
    }

    @Override
    public Run<?, ?> run(String id) {
        return runs.apply(id);
    }
}
