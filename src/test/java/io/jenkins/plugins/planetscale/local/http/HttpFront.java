package io.jenkins.plugins.planetscale.local.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import io.jenkins.plugins.planetscale.local.FaultRule;
import io.jenkins.plugins.planetscale.local.Faults;
import io.jenkins.plugins.planetscale.local.Token;
import io.jenkins.plugins.planetscale.local.World;
import io.jenkins.plugins.planetscale.local.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Between the sockets and the calls: reads, lets faults strike, records, answers. Any number of threads at once. */
public final class HttpFront {
    private static final int LARGEST_BODY = 4 << 20;

    private final World world;
    private final Router router;
    private final Faults faults;
    private final Recorder recorder;
    private final String base;

    public HttpFront(World world, Router router, Faults faults, Recorder recorder, String base) {
        this.world = world;
        this.router = router;
        this.faults = faults;
        this.recorder = recorder;
        this.base = base;
    }

    public void handle(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        URI uri = exchange.getRequestURI();
        Recorder.Entry entry = recorder.begin(method, uri.toString(), tokenId(exchange));
        FaultRule fault = faults.next(method, uri.getRawPath());
        try {
            byte[] body;
            try (InputStream in = exchange.getRequestBody()) {
                body = in.readNBytes(LARGEST_BODY);
            }
            if (fault == null) {
                send(exchange, entry, answer(exchange, method, uri, body), null);
            } else {
                strike(exchange, entry, fault, method, uri, body);
            }
        } catch (InterruptedException closing) {
            entry.cut("closed");
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    private void strike(
            HttpExchange exchange, Recorder.Entry entry, FaultRule fault, String method, URI uri, byte[] body)
            throws IOException, InterruptedException {
        pause(fault.delay);
        switch (fault.kind) {
            case NONE -> {
                LocalResponse answer = answer(exchange, method, uri, body);
                pause(fault.answerDelay);
                send(exchange, entry, answer, fault.label());
            }
            case STATUS -> {
                pause(fault.answerDelay);
                fault.headers.forEach(exchange.getResponseHeaders()::set);
                entry.answered(fault.status, new String(fault.body, StandardCharsets.UTF_8), fault.label());
                write(exchange, fault.status, fault.body, fault.body.length);
            }
            case RESET_BEFORE -> entry.cut(fault.label());
            case RESET_AFTER -> {
                answer(exchange, method, uri, body);
                pause(fault.answerDelay);
                entry.cut(fault.label());
            }
            case TRUNCATED -> {
                LocalResponse answer = answer(exchange, method, uri, body);
                pause(fault.answerDelay);
                entry.cut(fault.label());
                byte[] bytes = bytes(answer);
                exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
                if (bytes.length > 0) {
                    write(exchange, answer.status(), bytes, bytes.length / 2);
                }
            }
            case OVERSIZED -> {
                entry.cut(fault.label());
                Oversized.write(exchange, fault.size);
            }
        }
    }

    private static void pause(Duration time) throws InterruptedException {
        if (!time.isZero()) {
            TimeUnit.MILLISECONDS.sleep(time.toMillis());
        }
    }

    private static String tokenId(HttpExchange exchange) {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        return header == null ? null : header.contains(":") ? header.substring(0, header.indexOf(':')) : "?";
    }

    private LocalResponse answer(HttpExchange exchange, String method, URI uri, byte[] body) {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        try {
            return world.locked(() -> answer(header, method, uri, body));
        } catch (ApiError error) {
            return LocalResponse.error(error);
        } catch (RuntimeException bug) {
            // told to the caller as live would, and to whoever reads the build's output what it was
            bug.printStackTrace();
            return new LocalResponse(
                    500, Json.object().put("code", "internal_server_error").put("message", "Internal Server Error"));
        }
    }

    private LocalResponse answer(String authorization, String method, URI uri, byte[] body) {
        String path = uri.getRawPath();
        Router.Match match = path.startsWith("/v1/") ? router.match(method, path.substring("/v1".length())) : null;
        if (match != null && match.route().open()) {
            return match.route()
                    .handler()
                    .apply(new LocalRequest(world, null, base, uri, match.segments(), Json.object()));
        }
        Token token = authenticated(authorization);
        if (match == null || !token.hasAny(match.route().accesses())) {
            throw ApiError.notFound();
        }
        if (method.equals("GET")) {
            World seen = world.stale().seen(world, world.now());
            return seen.locked(() -> match.route()
                    .handler()
                    .apply(new LocalRequest(seen, token, base, uri, match.segments(), json(body))));
        }
        world.stale().changes(world, world.now());
        return match.route().handler().apply(new LocalRequest(world, token, base, uri, match.segments(), json(body)));
    }

    /** {@code ID:SECRET}, without a scheme word (docs/planetscale-api.md#requests). */
    private Token authenticated(String authorization) {
        String[] parts = authorization == null ? new String[0] : authorization.split(":", 2);
        Token token = parts.length == 2 ? world.authenticated(parts[0], parts[1]) : null;
        if (token == null) {
            throw ApiError.unauthorized();
        }
        return token;
    }

    private static JsonNode json(byte[] body) {
        try {
            JsonNode json = body.length == 0 ? null : Json.MAPPER.readTree(body);
            if (json == null || json.isMissingNode()) {
                return Json.object();
            }
            if (json.isObject()) {
                return json;
            }
        } catch (IOException unreadable) {
            // answered below
        }
        throw ApiError.badRequest("Request body must be a JSON object");
    }

    private static byte[] bytes(LocalResponse answer) throws IOException {
        return answer.json() == null ? new byte[0] : Json.MAPPER.writeValueAsBytes(answer.json());
    }

    static void send(HttpExchange exchange, Recorder.Entry entry, LocalResponse answer, String fault)
            throws IOException {
        byte[] bytes = bytes(answer);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        // before the first byte leaves: whoever has the answer finds the exchange recorded
        entry.answered(
                answer.status(), answer.json() == null ? null : new String(bytes, StandardCharsets.UTF_8), fault);
        write(exchange, answer.status(), bytes, bytes.length);
    }

    /** Announces all of the body and writes the first {@code length} bytes. */
    static void write(HttpExchange exchange, int status, byte[] body, int length) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            OutputStream out = exchange.getResponseBody();
            out.write(body, 0, length);
            out.flush();
        }
    }

    static void write(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().put("Content-Type", List.of(type));
        write(exchange, status, body, body.length);
    }
}
