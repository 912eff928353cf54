package io.jenkins.plugins.planetscale.client.api;

import io.jenkins.plugins.planetscale.client.ApiCall;
import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.model.Database;
import io.jenkins.plugins.planetscale.client.model.Organization;
import io.jenkins.plugins.planetscale.client.model.Page;

/** The calls about organizations and databases. Accesses: {@code docs/planetscale-api.md#accesses}. */
public final class DatabaseCalls {
    private DatabaseCalls() {}

    /** Works for any valid token, so it tells a wrong token from a missing access. */
    public static ApiCall<Page<Organization>> organizations(int page) {
        return ApiCall.get("organizations")
                .about("the organizations")
                .page(page)
                .asPageOf(Organization.class);
    }

    public static ApiCall<Page<Database>> list(String organization, int page) {
        return ApiCall.get("organizations", organization, "databases")
                .about("the databases of \"" + organization + "\"")
                .needs("read_databases or read_database")
                .page(page)
                .asPageOf(Database.class);
    }

    public static ApiCall<Database> get(DatabaseRef database) {
        return ApiCall.get(path(database))
                .about("database " + database)
                .needs("read_database")
                .as(Database.class);
    }

    static String[] path(DatabaseRef database, String... more) {
        String[] path = new String[4 + more.length];
        path[0] = "organizations";
        path[1] = database.organization();
        path[2] = "databases";
        path[3] = database.database();
        System.arraycopy(more, 0, path, 4, more.length);
        return path;
    }

    static String[] join(String first, String... more) {
        String[] path = new String[1 + more.length];
        path[0] = first;
        System.arraycopy(more, 0, path, 1, more.length);
        return path;
    }
}
