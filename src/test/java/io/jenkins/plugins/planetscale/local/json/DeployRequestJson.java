package io.jenkins.plugins.planetscale.local.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.planetscale.local.Database;
import io.jenkins.plugins.planetscale.local.DeployRequest;
import io.jenkins.plugins.planetscale.local.Review;

/** How deploy requests and reviews are answered (docs/planetscale-api.md#json-of-a-deploy-request). */
public final class DeployRequestJson {
    private DeployRequestJson() {}

    public static ObjectNode of(DeployRequest request) {
        Database database = request.database;
        boolean sourceGone = request.source.deletedAt != null;
        ObjectNode json = Json.object();
        json.put("id", request.id);
        json.put("type", "DeployRequest");
        json.put("number", request.number);
        json.set("actor", Json.actor(request.actor));
        json.set("closed_by", Json.actor(request.closedBy));
        json.put("branch", request.source.name);
        json.put("branch_id", request.source.id);
        json.put("branch_deleted", sourceGone);
        json.putNull("branch_deleted_by");
        json.put("branch_deleted_at", Json.time(request.source.deletedAt));
        json.put("into_branch", request.into.name);
        json.put("into_branch_sharded", database.sharded());
        json.put("into_branch_shard_count", database.shards());
        json.put("into_branch_keyspace_count", database.keyspaces.size());
        json.put("approved", request.approved());
        json.put("state", request.closed() ? "closed" : "open");
        json.put("deployment_state", request.deployment.state);
        json.set("deployment", request.nullDeployment ? null : DeploymentJson.of(request.deployment));
        json.put("num_comments", request.reviews.size());
        json.put("html_url", url(request));
        json.put("notes", request.notes);
        json.put("html_body", request.notes.isEmpty() ? "" : "<p>" + Json.escaped(request.notes) + "</p>");
        json.put("created_at", Json.time(request.createdAt));
        json.put("updated_at", Json.time(request.updatedAt));
        json.put("closed_at", Json.time(request.closedAt));
        json.put("deployed_at", Json.time(request.deployment.times.cutover));
        return json;
    }

    private static String url(DeployRequest request) {
        return Json.WEB + request.database.organization.name + "/" + request.database.name + "/deploy-requests/"
                + request.number;
    }

    /** How a webhook tells of a deploy request (docs/planetscale-api.md#webhooks). */
    public static ObjectNode resource(DeployRequest request) {
        ObjectNode json = Json.object();
        json.put("id", request.id);
        json.put("type", "DeployRequest");
        json.put("number", request.number);
        json.put("deployment_state", request.deployment.state);
        json.put("state", request.closed() ? "closed" : "open");
        json.put("branch", request.source.name);
        json.put("into_branch", request.into.name);
        json.put("html_url", url(request));
        json.set("deployment", DeploymentJson.of(request.deployment));
        return json;
    }

    public static ObjectNode of(Review review) {
        ObjectNode json = Json.object();
        json.put("id", review.id());
        json.put("body", review.body());
        json.put("html_body", review.body().isEmpty() ? "" : "<p>" + Json.escaped(review.body()) + "</p>");
        json.put("state", review.state());
        json.put("created_at", Json.time(review.at()));
        json.put("updated_at", Json.time(review.at()));
        json.set("actor", Json.actor(review.actor()));
        return json;
    }
}
