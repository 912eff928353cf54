package io.jenkins.plugins.planetscale.client.model;

import java.time.Instant;

/**
 * A branch. {@code ready}: it accepts connections. {@code schemaReady}: its schema is complete; absent means complete
 * [D schema-ready-absent]. {@code clusterName}: its size, by which it is billed.
 */
public record Branch(
        String id,
        String name,
        String kind,
        String state,
        boolean ready,
        Boolean schemaReady,
        Boolean production,
        boolean safeMigrations,
        Boolean deletionProtected,
        Boolean staleSchema,
        String clusterName,
        String parentBranch,
        Named restoredFromBranch,
        Actor actor,
        Region region,
        Instant createdAt,
        Instant schemaLastUpdatedAt,
        String htmlUrl)
        implements Made {
    public Branch {
        Required.present(id, "id");
        Required.present(name, "name");
    }

    /** Whether it has to be treated as a production branch: also when PlanetScale does not say that it is none. */
    public boolean mayBeProduction() {
        return production == null || production;
    }

    /** Whether PlanetScale says that it is a production branch, and so billed as one. */
    public boolean isProduction() {
        return production != null && production;
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
