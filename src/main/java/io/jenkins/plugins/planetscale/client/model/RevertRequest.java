package io.jenkins.plugins.planetscale.client.model;

import java.time.Instant;
import java.util.List;

/**
 * The revert of a deployment: {@code waitingPeriodEndAt} is the end of the revert window.
 */
public record RevertRequest(
        Instant waitingPeriodEndAt,
        Instant cancelledAt,
        Instant finishedAt,
        List<RevertOperation> deployRevertOperations) {
    public RevertRequest {
        deployRevertOperations = deployRevertOperations == null ? List.of() : deployRevertOperations;
    }
}
