package io.jenkins.plugins.planetscale.service.pace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.budget.RateBudget;
import io.jenkins.plugins.planetscale.release.ResourceRef;
import io.jenkins.plugins.planetscale.release.Urgency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who looks when; a look takes no time here but where a test says so. */
class LookSchedulerTest {
    private final SimulatedTimer time = new SimulatedTimer();
    private final LookScheduler looks = new LookScheduler(new RateBudget(600, time), time, Runnable::run, time);
    private final List<String> log = new ArrayList<>();

    private static Place place(String database) {
        return new Place(new DatabaseRef("mechanica", database), ResourceRef.Kind.DEPLOY_REQUEST);
    }

    private final class Waiter {
        private final String name;
        private final Place place;
        private final Urgency urgency;
        private final Sleeper sleeper = new Sleeper(this::look);
        private boolean slow;

        Waiter(String name, String database, Urgency urgency) {
            this.name = name;
            this.place = place(database);
            this.urgency = urgency;
            sleep();
        }

        private void sleep() {
            looks.sleep(sleeper, place, urgency);
        }

        private void look() {
            log.add(name + "@" + Math.round(time.seconds() * 10) / 10.0);
            if (!slow) {
                sleep();
            }
        }
    }

    private List<String> during(double seconds) {
        log.clear();
        time.advance(Duration.ofMillis((long) (seconds * 1000)));
        return List.copyOf(log);
    }

    @Test
    void oneAloneLooksEverySecond() {
        new Waiter("a", "db", Urgency.COPYING);
        assertEquals(List.of("a@1.0", "a@2.0", "a@3.0"), during(3));
    }

    @Test
    void thoseOfOneDatabaseLookTogether() {
        new Waiter("a", "db", Urgency.COPYING);
        time.advance(Duration.ofMillis(500));
        new Waiter("b", "db", Urgency.COPYING);
        assertEquals(List.of("a@1.0", "b@1.0", "a@2.0", "b@2.0"), during(2));
    }

    @Test
    void whereTheListIsReadOthersLookAsWell() {
        new Waiter("copies", "db", Urgency.COPYING);
        new Waiter("staged", "db", Urgency.STAGED);
        List<String> looked = during(30);
        assertEquals(
                30, looked.stream().filter(look -> look.startsWith("copies")).count());
        assertEquals(
                3, looked.stream().filter(look -> look.startsWith("staged")).count());
        assertTrue(looked.contains("staged@10.0"), looked::toString);
    }

    @Test
    void whoIsStagedIsLookedAtEveryTenSeconds() {
        new Waiter("a", "db", Urgency.STAGED);
        assertEquals(List.of("a@10.0", "a@20.0"), during(20));
    }

    @Test
    void manyDatabasesShareTheRateAndComeInTurn() {
        for (int i = 0; i < 75; i++) {
            new Waiter("w" + i, "db" + i, Urgency.COPYING);
        }
        time.advance(Duration.ofSeconds(60));
        List<String> looked = during(60);
        assertEquals(450, looked.size(), 5);
        assertEquals(
                75,
                looked.stream()
                        .map(look -> look.replaceAll("@.*", ""))
                        .distinct()
                        .count());
        assertTrue(during(1).size() <= 9, "no burst");
    }

    @Test
    void anUrgentOneGoesFirstWhereAllAreLate() {
        for (int i = 0; i < 300; i++) {
            new Waiter("w" + i, "db" + i, Urgency.COPYING);
        }
        new Waiter("cutover", "db", Urgency.CUTOVER);
        time.advance(Duration.ofSeconds(60));
        List<String> looked = during(10);
        assertEquals(
                10, looked.stream().filter(look -> look.startsWith("cutover")).count(), looked::toString);
        assertTrue(looked.size() > 60 && looked.size() < 86, () -> looked.size() + " looks in ten seconds");
    }

