package io.jenkins.plugins.planetscale.client.model;

import java.time.Instant;
import java.util.List;

/**
 * A branch password. {@code plainText} is present in the answer that created it and never again;
 * {@link #toString} leaves it out.
 */
public record Password(
        String id,
        String name,
        String role,
        boolean replica,
        String username,
        String plainText,
        String accessHostUrl,
        String accessHostRegionalUrl,
        Long ttlSeconds,
        Instant expiresAt,
        Instant createdAt,
        boolean expired,
        boolean renewable,
        List<String> cidrs,
        Named databaseBranch,
        Actor actor)
        implements Made {
    public Password {
        Required.present(id, "id");
        cidrs = cidrs == null ? List.of() : cidrs;
    }

    @Override
    public String toString() {
        return "Password[id=" + id + ", name=" + name + ", role=" + role + "]";
    }
}
