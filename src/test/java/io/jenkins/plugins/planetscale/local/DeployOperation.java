package io.jenkins.plugins.planetscale.local;

import java.time.Instant;

/** A schema change on its way through a deployment. Only under the world's lock. */
final class DeployOperation {
    final String id = Ids.id();
    final SchemaChange change;
    final Instant createdAt;
    String error;
    /** Failed while the deployment goes on. */
    boolean failed;

    Instant throttledAt;

    DeployOperation(SchemaChange change, Instant createdAt) {
        this.change = change;
        this.createdAt = createdAt;
    }
}
