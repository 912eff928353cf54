package io.jenkins.plugins.planetscale.service.pace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.release.Urgency;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Several who use one token, of whom each knows only what PlanetScale answers. */
class FairHalvesTest {
    private static final int LIMIT = 600;

    private final SimulatedTimer time = new SimulatedTimer();
    private final SimulatedServer server = new SimulatedServer(time, LIMIT);

    private SimulatedWaits controller(int seed) {
        SimulatedWaits waits = new SimulatedWaits(time, server, LIMIT, seed);
        waits.begin(1_000, 100, i -> Urgency.COPYING);
        return waits;
    }

    private void measure(Duration duration, SimulatedWaits... controllers) {
        for (SimulatedWaits controller : controllers) {
            controller.forget();
        }
        server.forget();
        time.advance(duration);
    }

    @Test
    void oneAloneIsNeverRefused() {
        SimulatedWaits one = controller(1);
        measure(Duration.ofHours(2), one);
        assertEquals(0, server.refused());
        assertTrue(server.most() <= 500, () -> server.most() + " requests in a minute");
    }

    @Test
    void twoControllersComeToAFairHalfEach() {
        SimulatedWaits first = controller(1);
        time.advance(Duration.ofMinutes(30)); // it has all to itself
        SimulatedWaits second = controller(2);
        time.advance(Duration.ofMinutes(30));
        measure(Duration.ofHours(3), first, second);
        String found = first.sent + " and " + second.sent + " in three hours, " + server.refused() + " refused";
        double part = (double) first.sent / (first.sent + second.sent);
        assertEquals(0.5, part, 0.05, found);
        assertTrue(server.taken() >= 0.7 * LIMIT * 180, found);
        assertTrue(server.refused() <= 0.01 * server.taken(), found);
    }

    @Test
    void whoIsLeftAloneHasAllAgain() {
        SimulatedWaits first = controller(1);
        SimulatedWaits second = controller(2);
        time.advance(Duration.ofMinutes(30));
        second.end();
        time.advance(Duration.ofMinutes(15));
        measure(Duration.ofMinutes(60), first);
        assertEquals(450 * 60, first.sent, 450 * 60 * 0.03);
        assertEquals(0, server.refused());
    }

    @Test
    void peopleWhoUseTheTokenGetWhatTheyNeed() {
        SimulatedWaits controller = controller(1);
        long[] asked = {0, 0};
        Runnable[] person = {null};
        person[0] = () -> { // 300 a minute
            asked[0]++;
            asked[1] += server.take() ? 0 : 1;
            time.schedule(person[0], 200, TimeUnit.MILLISECONDS);
        };
        person[0].run();
        time.advance(Duration.ofMinutes(30));
        asked[0] = 0;
        asked[1] = 0;
        measure(Duration.ofHours(2), controller);
        assertTrue(asked[1] <= 0.02 * asked[0], asked[1] + " of " + asked[0] + " refused");
        assertTrue(controller.sent >= 120 * 200, () -> controller.sent + " looks in two hours");
    }
}
