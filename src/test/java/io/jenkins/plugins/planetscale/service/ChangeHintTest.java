package io.jenkins.plugins.planetscale.service;

import static io.jenkins.plugins.planetscale.service.EngineHarness.LOGISTICS;
import static io.jenkins.plugins.planetscale.service.ScriptedTransport.deployRequest;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.release.ResourceRef;
import io.jenkins.plugins.planetscale.release.deploy.Deploy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a hint that something changed makes of those who wait. They stand at a gate, and look every ten seconds by themselves. */
class ChangeHintTest {
    private static final String HERE = "https://api.example.test/v1";
    private static final ChangeHint SEVEN = new ChangeHint(LOGISTICS, 7, "dev");

    private final EngineHarness bench = new EngineHarness();

    @BeforeEach
    void waitForApproval() throws Exception {
        bench.transport.answer(
                line -> deployRequest(Integer.parseInt(line.replaceAll(".*/deploy-requests/", "")), "pending_cutover"));
        stand(7);
    }

    private void stand(int number) throws Exception {
        bench.engine.start(new TestWork(bench, Deploy.apply(LOGISTICS, number).approvalNeeded()));
        bench.settle();
    }

    private int looks() {
        return bench.transport.asked.size();
    }

    /** Hands over what the timer has at once. */
    private void moment() {
        bench.advance(Duration.ofMillis(1));
    }

    @Test
    void whoWaitsForItLooksAtOnceAndOnce() {
        assertEquals(1, looks());
        bench.engine.changed(HERE + "/", SEVEN);
        moment();
        assertEquals(2, looks());
        bench.advance(Duration.ofSeconds(9));
        assertEquals(2, looks());
    }

    @Test
    void onlyWhoIsNamedLooks() throws Exception {
        stand(8);
        bench.advance(Duration.ofSeconds(1));
        int before = looks();
        bench.engine.changed(HERE, new ChangeHint(LOGISTICS, 8, "dev"));
        bench.advance(Duration.ofSeconds(1));
        assertEquals(List.of("GET /deploy-requests/8"), bench.transport.asked.subList(before, looks()));
    }

    @Test
    void nothingHappensOnTheCallersThread() {
        bench.engine.changed(HERE, SEVEN);
        assertEquals(1, looks());
    }

    @Test
    void aStormCostsOneLookASecond() {
        for (int i = 0; i < 1_000; i++) {
            bench.engine.changed(HERE, SEVEN);
            bench.advance(Duration.ofMillis(20));
        }
        assertTrue(looks() - 1 <= 21, looks() + " looks in 20 seconds");
        assertTrue(looks() - 1 >= 18, looks() + " looks in 20 seconds");
    }

    @Test
    void theLastHintOfManyIsNotLost() {
        bench.engine.changed(HERE, SEVEN);
        moment();
        bench.engine.changed(HERE, SEVEN);
        moment();
        assertEquals(2, looks());
        bench.advance(Duration.ofSeconds(1));
        assertEquals(3, looks());
        bench.advance(Duration.ofSeconds(5));
        assertEquals(3, looks());
    }

    @Test
    void whoLooksJustNowLooksOnceMore() {
        bench.transport.answer(line -> null);
        bench.advance(Duration.ofSeconds(11));
        assertEquals(2, looks());
        bench.engine.changed(HERE, SEVEN);
        bench.advance(Duration.ofSeconds(1));
        assertEquals(2, looks());
        bench.transport.pending.get(0).complete(ScriptedTransport.status(200, deployRequest(7, "pending_cutover")));
        bench.advance(Duration.ofSeconds(2));
        assertEquals(3, looks());
    }

    @Test
    void hintsAboutOtherPlacesWakeNobodyAndLeaveNothingBehind() {
        int timers = bench.timers();
        bench.engine.changed(HERE, ChangeHint.of(new DatabaseRef("mechanica", "other")));
        bench.engine.changed(HERE, ChangeHint.of(new DatabaseRef("other", "logistics")));
        bench.engine.changed("https://elsewhere.example.test/v1", ChangeHint.of(LOGISTICS));
        bench.engine.changed(HERE, new ChangeHint(LOGISTICS, 70, "dev"));
        moment();
        assertEquals(1, looks());
        assertEquals(timers, bench.timers());
    }

    @Test
    void afterCloseAHintDoesNothing() {
        bench.engine.changed(HERE, SEVEN);
        bench.engine.close();
        bench.engine.changed(HERE, SEVEN);
        bench.advance(Duration.ofMinutes(1));
        assertEquals(1, looks());
        assertEquals(List.of(), bench.engine.works());
    }

    @Test
    void namesADeployRequestAndABranch() {
        ResourceRef seven = ResourceRef.deployRequest(LOGISTICS, 7);
        ResourceRef dev = ResourceRef.branch(LOGISTICS, "dev");
        assertTrue(SEVEN.isAbout(seven) && SEVEN.isAbout(dev));
        assertTrue(ChangeHint.of(LOGISTICS).isAbout(seven)
                && ChangeHint.of(LOGISTICS).isAbout(dev));
        assertTrue(!SEVEN.isAbout(ResourceRef.deployRequest(LOGISTICS, 70))
                && !SEVEN.isAbout(ResourceRef.branch(LOGISTICS, "7"))
                && !SEVEN.isAbout(new ResourceRef(ResourceRef.Kind.BACKUP, LOGISTICS, "7")));
    }
}
