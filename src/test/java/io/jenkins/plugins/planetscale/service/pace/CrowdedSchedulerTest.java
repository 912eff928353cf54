package io.jenkins.plugins.planetscale.service.pace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.budget.RateBudget;
import io.jenkins.plugins.planetscale.release.ResourceRef;
import io.jenkins.plugins.planetscale.release.Urgency;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The scheduler where things go wrong: late ticks, another budget, pauses, lists that cannot be read, storms, a stopped clock. */
class CrowdedSchedulerTest {
    private final SimulatedTimer time = new SimulatedTimer();
    private final Deque<Runnable> late = new ArrayDeque<>();
    private boolean isLate;
    private final RateBudget budget = new RateBudget(600, time);
    private final LookScheduler looks = scheduler(budget);
    private final List<Waiter> waiters = new ArrayList<>();

    private LookScheduler scheduler(RateBudget first) {
        return new LookScheduler(first, time, this::execute, time);
    }

    private void execute(Runnable task) {
        if (isLate) {
            late.add(task);
        } else {
            task.run();
        }
    }

    private void catchUp() {
        isLate = false;
        while (!late.isEmpty()) {
            late.remove().run();
        }
    }

    private static Place place(String database) {
        return new Place(new DatabaseRef("mechanica", database), ResourceRef.Kind.DEPLOY_REQUEST);
    }

    /** One who looks, at once, and sleeps again. */
    private final class Waiter {
        private final LookScheduler with;
        private final Place place;
        private final Urgency urgency;
        private final Sleeper sleeper = new Sleeper(this::look);
        private final List<Double> looked = new ArrayList<>();

        Waiter(LookScheduler with, String database, Urgency urgency) {
            this.with = with;
            this.place = place(database);
            this.urgency = urgency;
            waiters.add(this);
            with.sleep(sleeper, place, urgency);
        }

        private void look() {
            looked.add(time.seconds());
            with.sleep(sleeper, place, urgency);
        }

        /** The longest time between two looks, in seconds, also from the start and to now. */
        private double longest(double since) {
            double longest = 0;
            double last = since;
            for (double at : looked) {
                longest = Math.max(longest, at - last);
                last = at;
            }
            return Math.max(longest, time.seconds() - last);
        }
    }

    private void waiters(int count, int databases) {
        for (int i = 0; i < count; i++) {
            new Waiter(looks, "db" + i % databases, Urgency.COPYING);
        }
    }

    private int during(double seconds) {
        int before = all();
        time.advance(Duration.ofNanos((long) (seconds * 1e9)));
        return all() - before;
    }

    private int all() {
        return waiters.stream().mapToInt(waiter -> waiter.looked.size()).sum();
    }

    @Test
    void whoIsToldBetweenAlarmAndTickDoesNotMakeASecondTimer() {
        waiters(5, 5);
        for (int i = 0; i < 50; i++) {
            isLate = true;
            time.advance(Duration.ofSeconds(2));
            for (Waiter waiter : waiters) {
                looks.told(waiter.sleeper, waiter.place);
            }
            catchUp();
            assertEquals(1, time.entries(), "after " + i + " late ticks");
        }
        assertTrue(during(10) >= 45, "all go on");
    }

    @Test
    void aLargerBudgetIsUsedAtOnce() {
        LookScheduler tight = scheduler(new RateBudget(1, time));
        new Waiter(tight, "a", Urgency.COPYING);
        new Waiter(tight, "b", Urgency.COPYING);
        assertEquals(0, during(5));
        tight.budget(new RateBudget(600, time));
        assertTrue(during(2) >= 2);
    }

    @Test
    void aSmallerBudgetHoldsAtOnce() {
        waiters(100, 100);
        during(60);
        looks.budget(new RateBudget(60, time));
        assertTrue(during(60) <= 45 * 1.05 + 8, "what was saved up, and no more");
        during(120);
        int then = during(600);
        assertTrue(then <= 450 * 1.05 + 1 && then >= 400, () -> then + " looks in ten minutes afterwards");
    }

