package io.jenkins.plugins.planetscale.local.calls;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.planetscale.local.DeployRequest;
import io.jenkins.plugins.planetscale.local.Deployment;
import io.jenkins.plugins.planetscale.local.http.ApiError;
import io.jenkins.plugins.planetscale.local.http.LocalRequest;
import io.jenkins.plugins.planetscale.local.http.LocalResponse;
import io.jenkins.plugins.planetscale.local.http.Router;
import io.jenkins.plugins.planetscale.local.json.BranchJson;
import io.jenkins.plugins.planetscale.local.json.DeployRequestJson;
import io.jenkins.plugins.planetscale.local.json.DeploymentJson;
import io.jenkins.plugins.planetscale.local.json.Json;
import io.jenkins.plugins.planetscale.local.schema.SchemaChange;
import java.util.List;

/** What is told of a deploy request besides itself: deployment, operations, diff, reviews, storage, throttler. */
public final class DeploymentCalls {
    private static final String ONE = Router.DATABASE + "/deploy-requests/:number";
    private static final String READ = "read_deploy_request";
    private static final long GIB = 1L << 30;
    private static final long CAPACITY = 10 * GIB;
    private static final long NEEDED = 2 * GIB;

    private DeploymentCalls() {}

    public static void register(Router router) {
        router.on(
                "GET",
                ONE + "/deployment",
                call -> LocalResponse.ok(DeploymentJson.of(call.deployRequest().deployment)),
                READ);
        router.on("GET", ONE + "/operations", DeploymentCalls::operations, READ);
        router.on("GET", ONE + "/diff", DeploymentCalls::diff, READ);
        router.on(
                "GET",
                ONE + "/reviews",
                call -> LocalResponse.page(call, call.deployRequest().reviews, DeployRequestJson::of),
                READ);
        router.on("POST", ONE + "/reviews", DeploymentCalls::review, "approve_deploy_request", "review_deploy_request");
        router.on("GET", ONE + "/storage-check", DeploymentCalls::storage, READ);
        router.on("GET", ONE + "/throttler", call -> LocalResponse.ok(throttler(call.deployRequest())), READ);
        router.on("PATCH", ONE + "/throttler", DeploymentCalls::throttle, "create_deploy_request");
    }

    private static LocalResponse operations(LocalRequest call) {
        Deployment deployment = call.deployRequest().deployment;
        return LocalResponse.page(
                call, DeploymentJson.rows(deployment), row -> DeploymentJson.operation(deployment, row));
    }

    /** Undocumented, from planetscale-go [S]. */
    private static LocalResponse diff(LocalRequest call) {
        Deployment deployment = call.deployRequest().deployment;
        List<SchemaChange> changes = deployment.operations.stream()
                .map(operation -> operation.change)
                .toList();
        return LocalResponse.ok(BranchJson.diff(deployment.target.base(), changes));
    }

    private static LocalResponse review(LocalRequest call) {
        DeployRequest request = call.deployRequest();
        String state = call.text("state", "commented");
        if (!List.of("approved", "commented").contains(state)) {
            throw ApiError.unprocessable("State is not included in the list");
        }
        if (state.equals("approved")) {
            call.requireAny("approve_deploy_request");
            if (request.actor.equals(call.actor())) {
                throw ApiError.forbidden("You cannot approve your own deploy request.");
            }
        }
        if (request.closed()) {
            throw ApiError.unprocessable("Deploy request is closed.");
        }
        return LocalResponse.created(DeployRequestJson.of(request.review(call.actor(), state, call.text("body", ""))));
    }

    private static LocalResponse storage(LocalRequest call) {
        DeployRequest request = call.deployRequest();
        boolean enough = request.database.enoughStorage;
        ObjectNode json = Json.object();
        json.put("enough_storage", enough);
        json.put("upgradeable", !enough);
        json.put("storage_bytes_needed", enough ? 0 : NEEDED - (CAPACITY - used(enough)));
        ObjectNode report = json.putObject("storage_report");
        request.database.keyspaces.forEach((keyspace, shards) -> report.set(keyspace, storage(shards, enough)));
        return LocalResponse.ok(json);
    }

    private static long used(boolean enough) {
        return enough ? 2 * GIB : 9 * GIB;
    }

    private static ObjectNode storage(int count, boolean enough) {
        long used = used(enough);
        ObjectNode shards = Json.object();
        DeploymentJson.shards(count).forEach(shard -> shards.putObject(shard)
                .put("used", used)
                .put("capacity", CAPACITY)
                .put("remaining", CAPACITY - used)
                .put("percentage_used", 100.0 * used / CAPACITY)
                .put("storage_needed", NEEDED)
                .put("has_enough", enough));
        return shards;
    }

    private static ObjectNode throttler(DeployRequest request) {
        ObjectNode json = Json.object();
        json.set("keyspaces", Json.strings(List.copyOf(request.database.keyspaces.keySet())));
        json.set("configurable", BranchJson.stub(request.into));
        ArrayNode configurations = json.putArray("configurations");
        request.database.keyspaces.keySet().forEach(name -> configurations
                .addObject()
                .put("keyspace_name", name)
                .put("ratio", request.throttlerRatio));
        return json;
    }

    private static LocalResponse throttle(LocalRequest call) {
        DeployRequest request = call.deployRequest();
        JsonNode ratio = call.body().has("ratio")
                ? call.body().get("ratio")
                : call.body().path("configurations").path(0).path("ratio");
        if (!ratio.isNumber() || ratio.asInt() < 0 || ratio.asInt() > 95) {
            throw ApiError.unprocessable("Ratio must be between 0 and 95");
        }
        request.throttlerRatio = ratio.asInt();
        return LocalResponse.ok(throttler(request));
    }
}
