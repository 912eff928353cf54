package io.jenkins.plugins.planetscale.local;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A role of a PostgreSQL branch. Only under the world's lock. */
final class PostgresRole {
    final Branch branch;
    final String id = Ids.id();
    final String name;
    final String username = "pscale_api_" + Ids.id();
    final String password = Ids.password();
    final List<String> inheritedRoles;
    final String actor;
    final Instant createdAt;
    final Duration ttl;
    final Instant expiresAt;

    PostgresRole(Branch branch, String name, Duration ttl, List<String> inheritedRoles, String actor) {
        this.branch = branch;
        this.name = name;
        this.ttl = ttl == null ? Duration.ZERO : ttl;
        this.inheritedRoles = inheritedRoles;
        this.actor = actor;
        this.createdAt = branch.world.now();
        this.expiresAt = this.ttl.isZero() ? null : createdAt.plus(this.ttl);
    }

    boolean expired() {
        return expiresAt != null && !branch.world.now().isBefore(expiresAt);
    }
}
