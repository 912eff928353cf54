package io.jenkins.plugins.planetscale.client;

import static io.jenkins.plugins.planetscale.client.ClientHarness.LOGISTICS;
import static io.jenkins.plugins.planetscale.client.ScriptedServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.client.api.BranchCalls;
import io.jenkins.plugins.planetscale.client.error.NotFoundException;
import io.jenkins.plugins.planetscale.client.error.UnavailableException;
import io.jenkins.plugins.planetscale.client.model.Branch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The asynchronous form: no thread held, no caller blocked, every end reported. */
class AsyncCallsTest {
    private static final ApiCall<Branch> READ = BranchCalls.get(LOGISTICS, "dev");

    private final ClientHarness rig = new ClientHarness();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void tenThousandWaitingCallsHoldNoThread() throws Exception {
        int before = Thread.activeCount();
        List<CompletableFuture<Branch>> calls = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            calls.add(rig.client.enqueue(READ));
        }
        assertEquals(9_460, rig.budget.waiting());
        assertEquals(9_460, rig.time.scheduled());
        // the transport's 64, the server's one per connection, and OkHttp's few
        int more = Thread.activeCount() - before;
        assertTrue(more <= 64 + 16 + 8, "threads " + more);
        CompletableFuture.allOf(calls.subList(0, 540).toArray(CompletableFuture[]::new))
                .get(10, TimeUnit.SECONDS);
        assertFalse(calls.get(540).isDone());

        rig.time.advance(Duration.ofSeconds(60));
        CompletableFuture.allOf(calls.subList(540, 1_080).toArray(CompletableFuture[]::new))
                .get(10, TimeUnit.SECONDS);
        assertEquals(1_080, rig.server.asked.size());

        calls.forEach(call -> call.cancel(false));
        assertEquals(0, rig.budget.waiting());
        assertEquals(0, rig.time.scheduled());
    }

    @Test
    void failsWithTheBareException() {
        rig.server.then(json(404, ""));
        ExecutionException e = assertThrows(
                ExecutionException.class, () -> rig.client.enqueue(READ).get(5, TimeUnit.SECONDS));
        assertInstanceOf(NotFoundException.class, e.getCause());
    }

    @Test
    void cancellingBreaksTheExchangeOff() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch gone = new CountDownLatch(1);
        rig.server.then((request, connection) -> {
            asked.countDown();
            if (connection.getInputStream().read() < 0) {
                gone.countDown();
            }
            connection.close();
        });
        CompletableFuture<Branch> call = rig.client.enqueue(READ);
        assertTrue(asked.await(5, TimeUnit.SECONDS));
        assertTrue(call.cancel(false));
        assertTrue(gone.await(5, TimeUnit.SECONDS), "the connection was closed");
        assertThrows(CancellationException.class, call::get);
        assertEquals(1, rig.server.asked.size());
    }

    @Test
    void cancellingGivesTheWaitingPlaceBack() {
        rig.budget.refused(Duration.ofSeconds(10));
        CompletableFuture<Branch> call = rig.client.enqueue(READ);
        assertEquals(1, rig.budget.waiting());
        call.cancel(true);
        assertEquals(0, rig.budget.waiting());
        assertEquals(0, rig.time.scheduled());
        rig.time.advance(Duration.ofSeconds(20));
        assertEquals(0, rig.server.asked.size());
    }

    @Test
    void asksForTheTokenWhereItMayBlock() throws Exception {
        AtomicReference<Thread> asking = new AtomicReference<>();
        List<Runnable> later = new ArrayList<>();
        PlanetScaleClient client = rig.builder()
                .authorization(() -> {
                    asking.set(Thread.currentThread());
                    return new ServiceToken("id", "secret");
                })
                .authorizationExecutor(later::add)
                .build();
        CompletableFuture<Branch> call = client.enqueue(READ);
        assertEquals(null, asking.get());
        Thread worker = new Thread(later.get(0));
        worker.start();
        call.get(5, TimeUnit.SECONDS);
        assertSame(worker, asking.get());
    }

    @Test
    void givesTheGrantBackWhenCancelledBeforeSending() {
        List<Runnable> later = new ArrayList<>();
        PlanetScaleClient client =
                rig.builder().authorizationExecutor(later::add).build();
        CompletableFuture<Branch> call = client.enqueue(READ);
        assertEquals(1, rig.budget.used());
        call.cancel(false);
        later.get(0).run();
        assertEquals(0, rig.budget.used());
        assertEquals(0, rig.server.asked.size());
    }

    @Test
    void endsEvenWhenSomethingUnforeseenIsThrown() {
        PlanetScaleClient client = rig.builder()
                .authorization(() -> {
                    throw new IllegalStateException("unforeseen");
                })
                .build();
        ExecutionException e = assertThrows(
                ExecutionException.class, () -> client.enqueue(READ).get(5, TimeUnit.SECONDS));
        assertInstanceOf(IllegalStateException.class, e.getCause());
        assertEquals(0, rig.budget.used());
    }

    @Test
    void endsWhenTheSchedulerIsShutDown() {
        ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
        scheduler.shutdown();
        rig.budget.refused(Duration.ofSeconds(10));
        PlanetScaleClient client = rig.builder().scheduler(scheduler).build();
        ExecutionException e = assertThrows(
                ExecutionException.class, () -> client.enqueue(READ).get(5, TimeUnit.SECONDS));
        assertInstanceOf(UnavailableException.class, e.getCause());
        assertEquals(0, rig.budget.waiting());
    }

    @Test
    void endsWhenTheTransportIsClosedUnderWay() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        rig.server.otherwise((request, connection) -> {
            asked.countDown();
            connection.getInputStream().read();
            connection.close();
        });
        List<CompletableFuture<Branch>> calls = new ArrayList<>();
        for (int i = 0; i < 40; i++) { // more than go at once
            calls.add(rig.client.enqueue(READ));
        }
        assertTrue(asked.await(5, TimeUnit.SECONDS));
        rig.transport.close();
        calls.add(rig.client.enqueue(READ));
        for (CompletableFuture<Branch> call : calls) {
            ExecutionException e = assertThrows(ExecutionException.class, () -> call.get(5, TimeUnit.SECONDS));
            assertInstanceOf(UnavailableException.class, e.getCause());
        }
    }

    @Test
    void refusesToStartWithoutAScheduler() {
        PlanetScaleClient client = rig.builder().scheduler(null).build();
        assertThrows(IllegalStateException.class, () -> client.enqueue(READ));
    }
}
