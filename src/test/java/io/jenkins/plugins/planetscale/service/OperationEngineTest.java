package io.jenkins.plugins.planetscale.service;

import static io.jenkins.plugins.planetscale.service.EngineHarness.LOGISTICS;
import static io.jenkins.plugins.planetscale.service.ScriptedTransport.branch;
import static io.jenkins.plugins.planetscale.service.ScriptedTransport.deployRequest;
import static io.jenkins.plugins.planetscale.service.ScriptedTransport.page;
import static io.jenkins.plugins.planetscale.service.ScriptedTransport.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.ReleaseTimeoutException;
import io.jenkins.plugins.planetscale.release.branch.DeleteBranch;
import io.jenkins.plugins.planetscale.release.deploy.Deploy;
import io.jenkins.plugins.planetscale.release.request.StaleReadFilter;
import io.jenkins.plugins.planetscale.release.state.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OperationEngineTest {
    private static final String LOOK = "GET /branches?page=1&per_page=100&q=dev";
    private static final String OPEN = "GET /deploy-requests?page=1&per_page=100&state=open";
    private static final String DELETE = "DELETE /branches/dev";
    private static final String SEVEN = "GET /deploy-requests/7";

    /** Held, as the logging system forgets loggers that nobody holds. What goes wrong here is meant to, and is asserted. */
    private static final Logger LOGGER = Logger.getLogger(OperationDriver.class.getName());

    private final EngineHarness bench = new EngineHarness();
    private final Map<TestWork, DriveHandle> driven = new LinkedHashMap<>();
    private boolean deleted;
    private String state = "pending_cutover";

    @BeforeAll
    static void sayNothing() {
        LOGGER.setLevel(Level.OFF);
    }

    @AfterAll
    static void speakAgain() {
        LOGGER.setLevel(null);
    }

    @AfterEach
    void callbacksCameInTheBackgroundOnly() {
        assertEquals(
                List.of(),
                works().stream().flatMap(work -> work.elsewhere.stream()).toList());
    }

    @Test
    void drivesAnOperationToItsEndAndSaysSoOnce() throws Exception {
        TestWork work = deleteDev();
        bench.advance(Duration.ofMinutes(5));
        assertEquals(List.of(LOOK, OPEN, LOOK, DELETE, LOOK), bench.transport.asked);
        assertEquals(1, work.ended);
        assertEquals(List.of("Branch \"dev\" of mechanica/logistics is deleted."), work.said);
        assertNull(work.operation.failure());
        assertEquals(0, bench.timers());
        assertEquals(List.of(), bench.engine.works());
    }

    @Test
    void doesNothingOnTheCallersThread() throws Exception {
        TestWork work = deleteDev();
        DriveHandle watch = drive(work);
        watch.change(operation -> {});
        watch.wake();
        assertEquals(List.of(), bench.transport.asked);
        assertEquals(List.of(), work.elsewhere);
    }

    @Test
    void awaitsPersistenceBeforeAnEffectAndNotBeforeALook() throws Exception {
        TestWork work = deleteDev();
        CompletableFuture<Void> onDisk = new CompletableFuture<>();
        work.persisting = onDisk;
        bench.settle();
        assertEquals(List.of(LOOK, OPEN, LOOK), bench.transport.asked);
        assertEquals(1, work.persisted);

        bench.advance(Duration.ofMinutes(1));
        assertEquals(List.of(LOOK, OPEN, LOOK), bench.transport.asked);

        onDisk.complete(null);
        bench.settle();
        assertEquals(List.of(LOOK, OPEN, LOOK, DELETE, LOOK), bench.transport.asked);
        assertEquals(1, work.persisted);
    }

    @Test
    void aStateThatCannotBeWrittenIsToldByItsOwnReason() throws Exception {
        TestWork work = deleteDev();
        IOException full = new IOException("No space left on device");
        work.persisting = CompletableFuture.failedFuture(new CompletionException(new ExecutionException(full)));
        bench.settle();
        assertEquals(List.of(LOOK, OPEN, LOOK), bench.transport.asked);
        assertEquals(List.of(full), work.broke);
    }

    @Test
    void changesNothingWhileTheStateIsBeingWritten() throws Exception {
        TestWork work = deleteDev();
        CompletableFuture<Void> onDisk = new CompletableFuture<>();
        work.persisting = onDisk;
        DriveHandle watch = drive(work);
        bench.settle();
        int[] changes = {0};
        watch.change(operation -> changes[0]++);
        bench.settle();
        assertEquals(0, changes[0]);
        onDisk.complete(null);
        bench.settle();
        assertEquals(1, changes[0]);
    }

    @Test
    void sendsNothingWhenTheStateCannotBePersisted() throws Exception {
        TestWork work = deleteDev();
        IOException full = new IOException("disk full");
        work.persisting = CompletableFuture.failedFuture(full);
        bench.settle();
        assertEquals(List.of(LOOK, OPEN, LOOK), bench.transport.asked);
        assertEquals(List.of(full), work.broke);
        assertEquals(0, work.ended);
        assertNotNull(work.operation.failure(), "an operation that was given up must not look like a success");
    }

    @Test
    void waitsForAChangeAsTheSchedulerHasIt() throws Exception {
        drive(stagedDeploy());
        bench.settle();
        assertEquals(1, bench.timers());
        assertEquals(Duration.ofSeconds(10), bench.nextTick());
        bench.advance(Duration.ofMillis(9_999));
        assertEquals(List.of(SEVEN), bench.transport.asked);
        bench.advance(Duration.ofMillis(1));
        assertEquals(List.of(SEVEN, SEVEN), bench.transport.asked);
    }

    @Test
    void waitsAsLongAsTheOperationSaysWhereItMeansItWithALittleJitter() throws Exception {
        TestWork work = stagedDeploy();
        bench.transport.answer(line -> status(404, "{\"code\":\"not_found\",\"message\":\"Not Found\"}"));
        drive(work);
        bench.settle();
        assertEquals(1, bench.timers());
        assertEquals(StaleReadFilter.PACE.plusMillis(50), bench.nextTick());
    }

    @Test
    void aDeadlineIsKeptHoweverSeldomOneLooks() throws Exception {
        TestWork work = stagedDeploy();
        work.operation.setDeadline(EngineHarness.START.plusSeconds(7));
        drive(work);
        bench.settle();
        assertEquals(2, bench.timers());
        bench.advance(Duration.ofSeconds(7));
        assertEquals(List.of(SEVEN), bench.transport.asked);
        assertEquals(1, work.ended);
        assertInstanceOf(ReleaseTimeoutException.class, work.operation.failure());
        assertEquals(0, bench.timers());
    }

    @Test
    void aDeadlineHasOneTimerAndNotOneForEachLook() throws Exception {
        TestWork work = stagedDeploy();
        work.operation.setDeadline(EngineHarness.START.plusSeconds(3_600));
        drive(work);
        bench.advance(Duration.ofMinutes(30));
        assertTrue(bench.transport.asked.size() > 150);
        assertEquals(2, bench.timers());
        assertEquals(1 + bench.transport.asked.size(), bench.scheduled(), "its own, and one after each look");
    }

    @Test
    void aChangeIsActedOnAtOnce() throws Exception {
        TestWork work = stagedDeploy();
        DriveHandle watch = drive(work);
        bench.settle();
        watch.change(operation -> ((Deploy) operation).approve("ann"));
        bench.settle();
        assertEquals(List.of(SEVEN, SEVEN, "POST /deploy-requests/7/apply-deploy"), first(3));
        bench.advance(Duration.ofSeconds(5));
        assertEquals(Outcome.APPLIED, ((Deploy) work.operation).result().outcome());
        assertEquals(1, work.ended);
    }

    @Test
    void aChangeDuringALookIsActedOnAfterIt() throws Exception {
        TestWork work = stagedDeploy();
        bench.transport.answer(line -> null);
        DriveHandle watch = drive(work);
        bench.settle();
        watch.change(operation -> ((Deploy) operation).approve("ann"));
        bench.settle();
        assertEquals(List.of(SEVEN), bench.transport.asked);
        bench.transport.answer(this::planetScale);
        bench.transport.pending.get(0).complete(status(200, deployRequest(7, state)));
        bench.settle();
        assertEquals("POST /deploy-requests/7/apply-deploy", bench.transport.asked.get(1));
    }

    @Test
    void wakeLooksNow() throws Exception {
        TestWork work = stagedDeploy();
        DriveHandle watch = drive(work);
        bench.settle();
        watch.wake();
        bench.settle();
        assertEquals(List.of(SEVEN, SEVEN), bench.transport.asked);
        assertEquals(1, bench.timers(), "the timer of the first wait is gone");
    }

    @Test
    void manyWakesDuringALookMakeOneMore() throws Exception {
        TestWork work = stagedDeploy();
        bench.transport.answer(line -> null);
        DriveHandle watch = drive(work);
        bench.settle();
        for (int i = 0; i < 10; i++) {
            watch.wake();
        }
        bench.settle();
        bench.transport.answer(this::planetScale);
        bench.transport.pending.get(0).complete(status(200, deployRequest(7, state)));
        bench.settle();
        assertEquals(List.of(SEVEN, SEVEN), bench.transport.asked);
    }

    @Test
    void stopCancelsTheTimerAndNothingComesAfterIt() throws Exception {
        TestWork work = stagedDeploy();
        DriveHandle watch = drive(work);
        bench.settle();
        watch.stop();
        watch.stop();
        watch.wake();
        watch.change(operation -> work.said.add("changed"));
        bench.advance(Duration.ofHours(1));
        assertEquals(0, bench.timers());
        assertEquals(List.of(SEVEN), bench.transport.asked);
        assertEquals(0, work.ended);
        assertFalse(work.said.contains("changed"));
        assertEquals(List.of(), bench.engine.works());
    }

    @Test
    void stopBreaksOffWhatIsUnderWay() throws Exception {
        TestWork work = stagedDeploy();
        bench.transport.answer(line -> null);
        DriveHandle watch = drive(work);
        bench.settle();
        watch.stop();
        assertFalse(
                bench.transport.pending.get(0).isCancelled(), "closing a connection is not for the caller's thread");
        bench.settle();
        assertTrue(bench.transport.pending.get(0).isCancelled());
        assertEquals(0, work.ended + work.broke.size());
    }

    @Test
    void stopBeforeTheFirstTurnDrivesNothing() throws Exception {
        TestWork work = stagedDeploy();
        drive(work).stop();
        bench.settle();
        assertEquals(List.of(), bench.transport.asked);
    }

    @Test
    void stopWhileTheStateIsBeingWrittenSendsNoEffect() throws Exception {
        TestWork work = deleteDev();
        CompletableFuture<Void> onDisk = new CompletableFuture<>();
        work.persisting = onDisk;
        DriveHandle watch = drive(work);
        bench.settle();
        watch.stop();
        onDisk.complete(null);
        bench.settle();
        assertEquals(List.of(LOOK, OPEN, LOOK), bench.transport.asked);
    }

    @Test
    void aChangeThatStopsWhileTheStateIsBeingWrittenSendsNoEffect() throws Exception {
        TestWork work = deleteDev();
        CompletableFuture<Void> onDisk = new CompletableFuture<>();
        work.persisting = onDisk;
        DriveHandle watch = drive(work);
        bench.settle();
        watch.change(left -> watch.stop());
        onDisk.complete(null);
        bench.settle();
        assertEquals(List.of(LOOK, OPEN, LOOK), bench.transport.asked);
        assertEquals(bench.transport.asked.size(), work.accessed);
    }

    @Test
    void aChangeThatStopsBetweenTwoLooksIsTheLastThatHappensToTheOperation() throws Exception {
        TestWork work = stagedDeploy();
        DriveHandle watch = drive(work);
        bench.settle();
        watch.change(left -> watch.stop());
        bench.settle();
        assertEquals(List.of(SEVEN), bench.transport.asked);
        assertEquals(1, work.accessed);
    }

    @Test
    void anErrorOfACallGoesToTheOperation() throws Exception {
        TestWork work = stagedDeploy();
        bench.transport.answer(line -> status(404, "{\"code\":\"not_found\",\"message\":\"Not Found\"}"));
        drive(work);
        bench.settle();
        for (int i = 0; i < 10; i++) { // a list or a look may lag behind a creation for a while
            bench.advance(Duration.ofSeconds(10));
            bench.settle();
        }
        assertEquals(1, work.ended);
        assertTrue(work.operation.failure().getMessage().contains("read_deploy_request"));
    }

    @Test
    void aMissingCredentialFailsTheOperationWithItsOwnWords() throws Exception {
        TestWork work = new TestWork(bench, Deploy.apply(LOGISTICS, 7)) {
            @Override
            public ApiAccess access() throws IOException {
                throw new IOException("There is no credential \"ps\" any more.");
            }
        };
        drive(work);
        bench.settle();
        assertEquals(1, work.ended);
        assertEquals(List.of(), bench.transport.asked);
        String message = work.operation.failure().getMessage();
        assertTrue(message.contains("There is no credential \"ps\" any more."), message);
    }

    @Test
    void whateverACallbackThrowsEndsTheWorkVisibly() throws Exception {
        AssertionError oops = new AssertionError("oops");
        List<TestWork> throwing = List.of(
                new TestWork(bench, Deploy.apply(LOGISTICS, 7)) {
                    @Override
                    public Operation<?> operation() {
                        throw oops;
                    }
                },
                new TestWork(bench, Deploy.apply(LOGISTICS, 7)) {
                    @Override
                    public String owner() {
                        throw oops;
                    }
                },
                new TestWork(bench, Deploy.apply(LOGISTICS, 7)) {
                    @Override
                    public ApiAccess access() {
                        throw oops;
                    }
                },
                new TestWork(bench, Deploy.apply(LOGISTICS, 7)) {
                    @Override
                    public void log(List<String> lines) {
                        throw oops;
                    }
                },
                new TestWork(bench, new DeleteBranch(LOGISTICS, "dev", false)) {
                    @Override
                    public CompletionStage<Void> persist() {
                        throw oops;
                    }
                },
                new TestWork(bench, new DeleteBranch(LOGISTICS, "none", false)) {
                    @Override
                    public void onCompleted() {
                        throw oops;
                    }
                });
        bench.transport.answer(this::planetScale);
        for (TestWork work : throwing) {
            drive(work);
            bench.advance(Duration.ofMinutes(10));
            assertEquals(List.of(oops), work.broke);
            assertSame(0, work.ended);
        }
        assertEquals(0, bench.timers());
    }

    @Test
    void aChangeThatThrowsEndsTheWorkVisibly() throws Exception {
        TestWork work = stagedDeploy();
        DriveHandle watch = drive(work);
        bench.settle();
        watch.change(operation -> {
            throw new IllegalStateException("oops");
        });
        bench.settle();
        assertInstanceOf(IllegalStateException.class, work.broke.get(0));
        assertEquals(0, bench.timers());
    }

    @Test
    void showsWhoWaitsForWhatAndUntilWhen() throws Exception {
        drive(stagedDeploy());
        bench.settle();
        assertEquals(
                List.of(new OperationStatus(
                        "job #1, step",
                        "job#1",
                        "main",
                        "deploy request #7 is staged and waits for approval",
                        EngineHarness.START,
                        EngineHarness.START.plusSeconds(10))),
                bench.engine.works());
    }

    @Test
    void closeLeavesEveryWorkAsItIsAndTellsNone() throws Exception {
        TestWork waiting = stagedDeploy();
        drive(waiting);
        bench.settle();
        TestWork asking = new TestWork(bench, Deploy.apply(LOGISTICS, 8));
        bench.transport.answer(line -> null);
        drive(asking);
        bench.settle();
        bench.engine.close();
        bench.advance(Duration.ofHours(1));
        assertTrue(bench.transport.closed);
        assertEquals(0, bench.timers());
        assertEquals(0, waiting.ended + asking.ended + waiting.broke.size() + asking.broke.size());
        assertNull(asking.operation.failure());
    }

    @Test
    void afterCloseNothingIsDrivenAnyMore() throws Exception {
        bench.engine.close();
        TestWork work = stagedDeploy();
        DriveHandle watch = drive(work);
        watch.wake();
        watch.stop();
        bench.advance(Duration.ofHours(1));
        assertEquals(List.of(), bench.transport.asked);
        assertEquals(0, work.ended);
        assertEquals(List.of(), bench.engine.works());
    }

    private List<TestWork> works() {
        return List.copyOf(driven.keySet());
    }

    private DriveHandle drive(TestWork work) {
        return driven.computeIfAbsent(work, bench.engine::start);
    }

    private TestWork deleteDev() throws Exception {
        bench.transport.answer(this::planetScale);
        TestWork work = new TestWork(bench, new DeleteBranch(LOGISTICS, "dev", false));
        drive(work);
        return work;
    }

    private TestWork stagedDeploy() throws Exception {
        bench.transport.answer(this::planetScale);
        return new TestWork(bench, Deploy.apply(LOGISTICS, 7).approvalNeeded());
    }

    private List<String> first(int count) {
        return bench.transport.asked.subList(0, count);
    }

    private Object planetScale(String line) {
        if (line.equals(DELETE)) {
            deleted = true;
            return status(204, "");
        }
        if (line.endsWith("apply-deploy")) {
            state = "complete";
        }
        if (line.contains("/deploy-requests/7")) {
            return deployRequest(7, state);
        }
        return deleted || !line.contains("q=dev") ? page() : page(branch("dev"));
    }
}
