package io.jenkins.plugins.planetscale.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the plugin promises holds whatever happens, as far as some hundred seeds can tell. */
class SimulationOfflineTest {
    private static final long SEEDS = 200;

    @BeforeAll
    static void quiet() {
        Quiet.down();
    }

    @Test
    void holdsWhateverHappens() {
        Seeds seeds = new Seeds(() -> Planted.NOTHING).run(1, SEEDS, 3, Long.MAX_VALUE);
        System.out.println("Simulation: " + seeds.figures);
        assertTrue(
                seeds.failed.isEmpty(),
                () -> "replay: bin/simulate --seeds 1 --from " + seeds.failed.get(0).seed() + "\n"
                        + seeds.report(seeds.failed.get(0)));
        assertEquals(SEEDS, seeds.figures.seeds);
        assertTrue(seeds.figures.coverage.size() > 150, seeds.figures.coverage::table);
        for (Fault fault : Fault.values()) {
            assertTrue(seeds.figures.faults.getOrDefault(fault, 0L) > 0, () -> fault + " never struck");
        }
    }

    @Test
    void theSameSeedTellsTheSameStory() {
        Seeds seeds = new Seeds(() -> Planted.NOTHING);
        for (long seed = 1; seed <= 8; seed++) {
            Outcome first = seeds.run(seed, Set.of());
            Outcome second = seeds.run(seed, Set.of());
            assertEquals(String.join("\n", first.story()), String.join("\n", second.story()), "seed " + seed);
            assertEquals(first.trace(), second.trace());
        }
    }
}
