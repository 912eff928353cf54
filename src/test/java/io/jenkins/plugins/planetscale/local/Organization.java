package io.jenkins.plugins.planetscale.local;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** An organization. Safe to use from any thread. */
public final class Organization {
    final World world;
    public final String id = Ids.id();
    public final String name;
    public final Instant createdAt;
    public final Map<String, Database> databases = new TreeMap<>();

    Organization(World world, String name) {
        this.world = world;
        this.name = name;
        this.createdAt = world.now();
    }

    public String name() {
        return name;
    }

    /** The database of that name; creates a ready MySQL one with production branch {@code main} when absent. */
    public Database database(String databaseName) {
        return world.locked(() -> databases.computeIfAbsent(databaseName, n -> new Database(this, n)));
    }
}