    @Test
    void aPauseThatPlanetScaleAsksForIsKeptAndNotMadeUpForAtOnce() {
        waiters(200, 200);
        during(60);
        budget.refused(Duration.ofSeconds(40));
        assertEquals(0, during(39.9));
        int first = during(1.1);
        assertTrue(first <= 16 && first >= 7, () -> first + " looks in the first second");
        assertTrue(during(60) >= 250);
    }

    @Test
    void afterHoursInWhichNothingRanAllComeInTurn() {
        waiters(200, 200);
        during(60);
        time.sleep(Duration.ofHours(5));
        int first = during(1);
        assertTrue(first <= 16, () -> first + " looks in the first second");
        assertTrue(during(60) >= 440);
    }

    @Test
    void whereNoListCanBeReadEachComesInItsTurnAndNotAllAtOnce() {
        waiters(300, 1);
        looks.pages(place("db0"), LookScheduler.NO_LIST);
        during(120);
        waiters.forEach(waiter -> waiter.looked.clear());
        for (int i = 0; i < 60; i++) {
            int second = during(1);
            assertTrue(second <= 15, () -> second + " looks in a second");
        }
        int minute = during(60);
        assertTrue(minute >= 430 && minute <= 475, () -> minute + " looks in a minute");
        double most = waiters.stream()
                .mapToDouble(waiter -> waiter.longest(120))
                .max()
                .getAsDouble();
        assertTrue(most <= 300 / 7.5 * 1.3, () -> most + " s between two looks");
    }

    @Test
    void aListThatWasRefusedOnceIsTriedAgainSoonAndOneThatIsAlwaysRefusedSeldom() {
        waiters(60, 1);
        Place place = place("db0");
        looks.pages(place, LookScheduler.NO_LIST_NOW);
        assertTrue(looks.isListed(place, 60), "once may be by chance");
        looks.pages(place, LookScheduler.NO_LIST_NOW);
        assertFalse(looks.isListed(place, 60));
        during(30);
        assertTrue(looks.isListed(place, 60), "60 at 7.5 a second, twice, are 16 seconds");
        int tries = 0;
        for (int i = 0; i < 3600; i++) {
            if (looks.isListed(place, 60)) {
                tries++;
                looks.pages(place, LookScheduler.NO_LIST_NOW);
            }
            during(1);
        }
        assertTrue(tries >= 4 && tries <= 10, tries + " tries in an hour");
    }

    @Test
    void aStormInSomeDatabasesStarvesNoOther() {
        waiters(40, 40);
        double since = time.seconds();
        for (int i = 0; i < 6_000; i++) { // ten minutes
            for (Waiter waiter : waiters.subList(0, 20)) {
                looks.told(waiter.sleeper, waiter.place);
            }
            during(0.1);
        }
        for (Waiter waiter : waiters) {
            double longest = waiter.longest(since);
            // 29 s are planned: 20 that have ten times the weight, and 20 others
            assertTrue(longest <= 60, () -> waiter.place + ": " + longest + " s without a look");
        }
        assertTrue(all() <= 600 * 7.5 * 1.06, () -> all() + " looks in ten minutes");
    }

    @Test
    void whoHasNotSleptTakesFromWhatTheOthersHave() {
        int taken = 0;
        while (looks.spend()) {
            taken++;
        }
        assertEquals(7, taken, "a second's worth, saved up");
        waiters(100, 100);
        time.advance(Duration.ofSeconds(30));
        int before = all();
        int spent = 0;
        for (int i = 0; i < 600; i++) {
            spent += looks.spend() ? 1 : 0;
            time.advance(Duration.ofMillis(100));
        }
        int both = all() - before + spent;
        assertTrue(both <= 60 * 7.5 * 1.06 + 1, both + " in a minute");
    }

    @Test
    void whoLeavesWhileItsTickIsLateIsNotCalled() {
        waiters(2, 2);
        isLate = true;
        time.advance(Duration.ofSeconds(2));
        waiters.forEach(waiter -> waiter.sleeper.leave());
        catchUp();
        assertEquals(0, during(60));
        assertTrue(looks.isEmpty());
        assertEquals(0, time.entries());
    }
}
