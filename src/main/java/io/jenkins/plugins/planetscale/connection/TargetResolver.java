package io.jenkins.plugins.planetscale.connection;

import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.PlanetScaleClient;
import java.util.stream.Collectors;

/**
 * Finds the database and connection of a step: from the step, the enclosing {@code withPlanetscale}, the job, its
 * folders from inner to outer, and the default connection; see {@link Defaults#withFallback} for what is inherited.
 * Sends nothing to PlanetScale, but may block on a credentials store.
 */
public final class TargetResolver {
    private TargetResolver() {}

    /**
     * The database to work on.
     *
     * @param given what the step says, over what {@code withPlanetscale} around it says; may be null
     * @throws AbortException when connection, organization or database is missing, unknown or not allowed; the
     *     message says which and where it can be set
     */
    public static DatabaseTarget resolve(Run<?, ?> run, Defaults given) throws AbortException {
        DefaultsResolver chain = DefaultsResolver.of(run.getParent(), given);
        PlanetScaleConnection connection = chain.connection();
        Defaults all = chain.complete();
        String organization = all.organization();
        if (organization == null) {
            organization = ServiceTokenLookup.organization(connection, run);
        }
        String job = run.getParent().getFullName();
        if (organization == null) {
            throw new AbortException(Messages.TargetResolver_noOrganization(connection.getName(), job));
        }
        if (all.database() == null) {
            throw new AbortException(Messages.TargetResolver_noDatabase(connection.getName(), job));
        }
        return new DatabaseTarget(connection.getName(), new DatabaseRef(organization, all.database()));
    }

    /**
     * What is needed to call PlanetScale for the run. Never fails: what is wrong by now, {@link RunAccess#token} says.
     */
    public static RunAccess access(Run<?, ?> run, DatabaseTarget target) {
        return new RunAccess(run, target, null);
    }

    /**
     * As {@link #access(Run, Target)} for a run that has begun: its token goes nowhere else.
     *
     * @param apiUrl where it has begun; null when that is not known
     */
    public static RunAccess access(Run<?, ?> run, DatabaseTarget target, String apiUrl) {
        return new RunAccess(run, target, apiUrl);
    }

    /** The API address to which the target's connection leads now; the usual one when there is no such connection. */
    public static String apiUrl(DatabaseTarget target) {
        PlanetScaleConnection connection = PlanetScaleConfiguration.get().connection(target.connection());
        return connection == null ? PlanetScaleClient.DEFAULT_BASE_URL : connection.getApiUrl();
    }

    /** That there is no connection of the name, and which there are. */
    public static String unknown(String name) {
        return PlanetScaleConfiguration.get().getConnections().isEmpty()
                ? Messages.TargetResolver_unknownOfNone(name)
                : Messages.TargetResolver_unknown(name, names());
    }

    static String names() {
        return PlanetScaleConfiguration.get().getConnections().stream()
                .map(connection -> "\"" + connection.getName() + "\"")
                .collect(Collectors.joining(", "));
    }
}
