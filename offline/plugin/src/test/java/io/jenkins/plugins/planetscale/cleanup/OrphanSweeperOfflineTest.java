package io.jenkins.plugins.planetscale.cleanup;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.local.FaultRule;
import io.jenkins.plugins.planetscale.release.Marker;
import io.jenkins.plugins.planetscale.testing.PlayedController;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A branch of a build that was killed before it knew the branch's id, and a PlanetScale that fails for a while. */
class OrphanSweeperOfflineTest {
    private static final DatabaseRef LOGISTICS = new DatabaseRef("mechanica", "logistics");
    private static final Marker MARKER = Marker.of("this jenkins", "job#1 node 5", "job #1");
    private static final String NAME = "ci-" + MARKER.token();

    /** What it says of the failures that these tests cause is no news to whoever reads the build's output. */
    private static final Logger SAYS = Logger.getLogger(OrphanSweeper.class.getPackageName());

    @TempDir
    private File home;

    private PlayedController controller;

    @BeforeAll
    static void quiet() {
        SAYS.setLevel(Level.OFF);
    }

    @AfterAll
    static void aloud() {
        SAYS.setLevel(null);
    }

    @BeforeEach
    void begin() throws IOException {
        controller = new PlayedController(home);
        controller.database.branch(NAME);
        EphemeralRegistry.get()
                .add(EphemeralResource.branch(
                        LOGISTICS,
                        NAME,
                        null,
                        MARKER,
                        new EphemeralResource.Origin("production", controller.server.url(), "gone#1"),
                        controller.server.clock().now()));
    }

    @AfterEach
    void end() {
        controller.close();
    }

    /** What the hourly clean-up does; what seems gone is looked for once more after a minute. */
    private void sweep() {
        OrphanSweeper.get().sweep();
        controller.advance(Duration.ofMinutes(2));
    }

    private long looks() {
        return controller.server.exchanges().stream()
                .filter(exchange -> exchange.method().equals("GET")
                        && exchange.resource().endsWith("/branches"))
                .count();
    }

    @Test
    void whatCannotBeLookedForNowIsLookedForByTheNextSweep() {
        controller.server.faults().add(FaultRule.on("GET", "/branches$").status(503));
        sweep();
        assertEquals(1, looks());
        assertTrue(controller.database.hasBranch(NAME));
        assertThat(EphemeralRegistry.get().list(), hasSize(1));
        assertThat(EphemeralRegistry.get().list().get(0).problem(), containsString("(503). Try again later"));
        assertFalse(OrphanSweeper.get().isRemoving(EphemeralRegistry.get().list().get(0)));

        sweep();
        assertFalse(controller.database.hasBranch(NAME));
        assertThat(EphemeralRegistry.get().list(), empty());
    }

    @Test
    void aPauseThatPlanetScaleAsksForHoldsForTheNextSweepToo() {
        controller
                .server
                .faults()
                .add(FaultRule.on("GET", "/branches$").status(429, Map.of("Retry-After", "120"), ""));
        sweep();
        assertEquals(1, looks());
        assertTrue(controller.database.hasBranch(NAME));
        assertThat(EphemeralRegistry.get().list(), hasSize(1));

        sweep();
        assertFalse(controller.database.hasBranch(NAME));
        assertThat(EphemeralRegistry.get().list(), empty());
    }

    @Test
    void aFaultThatStaysKeepsTheBranchOnTheList() {
        controller
                .server
                .faults()
                .add(FaultRule.on("GET", "/branches$").times(3).resetBefore());
        for (int sweeps = 1; sweeps <= 3; sweeps++) {
            sweep();
            assertEquals(sweeps, looks());
            assertTrue(controller.database.hasBranch(NAME));
            assertThat(EphemeralRegistry.get().list(), hasSize(1));
        }
        sweep();
        assertFalse(controller.database.hasBranch(NAME));
    }
}
