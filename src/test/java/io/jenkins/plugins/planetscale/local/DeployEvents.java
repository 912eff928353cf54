package io.jenkins.plugins.planetscale.local;

/** Which webhook event tells of a new state (docs/planetscale-api.md#webhooks). */
final class DeployEvents {
    private DeployEvents() {}

    /** The event, or null when the state is not told of. The closing of a deploy request is told of on its own. */
    static String of(String state, boolean instant) {
        return switch (state) {
            case "queued" -> "deploy_request.queued";
            case "in_progress" -> "deploy_request.in_progress";
            case "pending_cutover" -> "deploy_request.pending_cutover";
            case "complete_pending_revert" -> "deploy_request.schema_applied";
            case "complete" -> instant ? "deploy_request.schema_applied" : null;
            case "error", "complete_error", "complete_revert_error" -> "deploy_request.errored";
            case "in_progress_revert" -> "deploy_request.reverted";
            default -> null;
        };
    }
}
