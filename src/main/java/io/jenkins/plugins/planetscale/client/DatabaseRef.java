package io.jenkins.plugins.planetscale.client;

import java.io.Serializable;

/** Names a database: organization and database name. */
public final class DatabaseRef implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String organization;
    private final String database;

    public DatabaseRef(String organization, String database) {
        this.organization = organization;
        this.database = database;
    }

    public String organization() {
        return organization;
    }

    public String database() {
        return database;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DatabaseRef ref
                && ref.organization.equals(organization)
                && ref.database.equals(database);
    }

    @Override
    public int hashCode() {
        return 31 * organization.hashCode() + database.hashCode();
    }

    /** {@code organization/database}, as people write it. */
    @Override
    public String toString() {
        return organization + "/" + database;
    }
}
