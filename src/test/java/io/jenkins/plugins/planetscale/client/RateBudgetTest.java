package io.jenkins.plugins.planetscale.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.client.budget.RateBudget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateBudgetTest {
    private static final Duration MINUTE = Duration.ofSeconds(60);

    private final ManualTime time = new ManualTime();
    private final RateBudget budget = new RateBudget(100, time);

    @Test
    void letsNormalRequestsUseNineTenthsAtOnce() {
        assertEquals(90, take(200, false));
        assertEquals(90, budget.used());
        assertEquals(10, budget.remaining());
    }

    @Test
    void letsUrgentRequestsUseAllOfIt() {
        assertEquals(100, take(200, true));
        assertEquals(0, budget.remaining());
    }

    @Test
    void keepsATenthForUrgentRequestsHoweverManyNormalOnesWait() {
        List<RateBudget.Ticket> waiting = reserve(1_000, false);
        assertEquals(90, go(waiting));
        assertEquals(10, take(20, true));
        assertEquals(100, budget.used());
    }

    @Test
    void grantsNothingUntilTheOldestGrantIsAMinuteOld() {
        take(90, false);
        RateBudget.Ticket ticket = budget.reserve(false);
        assertEquals(MINUTE, ticket.poll());
        time.advance(MINUTE.minusNanos(1));
        assertEquals(Duration.ofNanos(1), ticket.poll());
        time.advance(Duration.ofNanos(1));
        assertEquals(Duration.ZERO, ticket.poll());
    }

    @Test
    void letsUrgentOnesGoBeforeNormalOnesThatWaitLonger() {
        take(100, true);
        List<RateBudget.Ticket> normal = reserve(100, false);
        List<RateBudget.Ticket> urgent = reserve(100, true);
        assertEquals(0, go(normal) + go(urgent));
        time.advance(MINUTE);
        assertEquals(0, go(normal));
        assertEquals(100, go(urgent));
    }

    @Test
    void letsThoseWhoWaitGoBeforeThoseWhoCome() {
        take(90, false);
        List<RateBudget.Ticket> early = reserve(90, false);
        go(early);
        time.advance(MINUTE);
        RateBudget.Ticket late = budget.reserve(false);
        assertEquals(MINUTE, late.poll());
        assertEquals(90, go(early));
    }

    @Test
    void saysHowLongAWholeQueueHasToWait() {
        List<RateBudget.Ticket> tickets = reserve(900, false);
        List<Duration> waits = tickets.stream().map(RateBudget.Ticket::poll).toList();
        for (int i = 0; i < 900; i++) {
            assertEquals(MINUTE.multipliedBy(i / 90), waits.get(i), "ticket " + i);
        }
    }

    @Test
    void givesTheSlotOfOneWhoLeavesToTheNext() {
        RateBudget.Ticket granted = budget.reserve(false);
        assertEquals(Duration.ZERO, granted.poll());
        take(89, false);
        RateBudget.Ticket first = budget.reserve(false);
        RateBudget.Ticket second = budget.reserve(false);
        assertEquals(MINUTE, second.poll());
        granted.release();
        granted.release();
        assertEquals(89, budget.used());
        first.release();
        assertEquals(Duration.ZERO, second.poll());
        assertEquals(0, budget.waiting());
        assertEquals(90, budget.used());
    }

    @Test
    void doesNotWaitForEverForOneWhoNeverComesBack() {
        take(90, false);
        reserve(90, false); // forgotten
        RateBudget.Ticket ticket = budget.reserve(false);
        for (Duration wait = ticket.poll(); !wait.isZero(); wait = ticket.poll()) {
            time.advance(wait);
            assertTrue(time.nanoTime() - new ManualTime().nanoTime()
                    < MINUTE.multipliedBy(4).toNanos());
        }
    }

    /** A token that takes long to look up, or a queue in front of the network, must not let two minutes' worth go at once. */
    @Test
    void countsARequestWhenItIsSentAndNotWhenItWasAllowed() {
        List<RateBudget.Ticket> slow = reserve(90, false);
        assertEquals(90, go(slow));
        time.advance(MINUTE.minusSeconds(1));
        slow.forEach(ticket -> assertTrue(ticket.use()));
        time.advance(Duration.ofSeconds(1));
        assertEquals(0, take(90, false));
        time.advance(MINUTE.minusSeconds(1));
        assertEquals(90, take(90, false));
    }

    @Test
    void anOldPermissionIsNone() {
        RateBudget.Ticket old = budget.reserve(false);
        assertEquals(Duration.ZERO, old.poll());
        time.advance(MINUTE);
        assertEquals(90, take(90, false));
        assertFalse(old.use());
        assertEquals(90, budget.used());
    }

    @Test
    void whatWasUsedIsDatedByItsAnswer() {
        RateBudget.Ticket ticket = budget.reserve(true);
        ticket.poll();
        assertTrue(ticket.use());
        time.advance(Duration.ofSeconds(30));
        assertTrue(ticket.use());
        time.advance(Duration.ofSeconds(40));
        assertEquals(1, budget.used());
        time.advance(Duration.ofSeconds(20));
        assertEquals(0, budget.used());
    }

    @Test
    void pausesForEverybodyAndAtMostAsLongAsTold() {
        budget.refused(Duration.ofSeconds(7));
        budget.refused(Duration.ofSeconds(3));
        RateBudget.Ticket normal = budget.reserve(false);
        RateBudget.Ticket urgent = budget.reserve(true);
        assertEquals(Duration.ofSeconds(7), normal.poll());
        assertEquals(Duration.ofSeconds(7), urgent.poll());
        time.advance(Duration.ofSeconds(7));
        assertEquals(Duration.ZERO, urgent.poll());
        assertEquals(Duration.ZERO, normal.poll());
    }

    @Test
    void worksForTheSmallestBudgets() {
        for (int size = 1; size <= 12; size++) {
            RateBudget small = new RateBudget(size, time);
            assertEquals(Duration.ZERO, small.reserve(false).poll(), "budget " + size);
            int granted = 1;
            while (small.reserve(true).poll().isZero()) {
                granted++;
            }
            assertEquals(size, granted);
        }
        assertThrows(IllegalArgumentException.class, () -> new RateBudget(0));
    }

    private int take(int number, boolean urgent) {
        List<RateBudget.Ticket> tickets = reserve(number, urgent);
        int granted = go(tickets);
        tickets.stream().filter(ticket -> !ticket.poll().isZero()).forEach(RateBudget.Ticket::release);
        return granted;
    }

    private List<RateBudget.Ticket> reserve(int number, boolean urgent) {
        List<RateBudget.Ticket> tickets = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            tickets.add(budget.reserve(urgent));
        }
        return tickets;
    }

    private static int go(List<RateBudget.Ticket> tickets) {
        return (int) tickets.stream().filter(ticket -> ticket.poll().isZero()).count();
    }
}
