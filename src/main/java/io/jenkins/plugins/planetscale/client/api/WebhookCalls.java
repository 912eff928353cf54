package io.jenkins.plugins.planetscale.client.api;

import io.jenkins.plugins.planetscale.client.ApiCall;
import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.model.Page;
import io.jenkins.plugins.planetscale.client.model.Webhook;

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
}
