package io.jenkins.plugins.planetscale.connection;

import hudson.Util;
import java.io.Serializable;
import java.util.Objects;

/**
 * Connection, organization and database as one place gives them: a step, {@code withPlanetscale}, a job, a folder or a
 * connection. Each can be null. Immutable, without secrets.
 */
public final class Defaults implements Serializable {
    private static final long serialVersionUID = 1L;

    public static final Defaults NONE = new Defaults(null, null, null);

    private final String connection;
    private final String organization;
    private final String database;

    public Defaults(String connection, String organization, String database) {
        this.connection = Util.fixEmptyAndTrim(connection);
        this.organization = Util.fixEmptyAndTrim(organization);
        this.database = Util.fixEmptyAndTrim(database);
    }

    /** The name of a connection, or null. */
    public String connection() {
        return connection;
    }

    public String organization() {
        return organization;
    }

    public String database() {
        return database;
    }

    /**
     * This with its gaps filled by what applies further out. Only what fits is taken: not the organization and
     * database that go with another connection, nor the database that goes with another organization.
     */
    public Defaults withFallback(Defaults outer) {
        if (outer == null) {
            return this;
        }
        if (differ(connection, outer.connection)) {
            return this;
        }
        boolean otherOrganization = differ(organization, outer.organization);
        return new Defaults(
                firstNonNull(connection, outer.connection),
                firstNonNull(organization, outer.organization),
                otherOrganization ? database : firstNonNull(database, outer.database));
    }

    private static boolean differ(String inner, String outer) {
        return inner != null && outer != null && !inner.equals(outer);
    }

    private static String firstNonNull(String inner, String outer) {
        return inner != null ? inner : outer;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Defaults defaults
                && Objects.equals(connection, defaults.connection)
                && Objects.equals(organization, defaults.organization)
                && Objects.equals(database, defaults.database);
    }

    @Override
    public int hashCode() {
        return Objects.hash(connection, organization, database);
    }

    @Override
    public String toString() {
        return "Defaults[" + connection + ": " + organization + "/" + database + "]";
    }
}
