package io.jenkins.plugins.planetscale.service;

import static io.jenkins.plugins.planetscale.service.EngineHarness.LOGISTICS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.client.Transport;
import io.jenkins.plugins.planetscale.client.Transport.Answer;
import io.jenkins.plugins.planetscale.release.deploy.Deploy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Forty steps of one token against an API that answers nothing of use, and one of another token against one that works: the
 * many end by their deadline, keep to their budget and say little, and the one ends as if it were alone.
 */
class HostileApiTest {
    private static final int MANY = 40;
    private static final int BUDGET = 600;
    private static final Duration ALLOWED = Duration.ofMinutes(20);
    private static final int HEALTHY = 7;

    private final EngineHarness bench = new EngineHarness();

    static Stream<Arguments> answers() {
        byte[] deep = ("{\"a\":" + "[".repeat(100_000)).getBytes();
        byte[] wide = ("{\"data\":[" + "{},".repeat(600_000) + "{}],\"number\":8}").getBytes();
        return Stream.of(
                Arguments.of("deep", answer(200, deep)),
                Arguments.of("wide", answer(200, wide)),
                Arguments.of("nothing", answer(200, new byte[0])),
                Arguments.of("a page", new Answer(200, Map.of("Content-Type", "text/html"), "<html>".getBytes())),
                Arguments.of("wrong kinds", ScriptedTransport.status(200, "{\"number\":[],\"deployment\":\"x\"}")),
                Arguments.of("another one", ScriptedTransport.status(200, ScriptedTransport.deployRequest(99, "complete"))),
                Arguments.of("a list", ScriptedTransport.status(200, "{\"data\":[],\"next_page\":2}")),
                Arguments.of("to itself", redirect()),
                Arguments.of("no limit known", answer(429, new byte[0])),
                Arguments.of("later", new Answer(503, Map.of("Retry-After", "9".repeat(400)), new byte[0])),
                Arguments.of("too large", new Transport.OversizedException(200, 8 << 20)),
                Arguments.of("broken", new IOException("Connection reset")));
    }

    private static Answer answer(int status, byte[] body) {
        return new Answer(status, Map.of("Content-Type", "application/json"), body);
    }

    private static Answer redirect() {
        String here = "https://api.example.test/v1/organizations/mechanica/databases/logistics/deploy-requests/8";
        return new Answer(302, Map.of("Location", here), new byte[0]);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void theManyEndAndTheOneIsServed(String name, Object answer) throws Exception {
        String[] state = {"in_progress"};
        bench.transport.answer(
                line -> line.contains("/deploy-requests/" + HEALTHY)
                        ? ScriptedTransport.deployRequest(HEALTHY, state[0])
                        : answer);
        List<TestWork> many = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            TestWork work = work("hostile", 100 + i, BUDGET);
            many.add(work);
            bench.engine.start(work);
        }
        TestWork healthy = work("healthy", HEALTHY, BUDGET);
        bench.engine.start(healthy);
        for (int minute = 1; minute <= ALLOWED.toMinutes() + 1; minute++) {
            int before = asked();
            bench.advance(Duration.ofMinutes(1));
            int asked = asked() - before;
            assertTrue(asked <= BUDGET + 1, () -> asked + " requests in a minute");
            if (minute == 5) {
                state[0] = "complete";
            }
            assertEquals(minute < 6 ? 0 : 1, healthy.ended, "minute " + minute);
        }
        assertNull(healthy.operation.failure());
        for (TestWork work : many) {
            assertEquals(1, work.ended, () -> work.operation.status(bench.instant()));
            String message = String.valueOf(work.operation.failure().getMessage());
            assertTrue(message.length() < 2_000 && !message.contains("Exception"), message);
            assertTrue(work.said.size() < 60, () -> work.said.size() + " lines");
            assertEquals(List.of(), work.broke);
        }
        assertEquals(List.of(), bench.engine.works());
        assertEquals(0, bench.timers());
    }

    private int asked() {
        return (int) bench.transport.asked.stream()
                .filter(line -> !line.contains("/deploy-requests/" + HEALTHY))
                .count();
    }

    private TestWork work(String token, int number, int perMinute) throws Exception {
        Deploy deploy = Deploy.apply(LOGISTICS, number);
        deploy.setDeadline(bench.instant().plus(ALLOWED));
        return new TestWork(bench, deploy, EngineHarness.access(token, token, perMinute));
    }
}
