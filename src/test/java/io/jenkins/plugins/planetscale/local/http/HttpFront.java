package io.jenkins.plugins.planetscale.local.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Carries requests from sockets to the {@link RequestHandler}, and its replies back. Any number of threads at once. */
public final class HttpFront {
    private static final int LARGEST_BODY = 4 << 20;

    private final RequestHandler handler;

    public HttpFront(RequestHandler handler) {
        this.handler = handler;
    }

    public void handle(HttpExchange exchange) throws IOException {
        try {
            byte[] body;
            try (InputStream in = exchange.getRequestBody()) {
                body = in.readNBytes(LARGEST_BODY);
            }
            RequestHandler.Reply reply = handler.handle(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI(),
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    body);
            if (reply != null) {
                reply.headers().forEach(exchange.getResponseHeaders()::set);
                if (reply.oversized() > 0) {
                    Oversized.write(exchange, reply.oversized());
                } else {
                    write(exchange, reply.status(), reply.body(), reply.sent());
                }
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
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
