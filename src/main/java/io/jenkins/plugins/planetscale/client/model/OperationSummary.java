package io.jenkins.plugins.planetscale.client.model;

import java.util.List;

/**
 * One statement of a deployment over all shards of its table.
 */
public record OperationSummary(
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
        List<String> removedForeignKeyNames,
        int shardCount,
        List<ShardOperation> operations,
        String deployErrors)
        implements TableStatement {
    public OperationSummary {
        removedForeignKeyNames = removedForeignKeyNames == null ? List.of() : removedForeignKeyNames;
        operations = operations == null ? List.of() : operations;
    }
}
