package io.jenkins.plugins.planetscale.client.model;

import java.time.Instant;

/**
 * A database of an organization.
 */
public record Database(
        String id,
        String name,
        String kind,
        String state,
        boolean ready,
        String defaultBranch,
        boolean requireApprovalForDeploy,
        boolean allowDataBranching,
        boolean foreignKeysEnabled,
        boolean atDevelopmentBranchUsageLimit,
        boolean atBackupRestoreBranchesLimit,
        Instant schemaLastUpdatedAt,
        String htmlUrl) {
    public Database {
        Required.present(name, "name");
    }

    /** Only MySQL databases have deploy requests and passwords; the others have roles. */
    public boolean isMysql() {
        return kind == null || kind.equals("mysql");
    }
}
