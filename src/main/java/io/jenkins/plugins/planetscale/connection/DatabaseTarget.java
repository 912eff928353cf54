package io.jenkins.plugins.planetscale.connection;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import java.io.Serializable;
import java.util.Objects;

/** The database that a step works on, and the name of the connection to use. Holds no secret. */
public final class DatabaseTarget implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String connection;
    private final DatabaseRef database;

    public DatabaseTarget(String connection, DatabaseRef database) {
        this.connection = Objects.requireNonNull(connection);
        this.database = Objects.requireNonNull(database);
    }

    public String connection() {
        return connection;
    }

    public DatabaseRef database() {
        return database;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DatabaseTarget target
                && target.connection.equals(connection)
                && target.database.equals(database);
    }

    @Override
    public int hashCode() {
        return 31 * connection.hashCode() + database.hashCode();
    }

    @Override
    public String toString() {
        return database + " by " + connection;
    }
}
