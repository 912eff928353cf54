package io.jenkins.plugins.planetscale.service;

import io.jenkins.plugins.planetscale.client.Transport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * Creates the transport at the first request, and a new one when Jenkins' proxy settings have changed: OkHttp would
 * otherwise use the connections of the old settings for as long as they are busy. Requests under way end on the
 * transport that they began with. Thread-safe.
 */
final class ProxyAwareTransport implements Transport {
    private final Supplier<Object> settings;
    private final Supplier<Transport> maker;
    private final List<Transport> made = new ArrayList<>();
    private Transport current;
    private Object madeFor;
    private boolean closed;

    /** @param settings gives another object, or null, when the settings have changed */
    ProxyAwareTransport(Supplier<Object> settings, Supplier<Transport> maker) {
        this.settings = settings;
        this.maker = maker;
    }

    @Override
    public Answer send(Request request) throws IOException {
        return transport().send(request);
    }

    @Override
    public CompletableFuture<Answer> enqueue(Request request) {
        return transport().enqueue(request);
    }

    private synchronized Transport transport() {
        if (closed) {
            throw new RejectedExecutionException("The PlanetScale service is shut down.");
        }
        Object now = settings.get();
        if (current == null || now != madeFor) {
            current = maker.get();
            madeFor = now;
            made.add(current);
        }
        return current;
    }

    @Override
    public synchronized void close() {
        closed = true;
        made.forEach(Transport::close);
        made.clear();
    }
}
