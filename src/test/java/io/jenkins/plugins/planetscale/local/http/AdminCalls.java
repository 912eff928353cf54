package io.jenkins.plugins.planetscale.local.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import io.jenkins.plugins.planetscale.local.Branch;
import io.jenkins.plugins.planetscale.local.FaultRule;
import io.jenkins.plugins.planetscale.local.Faults;
import io.jenkins.plugins.planetscale.local.LocalClock;
import io.jenkins.plugins.planetscale.local.World;
import io.jenkins.plugins.planetscale.local.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * {@code /_local}: what a test does in Java, for people with curl. Neither authenticated nor recorded; this machine
 * only.
 */
public final class AdminCalls {
    private static final Set<String> HERE = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final String SCHEMA = "/_local/organizations/[^/]+/databases/[^/]+/branches/[^/]+/schema";

    private final World world;
    private final LocalClock clock;
    private final Faults faults;

    public AdminCalls(World world, LocalClock clock, Faults faults) {
        this.world = world;
        this.clock = clock;
        this.faults = faults;
    }

    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!fromHere(exchange)) {
                HttpFront.write(exchange, 403, "text/plain", "this machine only\n");
                return;
            }
            String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            try {
                String done = run(
                        exchange.getRequestMethod(), exchange.getRequestURI().getRawPath(), text);
                HttpFront.write(
                        exchange, done == null ? 404 : 200, "text/plain; charset=utf-8", done == null ? "?\n" : done);
            } catch (IllegalArgumentException | IOException wrong) {
                HttpFront.write(exchange, 400, "text/plain; charset=utf-8", wrong.getMessage() + "\n");
            }
        }
    }

    /** The name asked for is looked at too, so that no web page can reach this through a name of its own. */
    private static boolean fromHere(HttpExchange exchange) {
        String host =
                String.valueOf(exchange.getRequestHeaders().getFirst("Host")).replaceFirst(":\\d+$", "");
        return exchange.getRemoteAddress().getAddress().isLoopbackAddress() && HERE.contains(host);
    }

    private String run(String method, String path, String text) throws IOException {
        if (method.equals("PUT") && path.matches(SCHEMA)) {
            String[] parts = path.split("/");
            Branch branch = world.database(LocalRequest.decoded(parts[3]), LocalRequest.decoded(parts[5]))
                    .branch(LocalRequest.decoded(parts[7]));
            return branch.schema(text).schema();
        }
        return switch (method + " " + path) {
            case "GET /_local/dump" -> world.dump();
            case "POST /_local/clock" -> {
                clock.advance(
                        Duration.ofSeconds(json(text).path("advance_seconds").asLong()));
                yield clock.now() + "\n";
            }
            case "POST /_local/faults" -> {
                faults.add(rule(json(text)));
                yield "added\n";
            }
            case "DELETE /_local/faults" -> {
                faults.clear();
                yield "cleared\n";
            }
            case "POST /_local/tokens" -> {
                JsonNode json = json(text);
                world.token(
                        required(json, "id"),
                        required(json, "secret"),
                        required(json, "organization"),
                        Json.MAPPER.convertValue(json.withArray("accesses"), String[].class));
                yield "added\n";
            }
            default -> null;
        };
    }

    private static JsonNode json(String text) throws IOException {
        return Json.MAPPER.readTree(text.isEmpty() ? "{}" : text);
    }

    private static String required(JsonNode json, String name) {
        if (!json.path(name).isTextual()) {
            throw new IllegalArgumentException("\"" + name + "\" is missing");
        }
        return json.get(name).textValue();
    }

    private static FaultRule rule(JsonNode json) {
        FaultRule rule = FaultRule.on(
                        json.path("method").asText(null), json.path("path").asText(null))
                .times(json.path("times").asInt(1))
                .delay(Duration.ofMillis(json.path("delay_ms").asLong()));
        switch (json.path("reset").asText("")) {
            case "before" -> rule.resetBefore();
            case "after" -> rule.resetAfter();
            case "" -> {
                if (json.has("status")) {
                    Map<String, String> headers = new HashMap<>(Map.of("Content-Type", "application/json"));
                    json.path("headers")
                            .properties()
                            .forEach(field ->
                                    headers.put(field.getKey(), field.getValue().asText()));
                    JsonNode body = json.path("body");
                    rule.status(
                            json.get("status").asInt(),
                            headers,
                            body.isContainerNode() ? body.toString() : body.asText());
                }
            }
            default -> throw new IllegalArgumentException("\"reset\" is \"before\" or \"after\"");
        }
        return rule;
    }
}
