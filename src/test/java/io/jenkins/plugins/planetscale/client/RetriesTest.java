package io.jenkins.plugins.planetscale.client;

import static io.jenkins.plugins.planetscale.client.ClientHarness.LOGISTICS;
import static io.jenkins.plugins.planetscale.client.ScriptedServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.client.api.BranchCalls;
import io.jenkins.plugins.planetscale.client.api.DeployRequestCalls;
import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import io.jenkins.plugins.planetscale.client.error.RateLimitedException;
import io.jenkins.plugins.planetscale.client.error.UnavailableException;
import io.jenkins.plugins.planetscale.client.model.Branch;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which calls are repeated, how often and after how long; the clock is a manual one. */
class RetriesTest {
    private static final ApiCall<Branch> READ = BranchCalls.get(LOGISTICS, "dev");

    private final ClientHarness rig = new ClientHarness();

    @AfterEach
    void close() {
        rig.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void repeatsAReadUntilItSucceeds(int status) throws Exception {
        rig.server.then(json(status, ""), ScriptedServer.reset(), json(200, "{\"id\":\"b1\",\"name\":\"dev\"}"));
        assertEquals("dev", rig.client.execute(READ).name());
        assertEquals(3, rig.server.asked.size());
    }

    @Test
    void givesUpAfterFiveAttemptsWithDoublingWaits() {
        rig.server.otherwise(json(503, ""));
        assertThrows(UnavailableException.class, () -> rig.client.execute(READ));
        assertEquals(5, rig.server.asked.size());
        // full jitter with a "random" of one half
        assertEquals(millis(250, 500, 1000, 2000), rig.time.waits());
    }

    static List<ApiCall<?>> safe() {
        return List.of(
                READ, BranchCalls.delete(LOGISTICS, "dev", false), DeployRequestCalls.autoApply(LOGISTICS, 7, true));
    }

    static List<ApiCall<?>> unsafe() {
        return List.of(
                DeployRequestCalls.deploy(LOGISTICS, 7, false),
                DeployRequestCalls.revert(LOGISTICS, 7),
                DeployRequestCalls.close(LOGISTICS, 7));
    }

    @ParameterizedTest
    @MethodSource("safe")
    void repeatsGetDeleteAndPut(ApiCall<?> call) {
        rig.server.otherwise(json(502, ""));
        assertThrows(UnavailableException.class, () -> rig.client.execute(call));
        assertEquals(5, rig.server.asked.size());
    }

    @ParameterizedTest
    @MethodSource("unsafe")
    void neverRepeatsPostAndPatch(ApiCall<?> call) {
        rig.server.then(
                json(503, "", "Retry-After: 0"), json(408, ""), json(429, ""), json(500, ""), ScriptedServer.reset());
        for (int sent = 1; sent <= 5; sent++) {
            assertThrows(PlanetScaleException.class, () -> rig.client.execute(call));
            assertEquals(sent, rig.server.asked.size());
        }
        assertEquals(List.of(), rig.time.waits());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 409, 422})
    void doesNotRepeatWhatIsRefused(int status) {
        rig.server.otherwise(json(status, ""));
        assertThrows(PlanetScaleException.class, () -> rig.client.execute(READ));
        assertEquals(1, rig.server.asked.size());
    }

    @Test
    void repeatsNothingWhenAskedOnce() {
        rig.server.otherwise(json(503, ""));
        assertThrows(UnavailableException.class, () -> rig.client.executeOnce(READ));
        assertThrows(Exception.class, () -> rig.client.enqueueOnce(READ).get());
        assertEquals(2, rig.server.asked.size());
        assertEquals(2, rig.budget.used());
    }

    @Test
    void waitsAsLongAsPlanetScaleAsks() throws Exception {
        rig.server.then(
                json(503, "", "Retry-After: 9"),
                json(429, "", "Retry-After: 20"),
                json(200, "{\"id\":\"b1\",\"name\":\"dev\"}"));
        rig.client.execute(READ);
        assertEquals(millis(9_250, 20_250), rig.time.waits());
    }

    @Test
    void readsADateByTheServersClock() throws Exception {
        rig.server.then(
                json(503, "", "Date: Thu, 01 Jan 2037 00:00:00 GMT", "Retry-After: Thu, 01 Jan 2037 00:00:30 GMT"),
                json(200, "{\"id\":\"b1\",\"name\":\"dev\"}"));
        rig.client.execute(READ);
        assertEquals(millis(30_250), rig.time.waits());
    }

    @Test
    void givesUpRatherThanWaitBeyondTheTotal() {
        rig.server.then(json(429, "", "Retry-After: 119"), json(503, "", "Retry-After: 1"));
        assertThrows(UnavailableException.class, () -> rig.client.execute(READ));
        assertEquals(2, rig.server.asked.size());
        assertEquals(millis(119_250), rig.time.waits());
    }

    @Test
    void pausesEverybodyOnA429() throws Exception {
        rig.server.then(json(429, "", "Retry-After: 100000"), json(200, "{\"id\":\"b1\",\"name\":\"dev\"}"));
        RateLimitedException e = assertThrows(RateLimitedException.class, () -> rig.client.execute(READ));
        assertEquals(RetryAfter.LONGEST, e.retryAfter());
        rig.client.execute(READ);
        assertEquals(List.of(RetryAfter.LONGEST), rig.time.waits());
    }

    @Test
    void takesEachAttemptFromTheBudget() {
        rig.server.otherwise(json(500, ""));
        assertThrows(UnavailableException.class, () -> rig.client.execute(READ));
        assertEquals(5, rig.budget.used());
    }

    @Test
    void stopsWaitingWhenInterrupted() {
        rig.server.otherwise(json(503, ""));
        rig.budget.refused(Duration.ofSeconds(10));
        Thread.currentThread().interrupt();
        UnavailableException e = assertThrows(UnavailableException.class, () -> rig.client.execute(READ));
        assertTrue(Thread.interrupted());
        assertTrue(e.getMessage().contains("Interrupted"), e.getMessage());
        assertEquals(0, rig.budget.waiting());
        assertEquals(0, rig.server.asked.size());
    }

    private static List<Duration> millis(long... millis) {
        return LongStream.of(millis).mapToObj(Duration::ofMillis).toList();
    }
}
