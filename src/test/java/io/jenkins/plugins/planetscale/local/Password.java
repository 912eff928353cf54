package io.jenkins.plugins.planetscale.local;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A password of a MySQL branch. Only under the world's lock. */
public final class Password {
    public final Branch branch;
    public final String id = Ids.id();
    public final String username = Ids.username();
    public final String plainText = Ids.password();
    public final String actor;
    public final Instant createdAt;
    public final String role;
    public final boolean replica;
    public final boolean directVtgate;
    public final Duration ttl;
    public String name;
    public List<String> cidrs;
    public Instant expiresAt;

    /** @param ttl how long it lives, null or zero for ever */
    public Password(
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

    public void renew() {
        expiresAt = ttl == null ? null : branch.world.now().plus(ttl);
    }

    public boolean expired() {
        return expiresAt != null && !branch.world.now().isBefore(expiresAt);
    }
}
