package io.jenkins.plugins.planetscale.client;

import io.jenkins.plugins.planetscale.client.error.MalformedException;
import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import java.util.concurrent.CompletableFuture;

/** Reads one page of a list by an {@link AsyncCallAttempt}, and by {@link SmallerPages} when the page is too large. */
final class AsyncPages<T> {
    private final PlanetScaleClient client;
    private final ApiCall<T> call;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private SmallerPages<T> pages;

    AsyncPages(PlanetScaleClient client, ApiCall<T> call) {
        this.client = client;
        this.call = call;
    }

    CompletableFuture<T> start() {
        ask(call);
        return result;
    }

    private void ask(ApiCall<T> next) {
        AsyncCallAttempt<T> one = new AsyncCallAttempt<>(client, next);
        CompletableFuture<T> answer = one.start();
        result.whenComplete((value, failure) -> {
            if (result.isCancelled()) {
                answer.cancel(false);
            }
        });
        answer.whenComplete((value, failure) -> {
            try {
                onPage(one, value, failure);
            } catch (Throwable e) { // a lost one would be a wait for ever
                result.completeExceptionally(e);
            }
        });
    }

    private void onPage(AsyncCallAttempt<T> one, T value, Throwable failure) throws PlanetScaleException {
        if (result.isDone()) {
            return;
        }
        boolean tooLarge = failure instanceof MalformedException malformed && malformed.isTooLarge();
        if (failure != null && !tooLarge) {
            result.completeExceptionally(failure);
        } else if (tooLarge && pages == null) {
            pages = new SmallerPages<>(call);
            ask(pages.next());
        } else if (tooLarge && pages.smaller()) {
            ask(pages.next());
        } else if (tooLarge) {
            result.completeExceptionally(failure);
        } else if (pages == null) {
            result.complete(value);
        } else {
            T page = pages.add(value, one.exchange().bytes(), one.exchange().classifier());
            if (page == null) {
                ask(pages.next());
            } else {
                result.complete(page);
            }
        }
    }
}
