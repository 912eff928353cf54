package io.jenkins.plugins.planetscale.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.jenkins.plugins.planetscale.client.RateBudget;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BudgetsTest {
    private static final String API = "https://api.example.test/v1";

    private final Bench bench = new Bench();
    private final Budgets budgets = new Budgets(bench);

    @Test
    void connectionsWithTheSameTokenShareABudget() {
        assertSame(budgets.of(API, "token", "a", 600), budgets.of(API, "token", "b", 600));
        assertNotSame(budgets.of(API, "token", "a", 600), budgets.of(API, "other", "a", 600));
        assertNotSame(budgets.of(API, "token", "a", 600), budgets.of("https://elsewhere.test", "token", "a", 600));
    }

    @Test
    void theLowestRateOfAllConnectionsHolds() {
        budgets.of(API, "token", "a", 600);
        assertEquals(100, budgets.of(API, "token", "b", 100).perMinute());
        assertEquals(100, budgets.of(API, "token", "a", 600).perMinute());
    }

    @Test
    void anotherRateHoldsAtOnceAndWhatWasUsedStaysUsed() {
        RateBudget budget = budgets.of(API, "token", "a", 600);
        for (int i = 0; i < 30; i++) {
            budget.reserve(false).poll();
        }
        RateBudget raised = budgets.of(API, "token", "a", 1000);
        assertEquals(30, raised.used());
        assertEquals(970, raised.left());
        assertEquals(0, budgets.of(API, "token", "a", 20).left());
    }

    @Test
    void aConnectionThatIsNoLongerUsedNoLongerLimits() {
        budgets.of(API, "token", "gone", 10);
        bench.advance(Duration.ofMinutes(11));
        assertEquals(600, budgets.of(API, "token", "a", 600).perMinute());
    }

    @Test
    void showsWhatEveryTokenHasLeft() {
        budgets.of(API, "token", "a", 600).reserve(false).poll();
        assertEquals(List.of(new TokenStatus(API, "token", 600, 1, 599, 0)), budgets.status());
    }

    @Test
    void forgetsATokenThatIsNoLongerUsed() {
        budgets.of(API, "rotated", "a", 600);
        bench.advance(Duration.ofHours(2));
        budgets.of(API, "token", "a", 600);
        assertEquals(1, budgets.status().size());
    }
}
