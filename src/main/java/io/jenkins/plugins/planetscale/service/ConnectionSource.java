package io.jenkins.plugins.planetscale.service;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionPoint;
import hudson.util.FormValidation;
import java.util.List;

/** What the status page shows of the connections. The room that knows them implements it. */
public interface ConnectionSource extends ExtensionPoint {
    /**
     * A connection in words.
     *
     * @param organization null for any
     * @param database null for none
     * @param credentialsId null for none
     */
    record Info(
            String name,
            String apiUrl,
            String organization,
            String database,
            String credentialsId,
            boolean isDefault) {}

    @NonNull
    List<Info> list();

    /**
     * Tries the connection with its own token; holds the calling thread for some seconds. Shows no secret. Whoever
     * calls has checked Overall/Administer.
     *
     * @return null when there is no connection of that name
     */
    @CheckForNull
    FormValidation test(@NonNull String name);
}
