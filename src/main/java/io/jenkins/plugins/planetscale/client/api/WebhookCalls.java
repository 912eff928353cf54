package io.jenkins.plugins.planetscale.client.api;

import io.jenkins.plugins.planetscale.client.ApiCall;
import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.model.Page;
import io.jenkins.plugins.planetscale.client.model.Webhook;
import java.util.List;

/** The calls about the webhooks of a database, five at most. Accesses: {@code docs/planetscale-api.md#accesses}. */
public final class WebhookCalls {
    private WebhookCalls() {}

    public static ApiCall<Page<Webhook>> list(DatabaseRef database, int page) {
        return ApiCall.get(DatabaseCalls.path(database, "webhooks"))
                .about("the webhooks of " + database)
                .needs("read_database")
                .page(page)
                .asPageOf(Webhook.class);
    }

    public static ApiCall<Webhook> create(DatabaseRef database, String url, boolean enabled, List<String> events) {
        return ApiCall.post(DatabaseCalls.path(database, "webhooks"))
                .about("a webhook of " + database)
                .needs("write_database")
                .body("url", url)
                .body("enabled", enabled)
                .body("events", events)
                .as(Webhook.class);
    }

    public static ApiCall<Webhook> enable(DatabaseRef database, String id, boolean enabled) {
        return ApiCall.patch(DatabaseCalls.path(database, "webhooks", id))
                .about("a webhook of " + database)
                .needs("write_database")
                .body("enabled", enabled)
                .as(Webhook.class);
    }

    public static ApiCall<Void> delete(DatabaseRef database, String id) {
        return ApiCall.delete(DatabaseCalls.path(database, "webhooks", id))
                .about("a webhook of " + database)
                .needs("write_database")
                .asNothing();
    }

    /** Sends a test event; PlanetScale allows one every 20 seconds [D webhook-test]. */
    public static ApiCall<Void> test(DatabaseRef database, String id) {
        return ApiCall.post(DatabaseCalls.path(database, "webhooks", id, "test"))
                .about("a webhook of " + database)
                .needs("write_database")
                .asNothing();
    }
}
