package io.jenkins.plugins.planetscale.service.pace;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.release.ResourceRef;

/** The objects of one kind in a database, which one list call returns. */
public record Place(DatabaseRef database, ResourceRef.Kind kind) {
    public static Place of(ResourceRef subject) {
        return new Place(subject.database(), subject.kind());
    }

    /** Whether a list call returns the same as calls for the single objects. */
    boolean hasList() {
        return kind == ResourceRef.Kind.DEPLOY_REQUEST || kind == ResourceRef.Kind.BRANCH;
    }
}
