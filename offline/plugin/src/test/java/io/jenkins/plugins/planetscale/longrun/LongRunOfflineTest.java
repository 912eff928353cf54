package io.jenkins.plugins.planetscale.longrun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Days of builds with all steps, aborts, failures, faults and restarts: objects, heap, threads, timer, files and lists end where
 * they began. Four days and {@value #BUILDS} builds in every build of the plugin; {@code bin/long-run} for a month with
 * 5,000.
 */
class LongRunOfflineTest {
    private static final int BUILDS = 240;
    private static final int DAYS = Integer.getInteger("longrun.days", 4);
    private static final int EACH_DAY = Integer.getInteger("longrun.builds", BUILDS) / DAYS;

    /** Objects of a class: some are made when they are needed for the first time. */
    private static final long TOLERATED = 4;

    private static final double HEAP = 1.03;
    private static final long HEAP_BYTES = 1 << 20;

    private static final Logger OURS = Logger.getLogger("io.jenkins.plugins.planetscale");

    @TempDir
    private File home;

    private LongRun run;

    @BeforeEach
    void begin() {
        OURS.setLevel(Level.OFF);
        run = new LongRun(home);
    }

    @AfterEach
    void end() {
        run.close();
        OURS.setLevel(null);
    }

    @Test
    void allEndsWhereItBegan() {
        run.day(EACH_DAY, false, 0); // until all that is made once is there
        Footprint first = Footprint.of(run, home);
        Footprint half = first;
        for (int day = 1; day <= DAYS; day++) {
            boolean last = day > DAYS * 2 / 3; // without a restart, which would hide what a session gathers
            run.day(EACH_DAY, true, last ? 0 : 1);
            half = day == DAYS / 2 ? Footprint.of(run, home) : half;
        }
        run.forgetRefusals();
        Footprint end = Footprint.of(run, home);
        System.out.println("long run: " + run.ends() + " in " + DAYS + " days with " + run.restarts() + " restarts and "
                + run.requests() + " requests; heap " + first.heap() + ", " + half.heap() + ", " + end.heap()
                + " bytes; threads " + end.threads() + ", timer " + end.waiting());
        assertEquals(0, end.driven());
        assertEquals(0, end.registered());
        assertEquals(first.waiting(), end.waiting(), "timer");
        assertEquals(first.threads(), end.threads(), "threads");
        assertEquals(named(first), named(end), "files");
        end.files().forEach((name, bytes) -> assertTrue(
                bytes <= first.files().get(name) + 200, name + " has " + bytes + " bytes"));
        assertEquals(Map.of(), new TreeMap<>(end.grownSince(first, TOLERATED)), "objects");
        assertTrue(end.heap() < half.heap() * HEAP + HEAP_BYTES, half.heap() + " bytes at half time, then " + end.heap());
        assertTrue(run.ends().keySet().containsAll(java.util.Set.of("good", "failed", "aborted")), run.ends()::toString);
    }

    private static String named(Footprint footprint) {
        return String.join("\n", footprint.files().keySet());
    }
}
