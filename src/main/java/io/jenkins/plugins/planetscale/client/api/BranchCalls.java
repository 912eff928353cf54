package io.jenkins.plugins.planetscale.client.api;

import io.jenkins.plugins.planetscale.client.ApiCall;
import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.model.Branch;
import io.jenkins.plugins.planetscale.client.model.Page;
import io.jenkins.plugins.planetscale.client.model.SchemaDocument;

/** The calls about branches. Accesses: {@code docs/planetscale-api.md#accesses}. */
public final class BranchCalls {
    private BranchCalls() {}

    public static ApiCall<Page<Branch>> list(DatabaseRef database, int page) {
        return ApiCall.get(path(database))
                .about("the branches of " + database)
                .needs("read_branch")
                .page(page)
                .asPageOf(Branch.class);
    }

    /** Branches whose name contains {@code text}. */
    public static ApiCall<Page<Branch>> search(DatabaseRef database, String text, int page) {
        return ApiCall.get(path(database))
                .about("the branches of " + database)
                .needs("read_branch")
                .query("q", text)
                .page(page)
                .asPageOf(Branch.class);
    }

    public static ApiCall<Branch> get(DatabaseRef database, String branch) {
        return ApiCall.get(path(database, branch))
                .about(subject(database, branch))
                .needs("read_branch")
                .as(Branch.class);
    }

    public static ApiCall<Branch> create(DatabaseRef database, NewBranch branch) {
        return ApiCall.post(path(database))
                .makes()
                .about(subject(database, branch.name()))
                .needs(branch.restores() ? "create_branch and restore_production_branch_backup" : "create_branch")
                .body("name", branch.name())
                .body("parent_branch", branch.parent())
                .body("seed_data", branch.seedData() ? "last_successful_backup" : null)
                .body("backup_id", branch.backupId())
                .body("region", branch.region())
                .body("cluster_size", branch.clusterSize())
                .as(Branch.class);
    }

    public static ApiCall<Void> delete(DatabaseRef database, String branch, boolean descendants) {
        return delete(database, branch, descendants, false);
    }

    /** @param production whether it is a production branch, whose deletion needs an access of its own */
    public static ApiCall<Void> delete(DatabaseRef database, String branch, boolean descendants, boolean production) {
        return ApiCall.delete(path(database, branch))
                .about(subject(database, branch))
                .needs(production ? "delete_production_branch" : "delete_branch")
                .query("delete_descendants", descendants ? true : null)
                .asNothing();
    }

    /** Brings PlanetScale's view of a branch's schema up to date. Undocumented [L refresh-schema]. */
    public static ApiCall<Void> refreshSchema(DatabaseRef database, String branch) {
        return ApiCall.post(path(database, branch, "refresh-schema"))
                .about("the schema of " + subject(database, branch))
                .needs("read_branch")
                .asNothing();
    }

    public static ApiCall<SchemaDocument> schema(DatabaseRef database, String branch) {
        return schema(database, branch, null);
    }

    /** @param keyspace whose tables are wanted; null for all that PlanetScale shows without */
    public static ApiCall<SchemaDocument> schema(DatabaseRef database, String branch, String keyspace) {
        return ApiCall.get(path(database, branch, "schema"))
                .about("the schema of " + subject(database, branch))
                .needs("read_branch")
                .query("keyspace", keyspace)
                .as(SchemaDocument.class);
    }

    static String subject(DatabaseRef database, String branch) {
        return "branch \"" + branch + "\" of " + database;
    }

    static String[] path(DatabaseRef database, String... more) {
        return DatabaseCalls.path(database, DatabaseCalls.join("branches", more));
    }
}
