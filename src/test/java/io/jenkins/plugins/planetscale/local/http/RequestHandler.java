package io.jenkins.plugins.planetscale.local.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.planetscale.local.FaultRule;
import io.jenkins.plugins.planetscale.local.Faults;
import io.jenkins.plugins.planetscale.local.Token;
import io.jenkins.plugins.planetscale.local.World;
import io.jenkins.plugins.planetscale.local.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Between whatever carries requests and the calls: lets faults strike, records, answers. Any number of threads. */
public final class RequestHandler {
    private final World world;
    private final Router router;
    private final Faults faults;
    private final Recorder recorder;
    private final String base;

    public RequestHandler(World world, Router router, Faults faults, Recorder recorder, String base) {
        this.world = world;
        this.router = router;
        this.faults = faults;
        this.recorder = recorder;
        this.base = base;
    }

    /**
     * What the caller is to get.
     *
     * @param sent how many bytes of the body arrive before the connection is cut
     * @param oversized for {@link FaultRule.Kind#OVERSIZED}: how many bytes are sent instead of the body, else 0
     */
    public record Reply(int status, Map<String, String> headers, byte[] body, int sent, long oversized) {}

    /**
     * @param uri with the path from {@code /v1} on, and the query
     * @param authorization the header, or null
     * @return null where the connection is cut before any byte of an answer
     * @throws InterruptedException when the server closes meanwhile
     */
    public Reply handle(String method, URI uri, String authorization, byte[] body)
            throws IOException, InterruptedException {
        Recorder.Entry entry = recorder.begin(method, uri.toString(), tokenId(authorization));
        FaultRule fault = faults.next(method, uri.getRawPath());
        try {
            return fault == null
                    ? reply(entry, answer(authorization, method, uri, body), null)
                    : strike(entry, fault, authorization, method, uri, body);
        } catch (InterruptedException closing) {
            entry.cut("closed");
            throw closing;
        }
    }

    private Reply strike(
            Recorder.Entry entry, FaultRule fault, String authorization, String method, URI uri, byte[] body)
            throws IOException, InterruptedException {
        pause(fault.delay);
        fault.meanwhile.run();
        switch (fault.kind) {
            case NONE -> {
                LocalResponse answer = answer(authorization, method, uri, body);
                pause(fault.answerDelay);
                return reply(entry, answer, fault.label());
            }
            case STATUS -> {
                pause(fault.answerDelay);
                entry.answered(fault.status, new String(fault.body, StandardCharsets.UTF_8), fault.label());
                return new Reply(fault.status, fault.headers, fault.body, fault.body.length, 0);
            }
            case RESET_BEFORE -> {
                entry.cut(fault.label());
                return null;
            }
            case RESET_AFTER -> {
                answer(authorization, method, uri, body);
                pause(fault.answerDelay);
                entry.cut(fault.label());
                return null;
            }
            case TRUNCATED -> {
                LocalResponse answer = answer(authorization, method, uri, body);
                pause(fault.answerDelay);
                entry.cut(fault.label());
                byte[] bytes = bytes(answer);
                return bytes.length == 0 ? null : new Reply(answer.status(), headers(), bytes, bytes.length / 2, 0);
            }
            case OVERSIZED -> {
                entry.cut(fault.label());
                return new Reply(200, headers(), new byte[0], 0, fault.size);
            }
        }
        throw new AssertionError(fault.kind);
    }

    private static void pause(Duration time) throws InterruptedException {
        if (!time.isZero()) {
            TimeUnit.MILLISECONDS.sleep(time.toMillis());
        }
    }

    private static String tokenId(String header) {
        return header == null ? null : header.contains(":") ? header.substring(0, header.indexOf(':')) : "?";
    }

    private LocalResponse answer(String authorization, String method, URI uri, byte[] body) {
        try {
            return world.locked(() -> routed(authorization, method, uri, body));
        } catch (ApiError error) {
            return LocalResponse.error(error);
        } catch (RuntimeException bug) {
            // told to the caller as live would, and to whoever reads the build's output what it was
            bug.printStackTrace();
            return new LocalResponse(
                    500, Json.object().put("code", "internal_server_error").put("message", "Internal Server Error"));
        }
    }

    private LocalResponse routed(String authorization, String method, URI uri, byte[] body) {
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

    private static Reply reply(Recorder.Entry entry, LocalResponse answer, String fault) throws IOException {
        byte[] bytes = bytes(answer);
        // before the first byte leaves: whoever has the answer finds the exchange recorded
        entry.answered(
                answer.status(), answer.json() == null ? null : new String(bytes, StandardCharsets.UTF_8), fault);
        return new Reply(answer.status(), headers(), bytes, bytes.length, 0);
    }

    private static Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json; charset=utf-8");
        return headers;
    }
}
