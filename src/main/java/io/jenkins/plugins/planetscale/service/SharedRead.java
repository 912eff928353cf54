package io.jenkins.plugins.planetscale.service;

import io.jenkins.plugins.planetscale.client.ApiCall;
import io.jenkins.plugins.planetscale.client.PlanetScaleClient;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The read of one object that a list call may answer; otherwise it is sent with the reader's own access. Thread-safe.
 */
final class SharedRead<T> {
    final PlanetScaleClient client;
    final RequestCoalescer.Reading reader;
    final CompletableFuture<T> answer = new CompletableFuture<>();
    private final ApiCall<T> call;
    private final String wanted;

    SharedRead(PlanetScaleClient client, RequestCoalescer.Reading reader, ApiCall<T> call, String wanted) {
        this.client = client;
        this.reader = reader;
        this.call = call;
        this.wanted = wanted;
    }

    /** Whether it is about a cutover or a revert. */
    boolean isUrgent() {
        return call.urgent();
    }

    boolean isDone() {
        return answer.isDone();
    }

    void fail(Throwable reason) {
        answer.completeExceptionally(reason);
    }

    /** Completes the read if its object is among those; returns whether it is. */
    boolean take(Map<String, Object> listed) {
        @SuppressWarnings("unchecked") // RequestCoalescer has compared what the call is read as
        T found = (T) listed.get(wanted);
        if (found == null) {
            return false;
        }
        reader.saw(found);
        answer.complete(found);
        return true;
    }

    void askAlone() {
        if (answer.isDone()) {
            return;
        }
        CompletableFuture<T> alone;
        try {
            alone = client.enqueue(call);
        } catch (Throwable e) {
            answer.completeExceptionally(e);
            return;
        }
        answer.whenComplete((value, failure) -> {
            if (answer.isCancelled()) {
                alone.cancel(false);
            }
        });
        alone.whenComplete((value, failure) -> {
            if (failure != null) {
                answer.completeExceptionally(failure);
            } else {
                reader.saw(value);
                answer.complete(value);
            }
        });
    }
}
