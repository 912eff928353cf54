package io.jenkins.plugins.planetscale.service;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.planetscale.client.ServiceToken;
import io.jenkins.plugins.planetscale.client.TokenFingerprint;
import io.jenkins.plugins.planetscale.client.budget.TimeSource;
import io.jenkins.plugins.planetscale.release.deploy.Deploy;
import io.jenkins.plugins.planetscale.service.pace.LookScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Waits that are stopped at any moment, on real threads, while others are told of changes: nothing of them is left. */
@Timeout(60)
class StoppedWaitsTest {
    private static final String HERE = "https://api.example.test/v1";
    private static final int DATABASES = 5;

    private final ExecutorService driving = Executors.newFixedThreadPool(4);
    private final ExecutorService working = Executors.newFixedThreadPool(3);
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(2);
    private final ManyDatabases server = new ManyDatabases(
                    (after, task) -> timer.schedule(task, after.toNanos(), TimeUnit.NANOSECONDS))
            .latency(Duration.ofMillis(2));
    private final OperationEngine engine =
            new OperationEngine(driving, working, timer, server, TimeSource.SYSTEM, () -> 0.5);

    StoppedWaitsTest() {
        timer.setRemoveOnCancelPolicy(true);
    }

    @AfterEach
    void close() throws InterruptedException {
        engine.close();
        for (ExecutorService threads : List.of(driving, working, timer)) {
            threads.shutdownNow();
            threads.awaitTermination(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void nothingOfThemIsLeft() throws Exception {
        Random random = new Random(7);
        AtomicBoolean over = new AtomicBoolean();
        Thread teller = new Thread(() -> {
            for (int i = 0; !over.get(); i++) {
                engine.changed(HERE, ChangeHint.of(SimulatedEngine.database(i % DATABASES)));
                Thread.yield();
            }
        });
        teller.start();
        List<DriveHandle> drives = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            int number = server.open(SimulatedEngine.database(i % DATABASES), "in_progress");
            Deploy operation = Deploy.apply(SimulatedEngine.database(i % DATABASES), number);
            drives.add(engine.start(new SimulatedEngine.Quiet(operation.approvalNeeded())));
            if (drives.size() > 20) {
                drives.remove(random.nextInt(drives.size())).stop();
            }
            for (int turns = random.nextInt(2_000); turns > 0; turns--) {
                Thread.onSpinWait();
            }
        }
        drives.forEach(DriveHandle::stop);
        over.set(true);
        teller.join();

        LookScheduler looks = engine.looks(HERE, TokenFingerprint.of(new ServiceToken("token", "s3cr3t")));
        assertEquals(List.of(), engine.works());
        await().until(() -> looks.isEmpty() && engine.reads.isEmpty());
        await("no timer").until(() -> timer.getQueue().isEmpty() && timer.getActiveCount() == 0);
    }
}
