package io.jenkins.plugins.planetscale.service;

import io.jenkins.plugins.planetscale.client.Transport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A PlanetScale that answers as told and remembers what it was asked, as {@code GET /branches?page=1}. */
public final class ScriptedTransport implements Transport {
    private static final String ROOT = "/v1/organizations/mechanica/databases/logistics";

    final List<String> asked = new ArrayList<>();
    final List<CompletableFuture<Answer>> pending = new ArrayList<>();
    boolean closed;
    private Function<String, Object> answers = request -> null;

    /** Answers with a body, an {@link Answer} or an {@link IOException}; leaves the request pending for null. */
    ScriptedTransport answer(Function<String, Object> answers) {
        this.answers = answers;
        return this;
    }

    public static Answer status(int status, String body) {
        return new Answer(status, Map.of("Content-Type", "application/json"), body.getBytes(StandardCharsets.UTF_8));
    }

    public static String deployRequest(int number, String state) {
        return """
                {"id":"dr%1$d","number":%1$d,"branch":"dev","into_branch":"main","state":"open","deployment_state":"%2$s",
                 "html_url":"https://app.example.test/%1$d","deployment":{"id":"d%1$d","state":"%2$s","deployable":true,
                 "auto_cutover":false,"deploy_operations":[]}}""".formatted(number, state);
    }

    public static String branch(String name) {
        return """
                {"id":"id-of-%1$s","name":"%1$s","state":"ready","ready":true,"schema_ready":true,"production":false,
                 "deletion_protected":false,
                 "html_url":"https://app.example.test/%1$s"}""".formatted(name);
    }

    public static String page(String... elements) {
        return "{\"current_page\":1,\"next_page\":null,\"data\":[" + String.join(",", elements) + "]}";
    }

    @Override
    public Answer send(Request request) throws IOException {
        return enqueue(request).getNow(null);
    }

    @Override
    public CompletableFuture<Answer> enqueue(Request request) {
        String query = request.url().getRawQuery();
        String line = request.method() + " " + request.url().getRawPath().replace(ROOT, "")
                + (query == null ? "" : "?" + query);
        asked.add(line);
        CompletableFuture<Answer> future = new CompletableFuture<>();
        Object answer = answers.apply(line);
        if (answer instanceof String body) {
            future.complete(status(200, body));
        } else if (answer instanceof Answer given) {
            future.complete(given);
        } else if (answer instanceof IOException failure) {
            future.completeExceptionally(failure);
        } else {
            pending.add(future);
        }
        return future;
    }

    @Override
    public void close() {
        closed = true;
        pending.forEach(future -> future.completeExceptionally(new IOException("closed")));
    }
}
