package io.jenkins.plugins.planetscale.release;

import io.jenkins.plugins.planetscale.client.Transport;
import io.jenkins.plugins.planetscale.local.LocalPlanetScale;
import io.jenkins.plugins.planetscale.local.http.RequestHandler.Reply;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Carries requests to a local PlanetScale by a call of a method, on the caller's thread: tests that make tens of
 * thousands of requests spend their time on the operations and not on sockets. The faults show themselves as
 * {@link io.jenkins.plugins.planetscale.client.OkHttpTransport} shows them. Thread-safe.
 */
public final class InProcessTransport implements Transport {
    private static final long LIMIT = 8L << 20;

    private final LocalPlanetScale server;

    public InProcessTransport(LocalPlanetScale server) {
        this.server = server;
    }

    @Override
    public Answer send(Request request) throws IOException {
        String query = request.url().getRawQuery();
        URI uri = URI.create(request.url().getRawPath() + (query == null ? "" : "?" + query));
        Map<String, String> headers = new LinkedHashMap<>(request.headers());
        Reply reply;
        try {
            reply = server.handler()
                    .handle(
                            request.method(),
                            uri,
                            headers.get("Authorization"),
                            request.body() == null ? new byte[0] : request.body());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the server closes");
        }
        if (reply == null) {
            throw new SocketException("Connection reset");
        }
        if (Math.max(reply.oversized(), reply.body().length) > LIMIT) {
            throw new OversizedException(reply.status(), LIMIT);
        }
        if (reply.sent() < reply.body().length) {
            throw new EOFException("unexpected end of stream");
        }
        return new Answer(reply.status(), reply.headers(), reply.body());
    }

    @Override
    public CompletableFuture<Answer> enqueue(Request request) {
        try {
            return CompletableFuture.completedFuture(send(request));
        } catch (IOException failed) {
            return CompletableFuture.failedFuture(failed);
        }
    }

    @Override
    public void close() {
        // has neither threads nor connections
    }
}
