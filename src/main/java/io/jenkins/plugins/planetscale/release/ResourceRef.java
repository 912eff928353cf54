package io.jenkins.plugins.planetscale.release;

import io.jenkins.plugins.planetscale.client.DatabaseRef;

/** The resource that an operation polls: a deploy request, a branch or a backup of a database. */
public record ResourceRef(Kind kind, DatabaseRef database, String key) {
    public enum Kind {
        DEPLOY_REQUEST,
        BRANCH,
        BACKUP,
        PASSWORD
    }

    public static ResourceRef deployRequest(DatabaseRef database, int number) {
        return new ResourceRef(Kind.DEPLOY_REQUEST, database, Integer.toString(number));
    }

    public static ResourceRef branch(DatabaseRef database, String name) {
        return new ResourceRef(Kind.BRANCH, database, name);
    }
}
