package io.jenkins.plugins.planetscale.service;

import static io.jenkins.plugins.planetscale.service.EngineHarness.LOGISTICS;
import static io.jenkins.plugins.planetscale.service.ScriptedTransport.deployRequest;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.release.deploy.Deploy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a hint that a database changed makes of those who wait. */
class WakeUpDebouncerTest {
    private static final String HERE = "https://api.example.test/v1";

    private final EngineHarness bench = new EngineHarness();

    @BeforeEach
    void waitForApproval() throws Exception {
        bench.transport.answer(line -> deployRequest(7, "pending_cutover"));
        bench.engine.start(new TestWork(bench, Deploy.apply(LOGISTICS, 7).approvalNeeded()));
        bench.settle();
    }

    private int looks() {
        return bench.transport.asked.size();
    }

    @Test
    void whoWaitsForTheDatabaseLooksAtOnceAndOnce() {
        assertEquals(1, looks());
        bench.engine.changed(HERE + "/", LOGISTICS);
        bench.settle();
        assertEquals(2, looks());
        bench.advance(Duration.ofSeconds(30));
        assertEquals(2, looks());
    }

    @Test
    void nothingHappensOnTheCallersThread() {
        bench.engine.changed(HERE, LOGISTICS);
        assertEquals(1, looks());
    }

    @Test
    void aFloodCostsOneLookAPause() {
        for (int i = 0; i < 1_000; i++) {
            bench.engine.changed(HERE, LOGISTICS);
            bench.advance(Duration.ofMillis(20));
        }
        assertEquals(1 + 20 / 5, looks() - 1, "one at once, and one after every 5 of the 20 s");
    }

    @Test
    void theLastHintOfManyIsNotLost() {
        bench.engine.changed(HERE, LOGISTICS);
        bench.settle();
        bench.engine.changed(HERE, LOGISTICS);
        bench.settle();
        assertEquals(2, looks());
        bench.advance(WakeUpDebouncer.PAUSE);
        assertEquals(3, looks());
        bench.advance(WakeUpDebouncer.PAUSE);
        assertEquals(3, looks());
    }

    @Test
    void hintsAboutOtherPlacesWakeNobodyAndLeaveNothingBehind() {
        int timers = bench.timers();
        bench.engine.changed(HERE, new DatabaseRef("mechanica", "other"));
        bench.engine.changed(HERE, new DatabaseRef("other", "logistics"));
        bench.engine.changed("https://elsewhere.example.test/v1", LOGISTICS);
        bench.settle();
        assertEquals(1, looks());
        assertEquals(timers, bench.timers());
    }

    @Test
    void afterCloseAHintDoesNothing() {
        bench.engine.changed(HERE, LOGISTICS);
        bench.engine.close();
        bench.engine.changed(HERE, LOGISTICS);
        bench.advance(Duration.ofMinutes(1));
        assertEquals(1, looks());
        assertEquals(List.of(), bench.engine.works());
    }
}
