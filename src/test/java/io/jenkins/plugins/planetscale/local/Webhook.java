package io.jenkins.plugins.planetscale.local;

import java.time.Instant;
import java.util.List;

/** A webhook of a database. Its settings only under the world's lock; its last result is written by the sender. */
public final class Webhook {
    public static final List<String> EVENTS = List.of(
            "branch.ready",
            "branch.anomaly",
            "branch.out_of_memory",
            "branch.primary_promoted",
            "branch.schema_recommendation",
            "branch.sleeping",
            "branch.start_maintenance",
            "cluster.storage",
            "database.access_request",
            "deploy_request.closed",
            "deploy_request.errored",
            "deploy_request.in_progress",
            "deploy_request.opened",
            "deploy_request.pending_cutover",
            "deploy_request.queued",
            "deploy_request.reverted",
            "deploy_request.schema_applied",
            "keyspace.storage",
            "webhook.test");

    public final String id = Ids.id();
    public final String secret = Ids.secret();
    public final Instant createdAt;
    public String url;
    public boolean enabled;
    public List<String> events;
    public Instant lastTestAt;
    public volatile String lastResult = "";
    public volatile boolean lastSuccess;
    public volatile Instant lastSentAt;

    public Webhook(String url, boolean enabled, List<String> events, Instant createdAt) {
        this.url = url;
        this.enabled = enabled;
        this.events = events;
        this.createdAt = createdAt;
    }
}
