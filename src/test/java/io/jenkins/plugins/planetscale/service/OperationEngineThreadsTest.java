package io.jenkins.plugins.planetscale.service;

import static io.jenkins.plugins.planetscale.service.EngineHarness.LOGISTICS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.client.Transport;
import io.jenkins.plugins.planetscale.client.budget.TimeSource;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.branch.DeleteBranch;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The engine on real threads, with everybody talking at once. */
@Timeout(60)
class OperationEngineThreadsTest {
    private static final int WORKS = 100;

    private final ExecutorService background = Executors.newFixedThreadPool(8);
    private final ExecutorService work = Executors.newFixedThreadPool(2);
    private final ExecutorService disk = Executors.newFixedThreadPool(4);
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
    private final Server server = new Server();
    private final OperationEngine engine =
            new OperationEngine(background, work, timer, server, TimeSource.SYSTEM, () -> 0.5);

    @AfterEach
    void close() throws InterruptedException {
        engine.close();
        for (ExecutorService service : List.of(background, work, disk, timer)) {
            service.shutdownNow();
            service.awaitTermination(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void everyWorkEndsOnceAndIsCalledByOneThreadAtATime() throws Exception {
        List<Busy> works = new ArrayList<>();
        for (int number = 0; number < WORKS; number++) {
            String name = "branch-" + number;
            server.branches.add(name);
            works.add(new Busy(new DeleteBranch(LOGISTICS, name, false)));
        }
        List<DriveHandle> watches = works.stream().map(engine::start).toList();
        for (int round = 0; round < 20; round++) {
            for (int number = 0; number < WORKS; number++) {
                Busy work = works.get(number);
                watches.get(number).wake();
                watches.get(number).change(operation -> work.alone(() -> {}));
            }
        }
        for (Busy work : works) {
            work.end.get(30, TimeUnit.SECONDS);
        }
        watches.forEach(DriveHandle::stop);
        assertEquals(Set.of(), server.branches);
        assertEquals(WORKS, server.deletes.get());
        for (Busy work : works) {
            assertEquals(0, work.collisions.get());
            assertEquals(1, work.ends.get());
            assertNull(work.operation.failure());
        }
        assertEquals(List.of(), engine.works());
    }

    @Test
    void aWorkThatIsStoppedAtAnyMomentNeverEndsAfterwards() throws Exception {
        for (int number = 0; number < WORKS; number++) {
            server.branches.add("branch-" + number);
            Busy work = new Busy(new DeleteBranch(LOGISTICS, "branch-" + number, false));
            DriveHandle watch = engine.start(work);
            for (int turns = number % 10; turns > 0; turns--) {
                Thread.onSpinWait();
            }
            watch.stop();
            int ends = work.ends.get();
            CompletableFuture.runAsync(watch::wake, background).get();
            assertEquals(ends, work.ends.get());
        }
        assertEquals(List.of(), engine.works());
    }

    @Test
    void nothingChangesTheOperationWhileACallbackRuns() throws Exception {
        ExecutorService one = Executors.newSingleThreadExecutor();
        OperationEngine narrow = new OperationEngine(one, work, timer, server, TimeSource.SYSTEM, () -> 0.5);
        CompletableFuture<DriveHandle> handle = new CompletableFuture<>();
        AtomicInteger changes = new AtomicInteger();
        server.branches.add("branch");
        Busy busy = new Busy(new DeleteBranch(LOGISTICS, "branch", false));
        busy.inCallback = () -> {
            handle.join().change(operation -> {
                changes.incrementAndGet();
                if (busy.inside.get() != 0) {
                    busy.collisions.incrementAndGet();
                }
            });
            CompletableFuture.runAsync(() -> {}, one).join(); // the engine has taken it by then
        };
        handle.complete(narrow.start(busy));
        busy.end.get(30, TimeUnit.SECONDS);
        narrow.close();
        one.shutdownNow();
        assertTrue(changes.get() >= 3, changes::toString);
        assertEquals(0, busy.collisions.get());
    }

    private final class Busy implements DrivenOperation {
        private final Operation<?> operation;
        private final AtomicInteger inside = new AtomicInteger();
        private final AtomicInteger collisions = new AtomicInteger();
        private final AtomicInteger ends = new AtomicInteger();
        private final CompletableFuture<Void> end = new CompletableFuture<>();
        private Runnable inCallback = () -> {};

        Busy(Operation<?> operation) {
            this.operation = operation;
        }

        void alone(Runnable task) {
            if (inside.incrementAndGet() != 1) {
                collisions.incrementAndGet();
            }
            task.run();
            Thread.yield();
            inside.decrementAndGet();
        }

        @Override
        public Operation<?> operation() {
            return operation;
        }

        @Override
        public ApiAccess access() {
            alone(inCallback);
            return EngineHarness.access("main", "token", 100_000);
        }

        @Override
        public String run() {
            return "job#1";
        }

        @Override
        public String owner() {
            return "job";
        }

        @Override
        public CompletionStage<Void> persist() {
            alone(inCallback);
            inside.incrementAndGet(); // until it is on disk nobody else may touch the operation
            return CompletableFuture.runAsync(inside::decrementAndGet, disk);
        }

        @Override
        public void log(List<String> lines) {
            alone(inCallback);
        }

        @Override
        public void onCompleted() {
            alone(ends::incrementAndGet);
            end.complete(null);
        }

        @Override
        public void onError(Throwable cause) {
            end.completeExceptionally(cause);
        }
    }

    /** Answers on threads of its own. */
    private final class Server implements Transport {
        private final Set<String> branches = ConcurrentHashMap.newKeySet();
        private final AtomicInteger deletes = new AtomicInteger();

        @Override
        public Answer send(Request request) {
            String path = request.url().getPath();
            if (request.method().equals("DELETE")) {
                deletes.incrementAndGet();
                branches.remove(path.substring(path.lastIndexOf('/') + 1));
                return ScriptedTransport.status(204, "");
            }
            if (path.endsWith("/deploy-requests")) {
                return ScriptedTransport.status(200, ScriptedTransport.page());
            }
            return ScriptedTransport.status(
                    200,
                    ScriptedTransport.page(
                            branches.stream().map(ScriptedTransport::branch).toArray(String[]::new)));
        }

        @Override
        public CompletableFuture<Answer> enqueue(Request request) {
            return CompletableFuture.supplyAsync(() -> send(request), disk);
        }

        @Override
        public void close() {}
    }
}
