package io.jenkins.plugins.planetscale.connection;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.planetscale.client.ServiceToken;
import io.jenkins.plugins.planetscale.client.budget.RateBudget;
import io.jenkins.plugins.planetscale.service.ApiAccess;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * API access for a build. The connection is read once, when this is made, and the token for each request. Cannot be
 * persisted: make a new one after a restart. Thread-safe.
 */
public final class RunAccess implements ApiAccess {
    private final Run<?, ?> run;
    private final DatabaseTarget target;
    private final String baseUrl;
    private final int requestsPerMinute;
    private final String credentialsId;
    private final AtomicBoolean tracked = new AtomicBoolean();

    /** @param apiUrl where the run has begun; null when it begins now */
    RunAccess(Run<?, ?> run, DatabaseTarget target, String apiUrl) {
        this.run = run;
        this.target = target;
        PlanetScaleConnection connection = PlanetScaleConfiguration.get().connection(target.connection());
        baseUrl = apiUrl == null ? TargetResolver.apiUrl(target) : apiUrl;
        requestsPerMinute = connection == null ? RateBudget.DEFAULT_PER_MINUTE : connection.getRequestsPerMinute();
        credentialsId =
                connection == null || connection.getCredentialsId() == null ? "" : connection.getCredentialsId();
    }

    @Override
    public String connection() {
        return target.connection();
    }

    @Override
    public String baseUrl() {
        return baseUrl;
    }

    @Override
    public int requestsPerMinute() {
        return requestsPerMinute;
    }

    /** The id of the connection's credential; the empty string when it has none. */
    public String credentialsId() {
        return credentialsId;
    }

    /**
     * Looks the token up, anew each time, so a rotated one is used from the next request on. May block on a
     * credentials store, so not for the CPS thread or a timer.
     *
     * @throws IOException when it must not or cannot be used: the connection was deleted, leads to another API URL or
     *     is for another organization by now, the credential is missing, of another type, or for another host or
     *     organization
     */
    @Override
    public ServiceToken token() throws IOException {
        PlanetScaleConnection connection = PlanetScaleConfiguration.get().connection(target.connection());
        if (connection == null) {
            throw new AbortException(TargetResolver.unknown(target.connection()));
        }
        if (!connection.getApiUrl().equals(baseUrl)) {
            throw new AccessWithdrawnException(
                    Messages.RunAccess_moved(connection.getName(), connection.getApiUrl(), baseUrl));
        }
        ServiceTokenLookup.checkOrganization(connection, target.database().organization());
        PlanetScaleServiceToken token = ServiceTokenLookup.find(connection, run);
        ServiceTokenLookup.checkOrganization(token, target.database().organization(), connection);
        if (!tracked.getAndSet(true)) {
            CredentialsProvider.track(run, token);
        }
        return ServiceTokenLookup.reveal(token);
    }

    @Override
    public String toString() {
        return "RunAccess[" + run + ", " + target + "]";
    }
}
