package io.jenkins.plugins.planetscale.service;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Run;
import java.io.IOException;

/**
 * Finds the access to use on behalf of a build that may long be gone, so that the service can clean up behind it. The
 * room that knows connections and credentials implements it.
 */
public interface AccessFinder extends ExtensionPoint {
    /**
     * Called on a background thread as {@code SYSTEM}; may block on a credential look-up.
     *
     * @param connection the connection's name
     * @param credentialsId the credential that the build used in place of the connection's own, or null
     * @param run the build, or null when it is gone
     * @param job full name of the build's job, which may be gone too; says whose folder's credentials apply
     * @param organization what is to be reached; a connection or a credential that is for another one does not go there
     * @return null when there is no connection of that name
     * @throws IOException when there is no credential; its message is shown to admins
     */
    @CheckForNull
    ApiAccess find(
            @NonNull String connection,
            @CheckForNull String credentialsId,
            @CheckForNull Run<?, ?> run,
            @NonNull String job,
            @NonNull String organization)
            throws IOException;

    /**
     * Asks all finders in turn.
     *
     * @throws IOException when none knows the connection, or the one that does has no credential for it
     */
    static ApiAccess findAny(String connection, String credentialsId, Run<?, ?> run, String job, String organization)
            throws IOException {
        for (AccessFinder finder : ExtensionList.lookup(AccessFinder.class)) {
            ApiAccess access = finder.find(connection, credentialsId, run, job, organization);
            if (access != null) {
                return access;
            }
        }
        throw new IOException("There is no PlanetScale connection \"" + connection
                + "\" any more. Define it again under Manage Jenkins > System, or clean up in PlanetScale by hand.");
    }
}
