package io.jenkins.plugins.planetscale.service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.planetscale.client.ServiceToken;
import io.jenkins.plugins.planetscale.client.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A PlanetScale behind real HTTP, that answers as told; also as a proxy. */
public final class FakeApi implements ApiAccess, AutoCloseable {
    public static final String SECRET = "s3cr3t/with+odd=signs";
    private static final String ROOT = "/v1/organizations/mechanica/databases/logistics";

    public final List<String> asked = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private volatile Function<String, Object> answers = line -> null;

    public FakeApi() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 500);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Answers with a body or an {@link Transport.Answer}; 404 for null. */
    public FakeApi answer(Function<String, Object> answers) {
        this.answers = answers;
        return this;
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public String connection() {
        return "main";
    }

    @Override
    public String baseUrl() {
        return "http://127.0.0.1:" + port() + "/v1";
    }

    @Override
    public int requestsPerMinute() {
        return 600;
    }

    @Override
    public ServiceToken token() {
        return new ServiceToken("token-id", SECRET);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getRawQuery();
        String line = exchange.getRequestMethod() + " "
                + exchange.getRequestURI().getPath().replace(ROOT, "")
                + (query == null ? "" : "?" + query);
        asked.add(line);
        Object answer = answers.apply(line);
        int status = answer == null ? 404 : 200;
        byte[] body = (answer == null ? "{\"code\":\"not_found\",\"message\":\"Not Found\"}" : answer.toString())
                .getBytes(StandardCharsets.UTF_8);
        if (answer instanceof Transport.Answer given) {
            status = given.status();
            body = given.body();
        }
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
