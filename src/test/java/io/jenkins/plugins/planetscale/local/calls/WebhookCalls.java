package io.jenkins.plugins.planetscale.local.calls;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.planetscale.local.Database;
import io.jenkins.plugins.planetscale.local.Webhook;
import io.jenkins.plugins.planetscale.local.http.ApiError;
import io.jenkins.plugins.planetscale.local.http.LocalRequest;
import io.jenkins.plugins.planetscale.local.http.LocalResponse;
import io.jenkins.plugins.planetscale.local.http.Router;
import io.jenkins.plugins.planetscale.local.json.Json;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Webhooks of a database (docs/planetscale-api.md#webhooks). */
public final class WebhookCalls {
    private static final String WEBHOOKS = Router.DATABASE + "/webhooks";
    private static final Duration BETWEEN_TESTS = Duration.ofSeconds(20);
    private static final int MOST = 5;

    private WebhookCalls() {}

    public static void register(Router router) {
        router.on(
                "GET",
                WEBHOOKS,
                call -> LocalResponse.page(
                        call, List.copyOf(call.database().webhooks.values()), WebhookCalls::json),
                "read_database");
        router.on("POST", WEBHOOKS, WebhookCalls::create, "write_database");
        router.on("GET", WEBHOOKS + "/:id", call -> LocalResponse.ok(json(webhook(call))), "read_database");
        router.on("PATCH", WEBHOOKS + "/:id", WebhookCalls::change, "write_database");
        router.on("DELETE", WEBHOOKS + "/:id", WebhookCalls::delete, "write_database");
        router.on("POST", WEBHOOKS + "/:id/test", WebhookCalls::test, "write_database");
    }

    private static Webhook webhook(LocalRequest call) {
        return LocalRequest.present(call.database().webhooks.get(call.segment("id")));
    }

    private static LocalResponse create(LocalRequest call) {
        Database database = call.database();
        if (database.webhooks.size() >= MOST) {
            throw ApiError.unprocessable("A database can have at most " + MOST + " webhooks.");
        }
        Webhook webhook =
                new Webhook(url(call.requiredText("url")), call.flag("enabled", true), events(call), call.world.now());
        database.webhooks.put(webhook.id, webhook);
        database.counters.created("webhooks");
        return LocalResponse.created(json(webhook));
    }

    /** Live, https is asked for; here http is taken too, and only this machine is ever called. */
    private static String url(String text) {
        try {
            URI uri = URI.create(text);
            if (List.of("http", "https").contains(String.valueOf(uri.getScheme())) && uri.getHost() != null) {
                return text;
            }
        } catch (IllegalArgumentException unreadable) {
            // answered below like any other that cannot be called
        }
        throw ApiError.unprocessable("Url is invalid");
    }

    private static List<String> events(LocalRequest call) {
        List<String> events = call.texts("events");
        if (events != null && !Webhook.EVENTS.containsAll(events)) {
            throw ApiError.unprocessable("Events is not included in the list");
        }
        return events == null ? List.of() : List.copyOf(events);
    }

    private static LocalResponse change(LocalRequest call) {
        Webhook webhook = webhook(call);
        webhook.url = url(call.text("url", webhook.url));
        webhook.enabled = call.flag("enabled", webhook.enabled);
        webhook.events = call.texts("events") == null ? webhook.events : events(call);
        return LocalResponse.ok(json(webhook));
    }

    private static LocalResponse delete(LocalRequest call) {
        call.database().webhooks.remove(webhook(call).id);
        call.database().counters.deleted("webhooks");
        return LocalResponse.noContent();
    }

    private static LocalResponse test(LocalRequest call) {
        Webhook webhook = webhook(call);
        if (webhook.lastTestAt != null && call.world.now().isBefore(webhook.lastTestAt.plus(BETWEEN_TESTS))) {
            throw ApiError.unprocessable("A webhook can be tested once every 20 seconds.");
        }
        webhook.lastTestAt = call.world.now();
        Database database = call.database();
        ObjectNode resource =
                Json.object().put("id", database.id).put("type", "Database").put("name", database.name);
        call.world.sender().send(database, webhook, "webhook.test", resource);
        return LocalResponse.noContent();
    }

    private static ObjectNode json(Webhook webhook) {
        ObjectNode json = Json.object();
        json.put("id", webhook.id);
        json.put("url", webhook.url);
        json.put("secret", webhook.secret);
        json.put("enabled", webhook.enabled);
        json.put("last_sent_result", webhook.lastResult);
        json.put("last_sent_success", webhook.lastSuccess);
        json.put("last_sent_at", Json.time(webhook.lastSentAt));
        json.put("created_at", Json.time(webhook.createdAt));
        json.put("updated_at", Json.time(webhook.createdAt));
        json.set("events", Json.strings(webhook.events));
        return json;
    }
}
