package io.jenkins.plugins.planetscale.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.host.time.Activity;
import io.jenkins.plugins.planetscale.host.time.HostClock;
import io.jenkins.plugins.planetscale.host.time.SimulatedTimer;
import io.jenkins.plugins.planetscale.local.LocalClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SimulatedTimerTest {
    private static final Instant START = Instant.parse("2026-11-02T08:00:00Z");

    private final HostClock clock = Clocks.of(LocalClock.manual(START));
    private final Activity activity = new Activity();
    private final SimulatedTimer timer = new SimulatedTimer(clock, activity);
    private final List<String> done = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        timer.shutdownNow();
    }

    @Test
    void tasksRunInTheOrderOfTheirTimes() throws Exception {
        activity.begin();
        Future<?> last = timer.schedule(() -> done.add("day"), 1, TimeUnit.DAYS);
        timer.schedule(() -> done.add("second"), 1, TimeUnit.SECONDS);
        timer.schedule(() -> done.add("also a second"), 1, TimeUnit.SECONDS);
        activity.end();
        last.get(10, TimeUnit.SECONDS);
        assertEquals(List.of("second", "also a second", "day"), done);
        assertEquals(START.plus(Duration.ofDays(1)), clock.now());
    }

    @Test
    void timeStandsStillWhileAnythingRuns() throws Exception {
        activity.begin();
        Future<?> task = timer.schedule(() -> done.add("task"), 1, TimeUnit.HOURS);
        Future<?> cancelled = timer.schedule(() -> done.add("cancelled"), 1, TimeUnit.MINUTES);
        assertTrue(cancelled.cancel(false));
        assertEquals(START, clock.now());
        assertFalse(task.isDone());
        activity.end();
        task.get(10, TimeUnit.SECONDS);
        assertEquals(List.of("task"), done);
    }

    @Test
    void aProcessOfTheMachineTakesItsTime() throws Exception {
        activity.beginProcess();
        Future<?> task = timer.schedule(() -> done.add("task"), 50, TimeUnit.MILLISECONDS);
        task.get(10, TimeUnit.SECONDS);
        activity.endProcess();
        assertFalse(clock.now().isBefore(START.plusMillis(50)));
    }
}
