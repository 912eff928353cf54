package io.jenkins.plugins.planetscale.release;

import io.jenkins.plugins.planetscale.client.DatabaseRef;

/** What an operation waits for: a deploy request, a branch or a backup of a database. */
public record Subject(Kind kind, DatabaseRef database, String key) {
    public enum Kind {
        DEPLOY_REQUEST,
        BRANCH,
        BACKUP,
        PASSWORD
    }

    static Subject deployRequest(DatabaseRef database, int number) {
        return new Subject(Kind.DEPLOY_REQUEST, database, Integer.toString(number));
    }

    static Subject branch(DatabaseRef database, String name) {
        return new Subject(Kind.BRANCH, database, name);
    }
}
