package io.jenkins.plugins.planetscale.demo;

import io.jenkins.plugins.planetscale.client.OkHttpTransport;
import io.jenkins.plugins.planetscale.client.PlanetScaleClient;
import io.jenkins.plugins.planetscale.client.RateBudget;
import io.jenkins.plugins.planetscale.client.ServiceToken;
import io.jenkins.plugins.planetscale.client.TimeSource;
import io.jenkins.plugins.planetscale.local.LocalPlanetScale;
import io.jenkins.plugins.planetscale.release.Driver;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** Runs operations over real HTTP against a local PlanetScale, whose clock jumps over every wait. */
final class Simulation implements AutoCloseable {
    final LocalPlanetScale server = LocalPlanetScale.start();
    final ReleaseLog log = new ReleaseLog(System.out, this::now);
    private final OkHttpTransport transport = new OkHttpTransport();
    private final PlanetScaleClient client;
    private final Driver driver;

    Simulation(ServiceToken token) {
        client = PlanetScaleClient.builder()
                .baseUrl(server.url())
                .authorization(() -> token)
                .transport(transport)
                .time(new SimulatedTime())
                .budget(new RateBudget(RateBudget.DEFAULT_PER_MINUTE, new SimulatedTime()))
                .build();
        driver = new Driver(client::executeOnce, ignored -> {});
    }

    Instant now() {
        return server.clock().now();
    }

    /** @param meanwhile what people and programs do while it runs: called before every turn */
    <O extends Operation<R>, R> R run(String step, O operation, Consumer<O> meanwhile) throws ReleaseException {
        while (true) {
            meanwhile.accept(operation);
            Turn turn = driver.advance(operation, now());
            operation.drainProgress().forEach(line -> log.line(step, line));
            if (turn instanceof Turn.Wait wait) {
                server.clock().advance(Duration.between(now(), wait.until()));
            } else if (turn instanceof Turn.End) {
                if (operation.failure() != null) {
                    throw operation.failure();
                }
                return operation.result();
            }
        }
    }

    <R> R run(String step, Operation<R> operation) throws ReleaseException {
        return run(step, operation, ignored -> {});
    }

    @Override
    public void close() {
        transport.close();
        server.close();
    }

    private final class SimulatedTime implements TimeSource {
        @Override
        public long nanoTime() {
            return Duration.between(LocalPlanetScale.START, now()).toNanos();
        }

        @Override
        public Instant instant() {
            return now();
        }

        @Override
        public void sleep(Duration duration) {
            server.clock().advance(duration);
        }
    }
}
