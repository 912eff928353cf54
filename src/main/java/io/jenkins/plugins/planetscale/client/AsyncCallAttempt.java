package io.jenkins.plugins.planetscale.client;

import io.jenkins.plugins.planetscale.client.Transport.Answer;
import io.jenkins.plugins.planetscale.client.error.UnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Runs a {@link CallAttempt} asynchronously: waits for the budget, the token and the answer by callbacks and holds no
 * thread.
 */
final class AsyncCallAttempt<T> {
    private final PlanetScaleClient client;
    private final ApiCall<T> call;
    private final CallAttempt<T> exchange;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private Future<?> waitingFor;

    AsyncCallAttempt(PlanetScaleClient client, ApiCall<T> call) {
        this.client = client;
        this.call = call;
        this.exchange = new CallAttempt<>(client, call);
    }

    CompletableFuture<T> start() {
        result.whenComplete((value, failure) -> {
            if (result.isCancelled()) {
                cancelled();
            }
        });
        guard(this::step);
        return result;
    }

    /** The exchange, once it has ended. */
    CallAttempt<T> exchange() {
        return exchange;
    }

    /** Sends if the budget allows it, or comes back when it may. */
    private void step() throws IOException {
        Duration wait;
        synchronized (this) {
            if (result.isDone()) {
                return;
            }
            wait = exchange.permit();
        }
        if (wait.isZero()) {
            client.authorizationExecutor.execute(() -> guard(this::send));
        } else {
            later(wait);
        }
    }

    private void send() throws IOException {
        Transport.Request request = exchange.request(); // can take its time, so not under the lock
        CompletableFuture<Answer> answer;
        synchronized (this) {
            if (result.isDone()) {
                return;
            }
            if (exchange.sending()) {
                answer = client.transport.enqueue(request);
                waitingFor = answer;
            } else {
                answer = null;
            }
        }
        if (answer == null) { // asking for the token has taken long
            step();
            return;
        }
        answer.whenComplete((value, failure) -> guard(() -> onAnswer(value, failure)));
    }

    private void onAnswer(Answer answer, Throwable failure) throws IOException {
        if (failure != null) {
            fail(failure instanceof IOException io ? exchange.failed(io) : failure);
        } else if (exchange.answered(answer)) {
            result.complete(exchange.value());
        } else {
            step();
        }
    }

    private synchronized void later(Duration wait) {
        if (!result.isDone()) {
            waitingFor = client.scheduler.schedule(() -> guard(this::step), wait.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private synchronized void cancelled() {
        exchange.abandon();
        if (waitingFor != null) {
            waitingFor.cancel(false);
        }
    }

    private void fail(Throwable e) {
        synchronized (this) {
            exchange.abandon();
        }
        result.completeExceptionally(e);
    }

    /** Whatever goes wrong ends the call: an exception lost in a callback would be a wait for ever. */
    private void guard(Step step) {
        try {
            step.run();
        } catch (RejectedExecutionException e) {
            fail(new UnavailableException(ErrorMessages.stopped(call), 0, false, e));
        } catch (Throwable e) {
            fail(e);
        }
    }

    private interface Step {
        void run() throws IOException;
    }
}
