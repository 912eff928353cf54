package io.jenkins.plugins.planetscale.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.client.ServiceToken;
import io.jenkins.plugins.planetscale.client.TokenFingerprint;
import io.jenkins.plugins.planetscale.client.Transport.Answer;
import io.jenkins.plugins.planetscale.client.budget.RateBudget;
import io.jenkins.plugins.planetscale.release.Operation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many who wait, with real operations in simulated time, where PlanetScale refuses, cuts its lists, or all begin at once. */
class CrowdsUnderFaultsTest {
    private static final int MOST_A_MINUTE = 500;
    private static final Answer FORBIDDEN =
            ScriptedTransport.status(403, "{\"code\":\"forbidden\",\"message\":\"no lists for you\"}");
    private static final Answer UNKNOWN =
            ScriptedTransport.status(401, "{\"code\":\"unauthorized\",\"message\":\"who are you\"}");
    private static final Answer HTML = new Answer(200, Map.of("Content-Type", "text/html"), "<html>login".getBytes());
    private static final Answer CUT = ScriptedTransport.status(
            200,
            ScriptedTransport.page(
                    ScriptedTransport.deployRequest(1, "in_progress"),
                    ScriptedTransport.deployRequest(2, "in_progress")));

    private final SimulatedEngine bench = new SimulatedEngine();

    CrowdsUnderFaultsTest() {
        bench.server.latency(Duration.ofMillis(200));
    }

    private int requests(Duration during) {
        int before = bench.server.requests();
        bench.advance(during);
        return bench.server.requests() - before;
    }

    /** As a token that was taken away is refused, in every round. */
    @Test
    void aTokenThatIsRefusedIsNotTriedByEachOfMany() throws Exception {
        bench.waits(500, 1, "in_progress");
        bench.advance(Duration.ofMinutes(2));
        bench.server.instead(kind -> UNKNOWN);
        int asked = requests(Duration.ofMinutes(10));
        assertTrue(asked <= 50, () -> asked + " requests with a token that is refused");
        assertEquals(List.of(), bench.engine.works(), "all have ended");
    }

    @Test
    void aTokenThatIsRefusedForAMomentIsBorne() throws Exception {
        bench.waits(500, 1, "in_progress");
        bench.advance(Duration.ofMinutes(2));
        bench.server.instead(kind -> UNKNOWN);
        bench.advance(Duration.ofSeconds(45));
        bench.server.instead(kind -> null);
        bench.advance(Duration.ofMinutes(2));
        assertEquals(500, bench.engine.works().size());
    }

    @Test
    void whoMayNotReadListsKeepsTheBudgetAndIsLookedAtInTurn() throws Exception {
        bench.server.instead(kind -> kind.equals("list") ? FORBIDDEN : null);
        bench.waits(100, 1, "in_progress");
        bench.advance(Duration.ofMinutes(5));
        for (int minute = 0; minute < 20; minute++) {
            int asked = requests(Duration.ofMinutes(1));
            assertTrue(asked <= MOST_A_MINUTE + 60, () -> asked + " requests in a minute");
            assertTrue(asked >= 300, () -> asked + " requests in a minute");
        }
        assertTrue(bench.server.counts().get("list") <= 20, bench.server.counts()::toString);
        bench.server.instead(kind -> null);
        bench.advance(Duration.ofMinutes(40));
        int single = bench.server.counts().get("one");
        bench.advance(Duration.ofMinutes(5));
        assertEquals(single, bench.server.counts().get("one"), "lists are read again");
        assertEquals(100, bench.engine.works().size());
    }

    @Test
    void aPageOfAProxyInPlaceOfAListIsForgottenSoon() throws Exception {
        bench.waits(100, 1, "in_progress");
        bench.advance(Duration.ofMinutes(2));
        int[] left = {1};
        bench.server.instead(kind -> kind.equals("list") && left[0]-- > 0 ? HTML : null);
        bench.advance(Duration.ofMinutes(2));
        int single = bench.server.counts().get("one");
        bench.advance(Duration.ofMinutes(2));
        assertEquals(single, bench.server.counts().get("one"), "lists are read again");
        assertEquals(100, bench.engine.works().size());
    }

