package io.jenkins.plugins.planetscale.local.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.planetscale.local.Deployment;
import io.jenkins.plugins.planetscale.local.DeploymentTimes;

/** {@code deployment_revert_request}: null until a cutover that can be taken back. */
final class DeploymentRevertJson {
    private DeploymentRevertJson() {}

    static ObjectNode of(Deployment deployment) {
        DeploymentTimes times = deployment.times;
        if (times.cutover == null || times.finished == null || deployment.instantDdl) {
            return null;
        }
        ObjectNode json = Json.object();
        json.put("id", Json.stableId("revert " + deployment.id));
        json.put("state", revertState(deployment));
        json.put(
                "waiting_period_end_at",
                Json.time(times.finished.plus(deployment.timings().revertWindow())));
        json.put("created_at", Json.time(times.finished));
        json.put("requested_at", Json.time(times.revertRequested));
        json.put("cancelled_at", Json.time(times.revertSkipped));
        json.put("finished_at", Json.time(times.revertFinished));
        json.set("deploy_revert_operations", Json.array(deployment.operations, operation -> Json.object()
                .put("id", Json.stableId("revert " + operation.id))
                .put("table_name", operation.change.table())
                .put("keyspace_name", operation.change.keyspace())
                .put("state", revertState(deployment))
                .put("revert_errors", revertFailed(deployment) ? deployment.revertFailure : null)));
        return json;
    }

    private static boolean revertFailed(Deployment deployment) {
        return deployment.state.equals("complete_revert_error");
    }

    private static String revertState(Deployment deployment) {
        return switch (deployment.state) {
            case "in_progress_revert", "in_progress_revert_vschema" -> "in_progress";
            case "complete_revert" -> "complete";
            case "complete_revert_error" -> "error";
            case "complete" -> "cancelled";
            default -> "pending";
        };
    }
}
