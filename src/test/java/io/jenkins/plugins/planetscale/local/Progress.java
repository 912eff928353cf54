package io.jenkins.plugins.planetscale.local;

import java.time.Duration;

/**
 * How far the change of one table is: a deployment copies its tables in turn, each in an equal part of the time.
 *
 * @param state state of a deploy operation (docs/planetscale-api.md#states)
 * @param percent 0 to 100
 * @param etaSeconds seconds left for this table
 */
public record Progress(String state, double percent, long etaSeconds) {
    public static Progress of(Deployment deployment, int index) {
        return switch (deployment.state) {
            case "pending", "ready", "no_changes", "error" -> new Progress("pending", 0, 0);
            case "queued", "submitting" -> new Progress("queued", 0, 0);
            case "in_progress" -> copying(deployment, index);
            case "complete_error" ->
                deployment.operations.get(index).error == null
                        ? new Progress("cancelled", 0, 0)
                        : new Progress("error", 0, 0);
            case "in_progress_cancel", "complete_cancel", "cancelled" -> new Progress("cancelled", 0, 0);
            default ->
                deployment.times.cutover == null
                        ? new Progress("in_progress", 100, 0)
                        : new Progress("complete", 100, 0);
        };
    }

    private static Progress copying(Deployment deployment, int index) {
        Duration whole = deployment.instantDdl
                ? deployment.timings().instant()
                : deployment.timings().copy();
        if (deployment.operations.get(index).failed) {
            return new Progress("error", 0, 0);
        }
        double each = whole.toMillis() / (double) deployment.operations.size();
        double spent = Duration.between(deployment.since, deployment.request.database.world.now())
                        .toMillis()
                - each * index;
        if (spent < 0) {
            return new Progress("queued", 0, Math.round((each - spent) / 1000));
        }
        double percent = each == 0 ? 100 : Math.min(100, Math.floor(1000 * spent / each) / 10);
        return new Progress("in_progress", percent, Math.max(0, Math.round((each - spent) / 1000)));
    }
}
