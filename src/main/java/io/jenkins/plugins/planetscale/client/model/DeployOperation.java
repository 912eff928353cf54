package io.jenkins.plugins.planetscale.client.model;

import java.time.Instant;
import java.util.List;

/**
 * One statement of a deployment on one table.
 */
public record DeployOperation(
        String id,
        String state,
        String keyspaceName,
        String tableName,
        String operationName,
        Double etaSeconds,
        Double progressPercentage,
        String ddlStatement,
        Boolean canDropData,
        Boolean tableRecentlyUsed,
        Instant tableRecentlyUsedAt,
        List<String> removedForeignKeyNames,
        boolean tableLocked,
        Instant throttledAt,
        String deployErrors,
        String deployErrorDocsUrl)
        implements TableStatement {
    public DeployOperation {
        removedForeignKeyNames = removedForeignKeyNames == null ? List.of() : removedForeignKeyNames;
    }
}
