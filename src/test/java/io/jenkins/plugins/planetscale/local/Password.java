package io.jenkins.plugins.planetscale.local;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A password of a MySQL branch. Only under the world's lock. */
final class Password {
    final Branch branch;
    final String id = Ids.id();
    final String username = Ids.username();
    final String plainText = Ids.password();
    final String actor;
    final Instant createdAt;
    final String role;
    final boolean replica;
    final boolean directVtgate;
    final Duration ttl;
    String name;
    List<String> cidrs;
    Instant expiresAt;

    /** @param ttl how long it lives, null or zero for ever */
    Password(
            Branch branch,
            String name,
            String role,
            boolean replica,
            boolean directVtgate,
            Duration ttl,
            List<String> cidrs,
            String actor) {
        this.branch = branch;
        this.name = name;
        this.role = role;
        this.replica = replica;
        this.directVtgate = directVtgate;
        this.ttl = ttl == null || ttl.isZero() ? null : ttl;
        this.cidrs = cidrs;
        this.actor = actor;
        this.createdAt = branch.world.now();
        renew();
    }

    void renew() {
        expiresAt = ttl == null ? null : branch.world.now().plus(ttl);
    }

    boolean expired() {
        return expiresAt != null && !branch.world.now().isBefore(expiresAt);
    }
}