    @Test
    void aListThatIsAlwaysCutKeepsTheBudget() throws Exception {
        bench.waits(100, 1, "in_progress");
        bench.advance(Duration.ofMinutes(2));
        bench.server.instead(kind -> kind.equals("list") ? CUT : null);
        bench.advance(Duration.ofMinutes(2));
        for (int minute = 0; minute < 10; minute++) {
            int asked = requests(Duration.ofMinutes(1));
            assertTrue(asked <= MOST_A_MINUTE, () -> asked + " requests in a minute");
            assertTrue(asked >= 300, () -> asked + " requests in a minute");
        }
    }

    /** All that a controller has to resume when it starts. */
    @ParameterizedTest
    @CsvSource({"1000, 1, 30", "1000, 100, 60", "1000, 1000, 170"})
    void manyThatBeginAtOnceKeepTheBudgetAndAllGetTheirTurn(int count, int databases, int seconds) throws Exception {
        bench.waits(count, databases, "in_progress");
        int first = requests(Duration.ofSeconds(1));
        assertTrue(first <= 25, () -> first + " requests in the first second");
        int minute = first + requests(Duration.ofSeconds(59));
        assertTrue(minute <= MOST_A_MINUTE, () -> minute + " requests in the first minute");
        bench.advance(Duration.ofSeconds(Math.max(0, seconds - 60)));
        long unseen = bench.operations.stream()
                .filter(operation -> operation.lastObservation() == null)
                .count();
        assertEquals(0, unseen, "have not looked after " + seconds + " s");
        System.out.printf(
                "figures: start with %d waits in %d: %d requests in the first second, %d in the first minute%n",
                count, databases, first, minute);
    }

    @Test
    void whoCutsOverLooksEverySecondAlsoWhereOthersHaveQueuedAThousandCalls() throws Exception {
        bench.waits(3, 1, "in_progress_cutover");
        bench.advance(Duration.ofMinutes(2));
        RateBudget budget = bench.engine.budget(
                "https://api.example.test/v1",
                TokenFingerprint.of(new ServiceToken("token", "s3cr3t")),
                "main",
                RateBudget.DEFAULT_PER_MINUTE);
        for (int i = 0; i < 1_000; i++) {
            queue(budget.reserve(false));
        }
        for (int i = 0; i < 30; i++) {
            int looks = requests(Duration.ofSeconds(2));
            assertTrue(looks >= 1, "no look in two seconds");
        }
    }

    /** Asks again and again, as a call does. */
    private void queue(RateBudget.Ticket ticket) {
        Duration wait = ticket.poll();
        if (!wait.isZero()) {
            bench.time.schedule(() -> queue(ticket), wait.toNanos(), java.util.concurrent.TimeUnit.NANOSECONDS);
        }
    }

    @Test
    void whatEndsLeavesNothingBehind() throws Exception {
        List<DriveHandle> drives = bench.waits(300, 30, "in_progress");
        bench.advance(Duration.ofMinutes(1));
        for (int i = 0; i < drives.size(); i++) {
            if (i % 3 == 0) {
                bench.engine.changed("https://api.example.test/v1", ChangeHint.of(SimulatedEngine.database(i % 30)));
            }
            drives.get(i).stop();
            bench.advance(Duration.ofMillis(37));
        }
        bench.advance(Duration.ofMinutes(1));
        int asked = requests(Duration.ofHours(1));
        assertEquals(0, asked);
        assertEquals(List.of(), bench.engine.works());
        assertEquals(0, bench.time.entries());
        assertTrue(bench.engine.reads.isEmpty());
        assertTrue(bench.engine
                .looks("https://api.example.test/v1", TokenFingerprint.of(new ServiceToken("token", "s3cr3t")))
                .isEmpty());
        for (Operation<?> operation : bench.operations) {
            assertEquals(null, operation.failure());
        }
    }
}
