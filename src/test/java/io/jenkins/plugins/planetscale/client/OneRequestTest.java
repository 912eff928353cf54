package io.jenkins.plugins.planetscale.client;

import static io.jenkins.plugins.planetscale.client.ClientHarness.LOGISTICS;
import static io.jenkins.plugins.planetscale.client.ScriptedServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A call is one request, whatever becomes of it: whether to try again is for those who make it. */
class OneRequestTest {
    private static final ApiCall<Branch> READ = BranchCalls.get(LOGISTICS, "dev");

    private final ClientHarness rig = new ClientHarness();

    @AfterEach
    void close() {
        rig.close();
    }

    static List<ApiCall<?>> calls() {
        return List.of(
                READ,
                BranchCalls.list(LOGISTICS, 1),
                BranchCalls.delete(LOGISTICS, "dev", false),
                DeployRequestCalls.autoApply(LOGISTICS, 7, true),
                DeployRequestCalls.deploy(LOGISTICS, 7, false),
                DeployRequestCalls.revert(LOGISTICS, 7),
                DeployRequestCalls.close(LOGISTICS, 7));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void nothingIsRepeatedWhateverIsAnswered(ApiCall<?> call) {
        rig.server.then(
                json(503, "", "Retry-After: 0"), json(408, ""), json(429, ""), json(500, ""), ScriptedServer.reset());
        for (int sent = 1; sent <= 5; sent++) {
            assertThrows(PlanetScaleException.class, () -> rig.client.execute(call));
            assertEquals(sent, rig.server.asked.size());
        }
        assertEquals(5, rig.budget.used());
        assertEquals(List.of(), rig.time.waits());
    }

    @ParameterizedTest
    @MethodSource("calls")
    void nothingIsRepeatedWithoutAThreadEither(ApiCall<?> call) {
        rig.server.then(
                json(503, "", "Retry-After: 0"), json(408, ""), json(429, ""), json(500, ""), ScriptedServer.reset());
        for (int sent = 1; sent <= 5; sent++) {
            ExecutionException e = assertThrows(
                    ExecutionException.class, () -> rig.client.enqueue(call).get(5, TimeUnit.SECONDS));
            assertInstanceOf(PlanetScaleException.class, e.getCause());
            assertEquals(sent, rig.server.asked.size());
        }
        assertEquals(5, rig.budget.used());
        assertEquals(0, rig.time.scheduled());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 409, 422})
    void doesNotRepeatWhatIsRefused(int status) {
        rig.server.otherwise(json(status, ""));
        assertThrows(PlanetScaleException.class, () -> rig.client.execute(READ));
        assertEquals(1, rig.server.asked.size());
    }

    @Test
    void readsADateByTheServersClock() {
        rig.server.then(
                json(503, "", "Date: Thu, 01 Jan 2037 00:00:00 GMT", "Retry-After: Thu, 01 Jan 2037 00:00:30 GMT"));
        UnavailableException e = assertThrows(UnavailableException.class, () -> rig.client.execute(READ));
        assertEquals(Duration.ofSeconds(30), e.retryAfter());
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
}
