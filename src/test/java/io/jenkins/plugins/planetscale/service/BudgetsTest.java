package io.jenkins.plugins.planetscale.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.jenkins.plugins.planetscale.client.ServiceToken;
import io.jenkins.plugins.planetscale.client.TokenFingerprint;
import io.jenkins.plugins.planetscale.client.budget.RateBudget;
import io.jenkins.plugins.planetscale.service.pace.LookScheduler;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BudgetsTest {
    private static final String API = "https://api.example.test/v1";

    private final EngineHarness bench = new EngineHarness();
    private final Budgets budgets =
            new Budgets(bench, budget -> new LookScheduler(budget, bench.engine.timer, bench.background, bench));

    private static TokenFingerprint proof(String id) {
        return TokenFingerprint.of(new ServiceToken(id, "s3cr3t"));
    }

    @Test
    void whoOnlyKnowsTheIdOfATokenDoesNotSpendItsBudget() {
        TokenFingerprint guessed = TokenFingerprint.of(new ServiceToken("token", "guessed"));
        assertNotSame(budgets.of(API, proof("token"), "a", 600), budgets.of(API, guessed, "a", 600));
        assertEquals(
                List.of("token", "token"),
                budgets.status().stream().map(TokenStatus::tokenId).toList());
        assertFalse(guessed.toString().contains(guessed.fingerprint()));
    }

    @Test
    void connectionsWithTheSameTokenShareABudget() {
        assertSame(budgets.of(API, proof("token"), "a", 600), budgets.of(API, proof("token"), "b", 600));
        assertNotSame(budgets.of(API, proof("token"), "a", 600), budgets.of(API, proof("other"), "a", 600));
        assertNotSame(
                budgets.of(API, proof("token"), "a", 600),
                budgets.of("https://elsewhere.test", proof("token"), "a", 600));
    }

    @Test
    void theLowestRateOfAllConnectionsHolds() {
        budgets.of(API, proof("token"), "a", 600);
        assertEquals(100, budgets.of(API, proof("token"), "b", 100).perMinute());
        assertEquals(100, budgets.of(API, proof("token"), "a", 600).perMinute());
    }

    @Test
    void anotherRateHoldsAtOnceAndWhatWasUsedStaysUsed() {
        RateBudget budget = budgets.of(API, proof("token"), "a", 600);
        for (int i = 0; i < 30; i++) {
            budget.reserve(false).poll();
        }
        RateBudget raised = budgets.of(API, proof("token"), "a", 1000);
        assertEquals(30, raised.used());
        assertEquals(970, raised.remaining());
        assertEquals(0, budgets.of(API, proof("token"), "a", 20).remaining());
    }

    @Test
    void aConnectionThatIsNoLongerUsedNoLongerLimits() {
        budgets.of(API, proof("token"), "gone", 10);
        bench.advance(Duration.ofMinutes(11));
        assertEquals(600, budgets.of(API, proof("token"), "a", 600).perMinute());
    }

    @Test
    void aClockThatIsSetDoesNotForgetALimit() {
        budgets.of(API, proof("token"), "b", 100);
        bench.setClock(Duration.ofHours(5));
        assertEquals(100, budgets.of(API, proof("token"), "a", 600).perMinute());
        bench.setClock(Duration.ofHours(-10));
        bench.advance(Duration.ofMinutes(11));
        assertEquals(600, budgets.of(API, proof("token"), "a", 600).perMinute());
    }

    @Test
    void aPauseOutlastsTheBudgetThatWasAskedForIt() {
        budgets.of(API, proof("token"), "a", 600).refused(Duration.ofSeconds(60));
        RateBudget other = budgets.of(API, proof("token"), "a", 500);
        assertEquals(Duration.ofSeconds(60), other.paused());
        assertEquals(Duration.ofSeconds(60), other.reserve(false).poll());
    }

    @Test
    void showsWhatEveryTokenHasLeft() {
        budgets.of(API, proof("token"), "a", 600).reserve(false).poll();
        assertEquals(List.of(new TokenStatus(API, "token", 600, 1, 599, 0)), budgets.status());
    }

    @Test
    void forgetsATokenThatIsNoLongerUsed() {
        budgets.of(API, proof("rotated"), "a", 600);
        bench.advance(Duration.ofHours(2));
        budgets.of(API, proof("token"), "a", 600);
        assertEquals(1, budgets.status().size());
    }
}
