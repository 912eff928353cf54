package io.jenkins.plugins.planetscale.host.time;

import io.jenkins.plugins.planetscale.client.Transport;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** Requests that count as {@link Activity} until whoever waits for the answer has taken it. */
public final class CountedTransport implements Transport {
    private final Transport transport;
    private final Activity activity;

    public CountedTransport(Transport transport, Activity activity) {
        this.transport = transport;
        this.activity = activity;
    }

    @Override
    public Answer send(Request request) throws IOException {
        return transport.send(request);
    }

    @Override
    public CompletableFuture<Answer> enqueue(Request request) {
        activity.begin();
        CompletableFuture<Answer> sent;
        try {
            sent = transport.enqueue(request);
        } catch (RuntimeException e) {
            activity.end();
            throw e;
        }
        CompletableFuture<Answer> told = new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean interrupt) {
                sent.cancel(interrupt);
                return super.cancel(interrupt);
            }
        };
        sent.whenComplete((answer, failure) -> {
            try {
                if (failure == null) {
                    told.complete(answer);
                } else {
                    told.completeExceptionally(failure);
                }
            } finally {
                activity.end();
            }
        });
        return told;
    }

    @Override
    public void close() {
        transport.close();
    }
}
