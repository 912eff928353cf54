package io.jenkins.plugins.planetscale.client.model;

import java.time.Instant;

/**
 * A backup; {@code size} in bytes, null or 0 until it has succeeded.
 */
public record Backup(
        String id,
        String name,
        String state,
        Long size,
        Instant createdAt,
        Instant startedAt,
        Instant completedAt,
        Instant expiresAt,
        Actor actor)
        implements Made {
    public Backup {
        Required.present(id, "id");
    }
}
