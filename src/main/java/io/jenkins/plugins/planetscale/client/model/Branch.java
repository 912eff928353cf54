package io.jenkins.plugins.planetscale.client.model;

import java.time.Instant;

/**
 * A branch. {@code ready} says that it can be connected to, {@code schemaReady} that its schema is complete; absent, it
 * means ready [D schema-ready-absent]. {@code clusterName} is its size, by which it is billed.
 */
public record Branch(
        String id,
        String name,
        String kind,
        String state,
        boolean ready,
        Boolean schemaReady,
        boolean production,
        boolean safeMigrations,
        boolean deletionProtected,
        boolean staleSchema,
        String clusterName,
        String parentBranch,
        Named restoredFromBranch,
        Actor actor,
        Region region,
        Instant createdAt,
        Instant schemaLastUpdatedAt,
        String htmlUrl) {
    public Branch {
        Required.present(name, "name");
    }

    /** Whether its schema is complete, as far as PlanetScale says anything about it. */
    public boolean schemaIsReady() {
        return schemaReady == null || schemaReady;
    }

    /** Whether it was made with the data of a backup. */
    public boolean restored() {
        return restoredFromBranch != null;
    }
}
