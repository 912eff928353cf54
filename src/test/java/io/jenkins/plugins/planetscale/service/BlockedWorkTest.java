package io.jenkins.plugins.planetscale.service;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.ServiceToken;
import io.jenkins.plugins.planetscale.client.budget.TimeSource;
import io.jenkins.plugins.planetscale.release.deploy.Deploy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What blocks in a step does not use up what drives the waits of others. On real threads, as many as a controller has. */
@Timeout(60)
class BlockedWorkTest {
    private final ExecutorService driving = Executors.newFixedThreadPool(1);
    private final ExecutorService working = Executors.newFixedThreadPool(3);
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    private final CountDownLatch blocked = new CountDownLatch(1);
    private final ManyDatabases server =
            new ManyDatabases((after, task) -> timer.schedule(task, after.toNanos(), TimeUnit.NANOSECONDS));
    private final OperationEngine engine =
            new OperationEngine(driving, working, timer, server, TimeSource.SYSTEM, () -> 0.5);

    @AfterEach
    void close() throws InterruptedException {
        blocked.countDown();
        engine.close();
        for (ExecutorService threads : List.of(driving, working, timer)) {
            threads.shutdownNow();
            threads.awaitTermination(10, TimeUnit.SECONDS);
        }
    }

    private DatabaseRef database(String name) {
        return new DatabaseRef("mechanica", name);
    }

    private SimulatedEngine.Quiet waiting(String name) throws Exception {
        int number = server.open(database(name), "in_progress");
        return new SimulatedEngine.Quiet(Deploy.apply(database(name), number).approvalNeeded());
    }

    private void looksGoOn() {
        int before = server.requests();
        await().atMost(Duration.ofSeconds(30)).until(() -> server.requests() >= before + 4);
    }

    @Test
    void buildsThatCannotBeWrittenDoNotStopTheWaitsOfOthers() throws Exception {
        for (int i = 0; i < 5; i++) {
            engine.start(waiting("a"));
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> server.requests() >= 8);
        for (int i = 0; i < 20; i++) {
            engine.aside(() -> block(blocked));
        }
        looksGoOn();
        assertEquals(5, engine.works().size());
    }

    @Test
    void aCredentialsStoreThatHangsHoldsUpItsOwnConnectionOnly() throws Exception {
        for (int i = 0; i < 20; i++) {
            engine.start(new Hanging(Deploy.apply(database("b"), 1 + i), blocked));
        }
        engine.start(waiting("a"));
        looksGoOn();
    }

    private static void block(CountDownLatch blocked) {
        try {
            blocked.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A step whose credential cannot be had. */
    private record Hanging(Deploy operation, CountDownLatch blocked) implements DrivenOperation {
        @Override
        public ApiAccess access() {
            return new ApiAccess() {
                @Override
                public String connection() {
                    return "hangs";
                }

                @Override
                public String baseUrl() {
                    return "https://api.example.test/v1";
                }

                @Override
                public int requestsPerMinute() {
                    return 600;
                }

                @Override
                public ServiceToken token() {
                    block(blocked);
                    return new ServiceToken("other", "s3cr3t");
                }
            };
        }

        @Override
        public String owner() {
            return "job #2, step";
        }

        @Override
        public String run() {
            return "job#2";
        }

        @Override
        public CompletionStage<Void> persist() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void log(List<String> lines) {}

        @Override
        public void onCompleted() {}
    }
}
