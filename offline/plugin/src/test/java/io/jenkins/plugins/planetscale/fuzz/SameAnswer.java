package io.jenkins.plugins.planetscale.fuzz;

import io.jenkins.plugins.planetscale.client.PlanetScaleClient;
import io.jenkins.plugins.planetscale.client.ServiceToken;
import io.jenkins.plugins.planetscale.client.Transport;
import io.jenkins.plugins.planetscale.client.budget.RateBudget;
import io.jenkins.plugins.planetscale.client.budget.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** An API that gives the same answer to everything, and a client for it whose time passes by sleeping alone. */
final class SameAnswer implements Transport {
    private Answer answer;
    private int requests;
    private Duration slept = Duration.ZERO;

    private final TimeSource time = new TimeSource() {
        @Override
        public long nanoTime() {
            return slept.toNanos();
        }

        @Override
        public Instant instant() {
            return Instant.parse("2026-01-01T00:00:00Z").plus(slept);
        }

        @Override
        public void sleep(Duration duration) {
            slept = slept.plus(duration);
        }
    };

    final PlanetScaleClient client = PlanetScaleClient.builder()
            .authorization(() -> new ServiceToken("tokenid", Promises.SECRET))
            .transport(this)
            .budget(new RateBudget(1_000_000, time))
            .time(time)
            .build();

    void answers(int status, Map<String, String> headers, byte[] body) {
        answer = new Answer(status, headers, body);
        requests = 0;
    }

    /** How many there were since the answer was given. */
    int requests() {
        return requests;
    }

    @Override
    public Answer send(Request request) {
        requests++;
        return answer;
    }

    @Override
    public CompletableFuture<Answer> enqueue(Request request) {
        return CompletableFuture.completedFuture(send(request));
    }

    @Override
    public void close() {
        // has neither threads nor connections
    }
}
