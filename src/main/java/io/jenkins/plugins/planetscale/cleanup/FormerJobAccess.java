package io.jenkins.plugins.planetscale.cleanup;

import hudson.AbortException;
import hudson.model.Item;
import io.jenkins.plugins.planetscale.client.ServiceToken;
import io.jenkins.plugins.planetscale.connection.Messages;
import io.jenkins.plugins.planetscale.connection.PlanetScaleConfiguration;
import io.jenkins.plugins.planetscale.connection.PlanetScaleConnection;
import io.jenkins.plugins.planetscale.connection.PlanetScaleServiceToken;
import io.jenkins.plugins.planetscale.connection.ServiceTokenLookup;
import io.jenkins.plugins.planetscale.connection.TargetResolver;
import io.jenkins.plugins.planetscale.service.ApiAccess;
import java.io.IOException;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * API access with the connection and token that a build used, for the time after the build: also when the build or its
 * job has been deleted since.
 */
@Restricted(NoExternalUse.class)
public final class FormerJobAccess {
    private FormerJobAccess() {}

    /**
     * For background threads as {@code SYSTEM}; the token is looked up for every request.
     *
     * @param connection the connection's name
     * @param job full name of the build's job, which may be gone; says whose folder's credentials apply
     * @param organization what is to be reached; a connection or a credential that is for another one does not go there
     * @throws IOException when there is no connection of that name; its message is shown to admins
     */
    public static ApiAccess of(String connection, String job, String organization) throws IOException {
        PlanetScaleConnection known = PlanetScaleConfiguration.get().connection(connection);
        if (known == null) {
            throw new IOException(
                    "There is no PlanetScale connection \"" + connection
                            + "\" any more. Define it again under Manage Jenkins > System, or clean up in PlanetScale by hand.");
        }
        return new Access(connection, job, organization, known.getApiUrl(), known.getRequestsPerMinute());
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
