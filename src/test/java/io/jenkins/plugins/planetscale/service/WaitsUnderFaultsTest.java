package io.jenkins.plugins.planetscale.service;

import static io.jenkins.plugins.planetscale.service.EngineHarness.LOGISTICS;
import static io.jenkins.plugins.planetscale.service.ScriptedTransport.deployRequest;
import static io.jenkins.plugins.planetscale.service.ScriptedTransport.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.client.api.DatabaseCalls;
import io.jenkins.plugins.planetscale.client.api.DeployRequestCalls;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.ReleaseTimeoutException;
import io.jenkins.plugins.planetscale.release.ResourceRef;
import io.jenkins.plugins.planetscale.release.Urgency;
import io.jenkins.plugins.planetscale.release.deploy.Deploy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of one who waits where a hint comes at a bad moment, or the clock is set. */
class WaitsUnderFaultsTest {
    private static final String HERE = "https://api.example.test/v1";
    private static final String SEVEN = "GET /deploy-requests/7";

    private final EngineHarness bench = new EngineHarness();

    private TestWork staged() throws Exception {
        bench.transport.answer(line -> deployRequest(7, "pending_cutover"));
        return new TestWork(bench, Deploy.apply(LOGISTICS, 7).approvalNeeded());
    }

    private void start(TestWork work) {
        bench.engine.start(work);
        bench.settle();
    }

    private long looks() {
        return bench.transport.asked.stream().filter(SEVEN::equals).count();
    }

    /** Looks at a deploy request, asks something about its database, and waits for the deploy request to change. */
    private static final class TwoQuestions extends Operation<Void> {
        private static final long serialVersionUID = 1L;

        private boolean second;

        @Override
        protected ApiRequest<?> step(Instant now) {
            if (second) {
                return ApiRequest.of(DatabaseCalls.get(LOGISTICS), (answer, at) -> {
                    second = false;
                    waitForChange(Urgency.STAGED, Duration.ofSeconds(60), at);
                });
            }
            return ApiRequest.of(DeployRequestCalls.get(LOGISTICS, 7), (answer, at) -> second = true)
                    .reads(subject());
        }

        @Override
        protected ResourceRef subject() {
            return ResourceRef.deployRequest(LOGISTICS, 7);
        }

        @Override
        public Void result() {
            return null;
        }

        @Override
        public String status(Instant now) {
            return "asking";
        }
    }

    @Test
    void aHintIsNotLostThatComesWhileSomethingElseIsAsked() {
        bench.transport.answer(line -> line.equals(SEVEN) ? deployRequest(7, "pending_cutover") : null);
        start(new TestWork(bench, new TwoQuestions()));
        assertEquals(1, bench.transport.pending.size());
        bench.engine.changed(HERE, new ChangeHint(LOGISTICS, 7, "dev"));
        bench.settle();
        bench.transport
                .pending
                .get(0)
                .complete(status(200, "{\"name\":\"logistics\",\"kind\":\"mysql\",\"default_branch\":\"main\"}"));
        bench.advance(Duration.ofSeconds(2));
        assertEquals(2, looks(), bench.transport.asked::toString);
    }

    @Test
    void aClockThatIsSetBackOrAheadChangesNoPaceOfLooks() throws Exception {
        start(staged());
        for (int hours : List.of(5, -10, 20, -15)) {
            bench.advance(Duration.ofSeconds(3));
            bench.setClock(Duration.ofHours(hours));
            long before = looks();
            bench.advance(Duration.ofSeconds(30));
            assertEquals(3, looks() - before, () -> "after " + hours + " hours: " + bench.transport.asked);
        }
        assertEquals(1, bench.timers());
    }

    @Test
    void whoWaitsForATimeDoesNotWaitForHoursAfterTheClockWasSetBack() throws Exception {
        TestWork work = staged();
        bench.transport.answer(line -> status(503, "{\"code\":\"unavailable\",\"message\":\"later\"}"));
        start(work);
        bench.setClock(Duration.ofHours(-5));
        bench.transport.answer(line -> deployRequest(7, "pending_cutover"));
        bench.advance(Duration.ofSeconds(15));
        assertTrue(looks() >= 2, bench.transport.asked::toString);
        assertEquals(0, work.broke.size() + work.ended);
    }

    @Test
    void aDeadlineIsKeptByTheClockAlsoWhereThatIsSetBackMeanwhile() throws Exception {
        TestWork work = staged();
        work.operation.setDeadline(EngineHarness.START.plusSeconds(3_600));
        start(work);
        bench.setClock(Duration.ofMinutes(-30));
        bench.advance(Duration.ofMinutes(89));
        assertEquals(0, work.ended);
        bench.advance(Duration.ofMinutes(2));
        assertEquals(1, work.ended);
        assertInstanceOf(ReleaseTimeoutException.class, work.operation.failure());
        assertEquals(0, bench.timers());
    }

    @Test
    void aDeadlineThatTheClockHasJumpedOverIsSeenAtTheNextLook() throws Exception {
        TestWork work = staged();
        work.operation.setDeadline(EngineHarness.START.plusSeconds(3_600));
        start(work);
        bench.setClock(Duration.ofHours(3));
        bench.advance(Duration.ofSeconds(11));
        assertEquals(1, work.ended);
        assertInstanceOf(ReleaseTimeoutException.class, work.operation.failure());
    }

    @Test
    void aHintDuringAnOutageIsWaitedForAsTheOutageIs() throws Exception {
        TestWork work = staged();
        bench.transport.answer(line -> status(429, "{\"code\":\"rate_limited\",\"message\":\"slow down\"}"));
        start(work);
        bench.advance(Duration.ofSeconds(20));
        long before = looks();
        for (int i = 0; i < 100; i++) {
            bench.engine.changed(HERE, new ChangeHint(LOGISTICS, 7, "dev"));
            bench.advance(Duration.ofMillis(100));
        }
        assertTrue(looks() - before <= 2, () -> (looks() - before) + " looks in ten seconds of refusals");
        bench.transport.answer(line -> deployRequest(7, "pending_cutover"));
        bench.advance(Duration.ofMinutes(3));
        assertEquals(0, work.broke.size() + work.ended);
        assertTrue(looks() - before >= 10, "it goes on");
    }
}
