package io.jenkins.plugins.planetscale.service;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.deploy.Deploy;
import io.jenkins.plugins.planetscale.service.pace.SimulatedTimer;
import io.jenkins.plugins.planetscale.testing.PlayedExecutor;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** The engine with real operations and many databases in simulated time, on the caller's thread. */
final class SimulatedEngine {
    final SimulatedTimer time = new SimulatedTimer();
    final ManyDatabases server =
            new ManyDatabases((after, task) -> time.schedule(task, after.toNanos(), TimeUnit.NANOSECONDS));
    final OperationEngine engine;
    final List<Operation<?>> operations = new ArrayList<>();

    SimulatedEngine() {
        AtOnce threads = new AtOnce();
        engine = new OperationEngine(threads, threads, time, server, time, () -> 0.5);
    }

    /** So many begin to wait with deploy requests in that state, spread over so many databases. */
    List<DriveHandle> waits(int count, int databases, String state) throws Exception {
        List<DriveHandle> drives = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            DatabaseRef database = database(i % databases);
            int number = server.open(database, state);
            Operation<?> operation = Deploy.apply(database, number).approvalNeeded();
            operations.add(operation);
            drives.add(engine.start(new Quiet(operation)));
        }
        return drives;
    }

    static DatabaseRef database(int number) {
        return new DatabaseRef("mechanica", "db" + number);
    }

    void advance(Duration duration) {
        time.advance(duration);
    }

    /** A step that has nothing to do but to wait. */
    record Quiet(Operation<?> operation) implements DrivenOperation {
        private static final ApiAccess ACCESS = EngineHarness.access("main", "token", 600);

        @Override
        public ApiAccess access() {
            return ACCESS;
        }

        @Override
        public String owner() {
            return "job #1, step";
        }

        @Override
        public String run() {
            return "job#1";
        }

        @Override
        public CompletionStage<Void> persist() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void log(List<String> lines) {}

        @Override
        public boolean onLook() {
            return true;
        }

        @Override
        public void onCompleted() {}
    }

    /** One task after another, at once. */
    private static final class AtOnce extends PlayedExecutor {
        private final Deque<Runnable> tasks = new ArrayDeque<>();
        private boolean running;

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
            if (!running) {
                running = true;
                for (Runnable next = tasks.poll(); next != null; next = tasks.poll()) {
                    next.run();
                }
                running = false;
            }
        }
    }
}
