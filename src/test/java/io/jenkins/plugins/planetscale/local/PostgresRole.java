package io.jenkins.plugins.planetscale.local;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A role of a PostgreSQL branch. Only under the world's lock. */
public final class PostgresRole {
    public final Branch branch;
    public final String id = Ids.id();
    public final String name;
    public final String username = "pscale_api_" + Ids.id();
    public final String password = Ids.password();
    public final List<String> inheritedRoles;
    public final String actor;
    public final Instant createdAt;
    public final Duration ttl;
    public final Instant expiresAt;

    public PostgresRole(Branch branch, String name, Duration ttl, List<String> inheritedRoles, String actor) {
        this.branch = branch;
        this.name = name;
        this.ttl = ttl == null ? Duration.ZERO : ttl;
        this.inheritedRoles = inheritedRoles;
        this.actor = actor;
        this.createdAt = branch.world.now();
        this.expiresAt = this.ttl.isZero() ? null : createdAt.plus(this.ttl);
    }

    public boolean expired() {
        return expiresAt != null && !branch.world.now().isBefore(expiresAt);
    }
}
