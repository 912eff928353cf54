package io.jenkins.plugins.planetscale.service;

import io.jenkins.plugins.planetscale.client.ApiCall;
import io.jenkins.plugins.planetscale.client.PlanetScaleClient;
import io.jenkins.plugins.planetscale.client.model.Branch;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.client.model.Page;
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

    /** Completes the read if the page contains the object; returns whether it does. */
    boolean take(Page<?> page) {
        for (Object element : page.data()) {
            if (isWanted(element)) {
                @SuppressWarnings("unchecked") // RequestCoalescer has compared what the call is read as
                T found = (T) element;
                reader.saw(found);
                answer.complete(found);
                return true;
            }
        }
        return false;
    }

    /** A deploy request without its deployment does not count: operations decide on that. */
    private boolean isWanted(Object element) {
        return element instanceof DeployRequest request
                        && Integer.toString(request.number()).equals(wanted)
                        && request.deployment() != null
                || element instanceof Branch branch && wanted.equals(branch.name());
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
