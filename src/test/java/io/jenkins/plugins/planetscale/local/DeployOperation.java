package io.jenkins.plugins.planetscale.local;

import io.jenkins.plugins.planetscale.local.schema.SchemaChange;
import java.time.Instant;

/** A schema change on its way through a deployment. Only under the world's lock. */
public final class DeployOperation {
    public final String id = Ids.id();
    public final SchemaChange change;
    public final Instant createdAt;
    public String error;
    /** Failed while the deployment goes on. */
    boolean failed;

    public Instant throttledAt;

    DeployOperation(SchemaChange change, Instant createdAt) {
        this.change = change;
        this.createdAt = createdAt;
    }
}
