package io.jenkins.plugins.planetscale.local.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.planetscale.local.Database;
import io.jenkins.plugins.planetscale.local.DeployOperation;
import io.jenkins.plugins.planetscale.local.DeployRequest;
import io.jenkins.plugins.planetscale.local.Deployment;
import io.jenkins.plugins.planetscale.local.DeploymentTimes;
import io.jenkins.plugins.planetscale.local.Progress;
import io.jenkins.plugins.planetscale.local.schema.SchemaChange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** How deployments and their operations are answered (docs/planetscale-api.md#json-of-a-deploy-request). */
public final class DeploymentJson {
    /** A deployment whose inner state lags says the former of what it passes through [D webhook sample]. */
    private static final Map<String, String> LAGGING = Map.of(
            "ready", "pending",
            "submitting", "queued",
            "in_progress", "submitting",
            "pending_cutover", "in_progress",
            "in_progress_cutover", "pending_cutover",
            "complete_pending_revert", "in_progress_cutover",
            "complete", "complete_pending_revert",
            "complete_revert", "in_progress_revert");

    private DeploymentJson() {}

    public static ObjectNode of(Deployment deployment) {
        DeployRequest request = deployment.request;
        DeploymentTimes times = deployment.times;
        ObjectNode json = Json.object();
        json.put("id", deployment.id);
        json.put("type", "Deployment");
        json.put("auto_cutover", deployment.autoCutover);
        json.put("auto_delete_branch", deployment.autoDeleteBranch);
        json.put("created_at", Json.time(request.createdAt));
        json.put("cutover_at", Json.time(times.cutover));
        json.put("cutover_expiring", cutoverExpiring(deployment));
        json.put("deploy_check_errors", checkErrors(deployment));
        json.put("finished_at", Json.time(times.finished));
        json.put("force_cutover_requested_at", Json.time(times.forceRequested));
        json.put("queued_at", Json.time(times.queued));
        json.put("ready_to_cutover_at", Json.time(times.readyToCutover));
        json.put("started_at", Json.time(times.started));
        json.put("state", innerState(deployment));
        json.put("submitted_at", Json.time(times.submitted));
        json.put("updated_at", Json.time(request.updatedAt));
        json.put("into_branch", request.into.name);
        json.put("deploy_request_number", request.number);
        json.put("deployable", deployment.deployable());
        json.set("preceding_deployments", Json.array(preceding(deployment), DeploymentJson::stub));
        json.set("deploy_operations", operations(deployment));
        json.set("deploy_operation_summaries", summaries(deployment));
        json.set("lint_errors", Json.array(deployment.lintErrors, BranchJson::lint));
        json.putArray("sequential_diff_dependencies");
        json.putArray("lookup_vindex_operations");
        json.set("throttler_configurations", null);
        json.set("deployment_revert_request", DeploymentRevertJson.of(deployment));
        json.set("actor", Json.actor(deployment.deployedBy));
        json.set("cutover_actor", Json.actor(deployment.cutoverBy));
        json.set("cancelled_actor", Json.actor(deployment.cancelledBy));
        json.put("schema_last_updated_at", Json.time(request.source.schemaUpdatedAt));
        boolean locked = deployment.state.equals("in_progress_cutover") && !deployment.operations.isEmpty();
        json.put("table_locked", locked);
        json.put(
                "locked_table_name",
                locked ? deployment.operations.get(0).change.table() : null);
        json.put("instant_ddl", deployment.instantDdl);
        json.put("instant_ddl_eligible", deployment.instantEligible());
        boolean paused = preceding(deployment).stream().anyMatch(other -> other.state.endsWith("_error"));
        json.put("queue_paused", paused);
        json.put("queue_pause_reason", paused ? "A previous deployment failed." : null);
        return json;
    }

    private static List<Deployment> preceding(Deployment deployment) {
        return deployment.request.closed() ? List.of() : deployment.request.database.preceding(deployment);
    }

    private static String innerState(Deployment deployment) {
        return deployment.innerStateLags ? LAGGING.getOrDefault(deployment.state, deployment.state) : deployment.state;
    }

    private static boolean cutoverExpiring(Deployment deployment) {
        if (!deployment.state.equals("pending_cutover") || deployment.autoCutover) {
            return deployment.cutoverExpiringForced;
        }
        Duration lasts = deployment.timings().cutoverExpiry();
        Instant expiring = deployment.since.plus(lasts.multipliedBy(11).dividedBy(12));
        return deployment.cutoverExpiringForced
                || !deployment.request.database.world.now().isBefore(expiring);
    }

    private static String checkErrors(Deployment deployment) {
        return deployment.lintErrors.isEmpty()
                ? null
                : deployment.lintErrors.get(0).message();
    }

    private static ObjectNode stub(Deployment deployment) {
        return Json.object()
                .put("id", deployment.id)
                .put("deploy_request_number", deployment.request.number)
                .put("into_branch", deployment.request.into.name)
                .put("state", deployment.state);
    }

    private static ArrayNode operations(Deployment deployment) {
        return Json.array(rows(deployment), row -> operation(deployment, row));
    }

    /** A row of {@code deploy_operations}: a statement, or a statement on one shard (facts §1.6 [?]). */
    public record Row(int index, int shard) {}

    public static List<Row> rows(Deployment deployment) {
        Database database = deployment.request.database;
        return IntStream.range(0, deployment.operations.size())
                .boxed()
                .flatMap(index -> IntStream.range(0, database.rowPerShard ? shardCount(deployment, index) : 1)
                        .mapToObj(shard -> new Row(index, shard)))
                .toList();
    }

    private static int shardCount(Deployment deployment, int index) {
        return deployment.request.database.keyspaces.get(
                deployment.operations.get(index).change.keyspace());
    }

    public static ObjectNode operation(Deployment deployment, Row row) {
        int index = row.index();
        DeployOperation operation = deployment.operations.get(index);
        Progress progress = Progress.of(deployment, index);
        ObjectNode json = common(deployment, operation);
        json.put("id", row.shard() == 0 ? operation.id : Json.stableId(operation.id + " " + row.shard()));
        json.put("state", progress.state());
        boolean copied = !List.of("pending", "queued").contains(progress.state());
        if (copied) {
            json.put("eta_seconds", progress.etaSeconds());
            json.put("progress_percentage", progress.percent());
        } else {
            json.putNull("eta_seconds");
            json.putNull("progress_percentage");
        }
        json.putNull("deploy_error_docs_url");
        json.put("updated_at", Json.time(deployment.request.updatedAt));
        json.put("table_locked", deployment.state.equals("in_progress_cutover"));
        json.put("deploy_errors", operation.error);
        return json;
    }

    private static ObjectNode common(Deployment deployment, DeployOperation operation) {
        SchemaChange change = operation.change;
        Instant used = deployment.request.database.recentlyUsed(change);
        ObjectNode json = Json.object();
        json.put("id", operation.id);
        json.put("keyspace_name", change.keyspace());
        json.put("table_name", change.table());
        json.put("operation_name", change.operation());
        json.put("ddl_statement", change.statement());
        json.put("syntax_highlighted_ddl", Json.html(change.statement()));
        json.put("created_at", Json.time(operation.createdAt));
        json.put("throttled_at", Json.time(operation.throttledAt));
        json.put("can_drop_data", change.dropsData());
        json.put("table_recently_used", used != null);
        json.put("table_recently_used_at", Json.time(used));
        json.set("removed_foreign_key_names", Json.strings(change.removedForeignKeys()));
        return json;
    }

    private static ArrayNode summaries(Deployment deployment) {
        ArrayNode array = Json.MAPPER.createArrayNode();
        IntStream.range(0, deployment.operations.size()).forEach(index -> array.add(summary(deployment, index)));
        return array;
    }

    private static ObjectNode summary(Deployment deployment, int index) {
        DeployOperation operation = deployment.operations.get(index);
        Progress progress = Progress.of(deployment, index);
        List<String> shards = shards(shardCount(deployment, index));
        ObjectNode json = common(deployment, operation);
        json.put("deploy_errors", operation.error == null ? "" : operation.error);
        json.put("eta_seconds", progress.etaSeconds());
        json.put("progress_percentage", progress.percent());
        json.put("state", progress.state().equals("queued") ? "pending" : progress.state());
        json.put("shard_count", shards.size());
        json.set("shard_names", Json.strings(shards));
        json.put("sharded", shards.size() > 1);
        json.set("operations", Json.array(shards, shard -> Json.object()
                .put("id", operation.id + shard)
                .put("shard", shard)
                .put("state", progress.state())
                .put("progress_percentage", progress.percent())
                .put("eta_seconds", progress.etaSeconds())));
        return json;
    }

    /** Names of equal key ranges, as Vitess writes them; {@code -} is all of it. */
    public static List<String> shards(int count) {
        return IntStream.range(0, count)
                .mapToObj(index -> bound(index, count) + "-" + bound(index + 1, count))
                .toList();
    }

    private static String bound(int index, int count) {
        return index == 0 || index == count ? "" : String.format("%02x", 256 * index / count);
    }
}
