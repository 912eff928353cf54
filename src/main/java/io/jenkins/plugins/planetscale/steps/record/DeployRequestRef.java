package io.jenkins.plugins.planetscale.steps.record;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import java.util.Objects;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Identifies a deploy request: number, database, and the API's address. Immutable. */
@Restricted(NoExternalUse.class)
public final class DeployRequestRef {
    private final String apiUrl;
    private final String database;
    private final int number;

    /**
     * @param apiUrl null for unknown
     * @param database {@code organization/database}
     */
    public DeployRequestRef(String apiUrl, String database, int number) {
        this.apiUrl = apiUrl;
        this.database = Objects.requireNonNull(database);
        this.number = number;
    }

    public DeployRequestRef(String apiUrl, DatabaseRef database, int number) {
        this(apiUrl, database.toString(), number);
    }

    /** Null for unknown. */
    public String apiUrl() {
        return apiUrl;
    }

    /** {@code organization/database}. */
    public String database() {
        return database;
    }

    public int number() {
        return number;
    }

    /** Whether both are the same one. One that does not say where it is is taken for the same: that refuses too much, not too little. */
    public boolean matches(DeployRequestRef other) {
        return number == other.number
                && database.equals(other.database)
                && (apiUrl == null || other.apiUrl == null || apiUrl.equals(other.apiUrl));
    }

    /** As {@link #toString}, at the beginning of a sentence. */
    public String title() {
        return "Deploy request #" + number + " of " + database;
    }

    @Override
    public String toString() {
        return "deploy request #" + number + " of " + database;
    }
}
