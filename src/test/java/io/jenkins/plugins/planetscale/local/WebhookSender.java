package io.jenkins.plugins.planetscale.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.planetscale.local.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Sends webhook events, one after the other, on a daemon thread of its own; only ever to this machine. Or gives them to
 * whoever plays the network.
 * Signed as live: lower-case hex HMAC-SHA256 of the body in {@code X-PlanetScale-Signature} (see
 * docs/planetscale-api.md#webhooks).
 */
public final class WebhookSender implements AutoCloseable {
    /** Called under the world's lock, on the thread that changes the world. */
    public interface Network {
        void sent(Database database, String event, ObjectNode resource, byte[] body, String signature);
    }

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Set<String> HERE = Set.of("127.0.0.1", "localhost", "[::1]");

    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread daemon = new Thread(task, "local-planetscale-webhooks");
        daemon.setDaemon(true);
        return daemon;
    });
    private final Network network;
    private HttpClient client;

    WebhookSender() {
        this(null);
    }

    /** @param network takes all events; null to send them */
    WebhookSender(Network network) {
        this.network = network;
    }

    /** Called under the world's lock; returns at once. */
    public void send(Database database, Webhook webhook, String event, ObjectNode resource) {
        Instant now = database.world.now();
        String url = webhook.url;
        ObjectNode body = Json.object();
        body.put("timestamp", now.getEpochSecond());
        body.put("event", event);
        body.put("organization", database.organization.name);
        body.put("database", database.name);
        body.set("resource", resource);
        if (network != null) {
            byte[] bytes = bytes(body);
            network.sent(database, event, resource, bytes, signature(webhook.secret, bytes));
        } else if (!thread.isShutdown()) {
            thread.execute(() -> deliver(webhook, url, body, now));
        }
    }

    private void deliver(Webhook webhook, String url, ObjectNode json, Instant now) {
        String result;
        boolean success = false;
        try {
            URI uri = URI.create(url);
            if (HERE.contains(uri.getHost())) {
                byte[] body = bytes(json);
                int status = post(uri, body, signature(webhook.secret, body));
                success = status / 100 == 2;
                result = String.valueOf(status);
            } else {
                result = "not sent: the local PlanetScale calls 127.0.0.1 only";
            }
        } catch (IOException failed) {
            result = failed.getClass().getSimpleName();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return;
        }
        webhook.lastResult = result;
        webhook.lastSuccess = success;
        webhook.lastSentAt = now;
    }

    private static byte[] bytes(ObjectNode json) {
        try {
            return Json.MAPPER.writeValueAsBytes(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private int post(URI uri, byte[] body, String signature) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("User-Agent", "PlanetScale-Webhooks/1.0")
                .header("X-PlanetScale-Signature", signature)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return client().send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    /** Made when first needed, by the one thread that uses it: most tests have no webhook. */
    private HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(PATIENCE)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
        }
        return client;
    }

    static String signature(String secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
