package io.jenkins.plugins.planetscale.service.pace;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.release.ResourceRef;

/** What one list call shows all of: things of a kind of a database. */
public record Place(DatabaseRef database, ResourceRef.Kind kind) {
    public static Place of(ResourceRef subject) {
        return new Place(subject.database(), subject.kind());
    }

    /** Whether there is a list that shows them as a look at one of them does. */
    boolean hasList() {
        return kind == ResourceRef.Kind.DEPLOY_REQUEST || kind == ResourceRef.Kind.BRANCH;
    }
}
