package io.jenkins.plugins.planetscale.local.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.planetscale.local.Accesses;
import io.jenkins.plugins.planetscale.local.LocalPlanetScale;
import io.jenkins.plugins.planetscale.local.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** What these tests call the server with. */
public final class Api {
    /** Path of the database that {@link #of} makes. */
    public static final String DB = "/organizations/acme/databases/shop";

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public record Reply(int status, JsonNode json, String text) {
        public String message() {
            return json.path("message").asText();
        }
    }

    private final String base;
    private final String authorization;

    private Api(String base, String authorization) {
        this.base = base;
        this.authorization = authorization;
    }

    /** With a token that may do everything, in organization acme with database shop. */
    public static Api of(LocalPlanetScale local) {
        local.world().database("acme", "shop");
        return as(local, "admin", Accesses.EVERYTHING.toArray(String[]::new));
    }

    public static Api as(LocalPlanetScale local, String id, String... accesses) {
        local.world().token(id, id + "-secret", "acme", accesses);
        return new Api(local.url(), id + ":" + id + "-secret");
    }

    public static Api withHeader(LocalPlanetScale local, String authorization) {
        return new Api(local.url(), authorization);
    }

    public Reply get(String path) {
        return send("GET", path, null);
    }

    /** @param json with single quotes for double ones */
    public Reply post(String path, String json) {
        return send("POST", path, json);
    }

    public Reply post(String path) {
        return send("POST", path, null);
    }

    public Reply put(String path, String json) {
        return send("PUT", path, json);
    }

    public Reply patch(String path, String json) {
        return send("PATCH", path, json);
    }

    public Reply delete(String path) {
        return send("DELETE", path, null);
    }

    public Reply send(String method, String path, String json) {
        try {
            return trySend(method, path, json);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public Reply trySend(String method, String path, String json) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(10))
                .method(
                        method,
                        json == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(json.replace('\'', '"')));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
            boolean json2xx = response.body().startsWith("{") || response.body().startsWith("[");
            JsonNode read = json2xx ? Json.MAPPER.readTree(response.body()) : MissingNode.getInstance();
            return new Reply(response.statusCode(), read, response.body());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }
}
