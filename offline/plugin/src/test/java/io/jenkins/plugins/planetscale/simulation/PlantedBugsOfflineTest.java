package io.jenkins.plugins.planetscale.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulation would see what goes wrong: each defect that is put in on purpose is seen within a thousand seeds. */
class PlantedBugsOfflineTest {
    @BeforeAll
    static void quiet() {
        Quiet.down();
    }

    @ParameterizedTest
    @EnumSource
    void isSeenWithinAThousandSeeds(PlantedBugs bug) {
        Seeds seeds = new Seeds(bug.planted).only(bug.profile).looking(bug.rule).run(1, 1000, 1, Long.MAX_VALUE);
        assertFalse(seeds.failed.isEmpty(), "not seen: " + seeds.figures);
        assertEquals(bug.rule, seeds.failed.get(0).violation().rule());
        System.out.println(bug + " is seen by seed " + seeds.failed.get(0).seed());
    }
}
