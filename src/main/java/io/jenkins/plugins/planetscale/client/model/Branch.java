package io.jenkins.plugins.planetscale.client.model;

import java.time.Instant;

/**
 * A branch. {@code ready} says that it can be connected to, {@code schemaReady} that its schema is complete.
 */
public record Branch(
        String id,
        String name,
        String kind,
        String state,
        boolean ready,
        boolean schemaReady,
        boolean production,
        boolean safeMigrations,
        boolean deletionProtected,
        boolean staleSchema,
        String parentBranch,
        Named restoredFromBranch,
        Actor actor,
        Named region,
        Instant createdAt,
        Instant schemaLastUpdatedAt,
        String htmlUrl) {
    public Branch {
        Required.present(name, "name");
    }
}
