package io.jenkins.plugins.planetscale.client.model;

import java.time.Instant;

/**
 * A deploy request. Decide on {@code deploymentState}: {@code deployment.state} can lag behind it, and {@code
 * deployment} can be null just after creation [D two-states].
 */
public record DeployRequest(
        String id,
        int number,
        String branch,
        String branchId,
        String intoBranch,
        boolean approved,
        String state,
        String deploymentState,
        Deployment deployment,
        Actor actor,
        String notes,
        String htmlUrl,
        Instant createdAt,
        Instant updatedAt,
        Instant closedAt,
        Instant deployedAt,
        boolean branchDeleted,
        Integer intoBranchKeyspaceCount)
        implements Made {
    public DeployRequest {
        Required.present(number < 1 ? null : number, "number");
    }

    public boolean isOpen() {
        return state == null ? closedAt == null : state.equals("open");
    }
}
