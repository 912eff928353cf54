package io.jenkins.plugins.planetscale.cleanup;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.planetscale.client.ServiceToken;
import io.jenkins.plugins.planetscale.connection.Messages;
import io.jenkins.plugins.planetscale.connection.PlanetScaleConfiguration;
import io.jenkins.plugins.planetscale.connection.PlanetScaleConnection;
import io.jenkins.plugins.planetscale.connection.PlanetScaleServiceToken;
import io.jenkins.plugins.planetscale.connection.ServiceTokenLookup;
import io.jenkins.plugins.planetscale.connection.TargetResolver;
import io.jenkins.plugins.planetscale.service.AccessFinder;
import io.jenkins.plugins.planetscale.service.ApiAccess;
import java.io.IOException;
import jenkins.model.Jenkins;

/** Lets the sweeper clean up with the connection that the build had used, also when the build or its job is gone. */
@Extension
public final class FormerJobAccess implements AccessFinder {
    @Override
    public ApiAccess find(
            @NonNull String connection,
            @CheckForNull String credentialsId,
            @CheckForNull Run<?, ?> run,
            @NonNull String job,
            @NonNull String organization) {
        PlanetScaleConnection known = PlanetScaleConfiguration.get().connection(connection);
        return known == null
                ? null
                : new Access(connection, job, organization, known.getApiUrl(), known.getRequestsPerMinute());
    }

    /** The job, or the nearest folder that is left of where it was: its credentials are those the build had. */
    private static Item place(String job) {
        Jenkins jenkins = Jenkins.get();
        String name = job;
        Item item = jenkins.getItemByFullName(name);
        while (item == null && name.contains("/")) {
            name = name.substring(0, name.lastIndexOf('/'));
            item = jenkins.getItemByFullName(name);
        }
        return item;
    }

    private record Access(String connection, String job, String organization, String baseUrl, int requestsPerMinute)
            implements ApiAccess {
        @Override
        public ServiceToken token() throws IOException {
            PlanetScaleConnection known = PlanetScaleConfiguration.get().connection(connection);
            if (known == null) {
                throw new AbortException(TargetResolver.unknown(connection));
            }
            if (!known.getApiUrl().equals(baseUrl)) {
                throw new AbortException(Messages.RunAccess_moved(connection, known.getApiUrl(), baseUrl));
            }
            ServiceTokenLookup.checkOrganization(known, organization);
            PlanetScaleServiceToken token = ServiceTokenLookup.find(known, place(job));
            ServiceTokenLookup.checkOrganization(token, organization, known);
            return ServiceTokenLookup.reveal(token);
        }
    }
}
