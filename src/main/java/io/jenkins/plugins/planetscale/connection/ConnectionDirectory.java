package io.jenkins.plugins.planetscale.connection;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Item;
import hudson.util.FormValidation;
import java.io.IOException;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The configured connections, for the status page. */
@Restricted(NoExternalUse.class)
public final class ConnectionDirectory {
    private ConnectionDirectory() {}

    /**
     * A connection as the status page shows it.
     *
     * @param organization null for any
     * @param database null for none
     * @param credentialsId null for none
     */
    public record Info(
            String name,
            String apiUrl,
            String organization,
            String database,
            String credentialsId,
            boolean isDefault) {}

    @NonNull
    public static List<Info> list() {
        PlanetScaleConnection taken = PlanetScaleConfiguration.get().getDefaultConnection();
        return PlanetScaleConfiguration.get().getConnections().stream()
                .map(connection -> new Info(
                        connection.getName(),
                        connection.getApiUrl(),
                        connection.getOrganization(),
                        connection.getDatabase(),
                        connection.getCredentialsId(),
                        connection == taken))
                .toList();
    }

    /**
     * Tries the connection with its own token; holds the calling thread for some seconds. Shows no secret. Whoever
     * calls has checked Overall/Administer.
     *
     * @return null when there is no connection of that name
     */
    @CheckForNull
    public static FormValidation test(@NonNull String name) {
        PlanetScaleConnection connection = PlanetScaleConfiguration.get().connection(name);
        return connection == null ? null : test(connection, connection.getOrganization(), connection.getDatabase());
    }

    /** Tries the connection's token where the connection leads; its API URL must have been checked. */
    static FormValidation test(PlanetScaleConnection connection, String organization, String database) {
        try {
            PlanetScaleServiceToken token = ServiceTokenLookup.find(connection, (Item) null);
            return TokenProbe.report(connection, ServiceTokenLookup.reveal(token), organization, database);
        } catch (IOException e) {
            return FormValidation.error(e.getMessage());
        }
    }
}
