package io.jenkins.plugins.planetscale.client.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The deployment of a deploy request.
 *
 * @param lookupVindexOperations of objects that the OpenAPI document leaves open; their texts are as they were sent
 */
public record Deployment(
        String id,
        String state,
        boolean deployable,
        Boolean autoCutover,
        boolean autoDeleteBranch,
        boolean instantDdl,
        boolean instantDdlEligible,
        Instant createdAt,
        Instant queuedAt,
        Instant submittedAt,
        Instant startedAt,
        Instant readyToCutoverAt,
        Instant cutoverAt,
        boolean cutoverExpiring,
        Instant forceCutoverRequestedAt,
        Instant finishedAt,
        String deployCheckErrors,
        List<LintError> lintErrors,
        List<PrecedingDeployment> precedingDeployments,
        boolean queuePaused,
        String queuePauseReason,
        boolean tableLocked,
        String lockedTableName,
        Instant schemaLastUpdatedAt,
        List<DeployOperation> deployOperations,
        List<OperationSummary> deployOperationSummaries,
        RevertRequest deploymentRevertRequest,
        Integer deployRequestNumber,
        String intoBranch,
        List<Map<String, Object>> lookupVindexOperations) {
    public Deployment {
        lookupVindexOperations = lookupVindexOperations == null ? List.of() : lookupVindexOperations;
        lintErrors = lintErrors == null ? List.of() : lintErrors;
        precedingDeployments = precedingDeployments == null ? List.of() : precedingDeployments;
        deployOperations = deployOperations == null ? List.of() : deployOperations;
        deployOperationSummaries = deployOperationSummaries == null ? List.of() : deployOperationSummaries;
    }
}
