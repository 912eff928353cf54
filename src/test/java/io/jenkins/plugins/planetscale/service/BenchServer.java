package io.jenkins.plugins.planetscale.service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.planetscale.client.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** {@link ManyDatabases} behind HTTP on 127.0.0.1, with latencies of 50 to 300 ms and a limit of requests a minute. */
final class BenchServer implements AutoCloseable {
    private static final int FASTEST = 50;
    private static final int SLOWEST = 300;
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    final ManyDatabases databases = new ManyDatabases((after, task) -> task.run());
    final AtomicInteger requests = new AtomicInteger();
    final AtomicInteger refused = new AtomicInteger();
    private final int perMinute;
    private final Deque<Long> last = new ArrayDeque<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "bench server");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpServer server;

    BenchServer(int perMinute) throws IOException {
        this.perMinute = perMinute;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    private void handle(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        boolean taken = take();
        try {
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(FASTEST / 2, SLOWEST / 2 + 1));
            byte[] body = taken ? answer(exchange) : "{\"code\":\"rate_limited\",\"message\":\"slow down\"}".getBytes();
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(FASTEST / 2, SLOWEST / 2 + 1));
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(taken ? 200 : 429, body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    private byte[] answer(HttpExchange exchange) {
        return databases
                .send(new Transport.Request(exchange.getRequestMethod(), exchange.getRequestURI(), Map.of(), null))
                .body();
    }

    /** Somebody else asks with the same token. */
    synchronized void takenByOthers() {
        isLeft();
    }

    private synchronized boolean take() {
        boolean left = isLeft();
        if (!left) {
            refused.incrementAndGet();
        }
        return left;
    }

    private boolean isLeft() {
        long now = System.nanoTime();
        while (!last.isEmpty() && now - last.peek() >= MINUTE) {
            last.remove();
        }
        if (last.size() >= perMinute) {
            return false;
        }
        last.add(now);
        return true;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