    @Test
    void aCutoverIsNotHeldUpByALongList() {
        for (int i = 0; i < 1_000; i++) {
            new Waiter("w" + i, "db", Urgency.COPYING);
        }
        looks.pages(place("db"), 50);
        new Waiter("cutover", "db", Urgency.CUTOVER);
        time.advance(Duration.ofSeconds(60));
        List<String> looked = during(20);
        assertEquals(
                20, looked.stream().filter(look -> look.startsWith("cutover")).count());
        assertEquals(
                2,
                looked.stream().filter(look -> look.startsWith("w0@")).count(),
                1,
                "50 requests each, at 6.5 a second");
    }

    @Test
    void whoIsToldLooksAtOnceAndOnceASecondAtMost() {
        Waiter waiter = new Waiter("a", "db", Urgency.STAGED);
        time.advance(Duration.ofSeconds(5));
        log.clear();
        for (int i = 0; i < 20; i++) {
            looks.told(waiter.sleeper, waiter.place);
            time.advance(Duration.ofMillis(100));
        }
        assertEquals(List.of("a@5.0", "a@6.0", "a@7.0"), log);
        assertEquals(List.of(), during(5));
    }

    @Test
    void onlyTheOneThatIsToldLooks() {
        Waiter told = new Waiter("a", "db", Urgency.STAGED);
        new Waiter("b", "db", Urgency.STAGED);
        time.advance(Duration.ofSeconds(13)); // all looked three seconds ago
        log.clear();
        looks.told(told.sleeper, told.place);
        assertEquals(List.of("a@13.0"), during(5));
        looks.told(told.sleeper, told.place);
        assertEquals(List.of("a@18.0", "b@18.0"), during(1), "b would have looked soon");
    }

    @Test
    void whoIsToldWhileItLooksIsGivenAnotherLook() {
        Waiter waiter = new Waiter("a", "db", Urgency.STAGED);
        waiter.slow = true;
        time.advance(Duration.ofSeconds(10));
        waiter.sleeper.tellOnceAsleep();
        waiter.sleep();
        assertEquals(1, during(1).size());
    }

    @Test
    void aSlowLookKeepsTheOthersOfItsDatabaseForTenSecondsOnly() {
        Waiter slow = new Waiter("slow", "db", Urgency.COPYING);
        new Waiter("a", "db", Urgency.COPYING);
        slow.slow = true;
        assertEquals(List.of("slow@1.0", "a@1.0"), during(5));
        assertTrue(during(10).contains("a@11.0"), log::toString);
    }

    @Test
    void aSlowLookKeepsNoOtherDatabase() {
        new Waiter("slow", "db", Urgency.COPYING).slow = true;
        new Waiter("a", "other", Urgency.COPYING);
        assertEquals(6, during(5).size());
    }

    @Test
    void whoLeavesIsNotCalledAnyMoreAndTheLastTakesTheTimerAlong() {
        Waiter one = new Waiter("a", "db", Urgency.COPYING);
        Waiter two = new Waiter("b", "other", Urgency.COPYING);
        assertEquals(1, time.entries());
        one.sleeper.leave();
        assertEquals(List.of("b@1.0"), during(1));
        two.sleeper.leave();
        two.sleeper.leave();
        assertEquals(0, time.entries());
        assertTrue(looks.isEmpty());
        assertEquals(List.of(), during(100));
    }

    @Test
    void whatHasNoListCostsARequestEach() {
        Place backups = new Place(new DatabaseRef("mechanica", "db"), ResourceRef.Kind.BACKUP);
        int[] looked = {0};
        for (int i = 0; i < 75; i++) {
            Sleeper[] sleeper = {null};
            sleeper[0] = new Sleeper(() -> {
                looked[0]++;
                looks.sleep(sleeper[0], backups, Urgency.COPYING);
            });
            looks.sleep(sleeper[0], backups, Urgency.COPYING);
        }
        time.advance(Duration.ofMinutes(10));
        assertEquals(4_500, looked[0], 200);
    }
}
