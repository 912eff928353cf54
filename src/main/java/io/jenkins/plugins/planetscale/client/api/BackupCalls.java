package io.jenkins.plugins.planetscale.client.api;

import io.jenkins.plugins.planetscale.client.ApiCall;
import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.model.Backup;
import io.jenkins.plugins.planetscale.client.model.Page;

/** The calls about the backups of a branch. Accesses: {@code docs/planetscale-api.md#accesses}. */
public final class BackupCalls {
    private BackupCalls() {}

    public static ApiCall<Page<Backup>> list(DatabaseRef database, String branch, int page) {
        return ApiCall.get(path(database, branch))
                .about("the backups of " + BranchCalls.subject(database, branch))
                .needs("read_backups")
                .page(page)
                .asPageOf(Backup.class);
    }

    public static ApiCall<Backup> get(DatabaseRef database, String branch, String id) {
        return ApiCall.get(path(database, branch, id))
                .about("a backup of " + BranchCalls.subject(database, branch))
                .needs("read_backups")
                .as(Backup.class);
    }

    /**
     * Starts a backup.
     *
     * @param retentionUnit {@code hour}, {@code day}, {@code week}, {@code month} or {@code year}, or null
     * @param retentionValue 1 to 1000, or null
     */
    public static ApiCall<Backup> create(
            DatabaseRef database, String branch, String name, String retentionUnit, Integer retentionValue) {
        return ApiCall.post(path(database, branch))
                .makes()
                .about("a backup of " + BranchCalls.subject(database, branch))
                .needs("write_backups")
                .body("name", name)
                .body("retention_unit", retentionUnit)
                .body("retention_value", retentionValue)
                .as(Backup.class);
    }

    private static String[] path(DatabaseRef database, String branch, String... more) {
        return BranchCalls.path(database, DatabaseCalls.join(branch, DatabaseCalls.join("backups", more)));
    }
}
