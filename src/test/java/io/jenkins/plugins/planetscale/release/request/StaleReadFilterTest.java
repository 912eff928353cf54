package io.jenkins.plugins.planetscale.release.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import io.jenkins.plugins.planetscale.release.Command;
import io.jenkins.plugins.planetscale.release.password.RenewPasswordPeriodically;
import io.jenkins.plugins.planetscale.release.state.DeploymentState;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a state is believed from which the deploy request was seen to have gone on. */
class StaleReadFilterTest {
    private static final Instant START = Instant.parse("2026-11-02T08:00:00Z");

    private final StaleReadFilter order = new StaleReadFilter();

    private boolean look(int second, DeploymentState state) {
        return order.isBelieved(state, START.plusSeconds(second));
    }

    /** Seconds after the last look at the first state until the second one, looked at every two seconds, is believed. */
    @ParameterizedTest
    @CsvSource({
        "PENDING, READY, 2",
        "PENDING_CUTOVER, COMPLETE_PENDING_REVERT, 2",
        "COMPLETE_PENDING_REVERT, IN_PROGRESS_REVERT, 2",
        "QUEUED, UNKNOWN, 2",
        "QUEUED, READY, 10",
        "READY, PENDING, 10",
        "NO_CHANGES, PENDING, 10",
        "IN_PROGRESS_CUTOVER, PENDING_CUTOVER, 10",
        "IN_PROGRESS_CANCEL, IN_PROGRESS, 10",
        "IN_PROGRESS, READY, 120",
        "COMPLETE_PENDING_REVERT, PENDING_CUTOVER, 120",
        "COMPLETE, COMPLETE_PENDING_REVERT, 120",
        "COMPLETE_REVERT, IN_PROGRESS_REVERT, 120",
        "COMPLETE_CANCEL, QUEUED, 120",
    })
    void aStateIsBelievedAfter(DeploymentState first, DeploymentState then, int seconds) {
        look(0, first);
        int second = 2;
        while (!look(second, then)) {
            second += 2;
        }
        assertEquals(seconds, second);
    }

    @Test
    void oneLookForwardProvesThatThoseBackWereOld() {
        look(0, DeploymentState.QUEUED);
        for (int second = 2; second < 60; second += 4) {
            assertEquals(false, look(second, DeploymentState.READY));
            assertEquals(true, look(second + 2, DeploymentState.QUEUED));
        }
    }

    @Test
    void aWayBackNeedsASecondLookHoweverLateTheFirst() {
        look(0, DeploymentState.QUEUED);
        assertEquals(false, look(300, DeploymentState.READY));
        assertEquals(false, look(302, DeploymentState.READY));
        assertEquals(true, look(305, DeploymentState.READY));
    }

    @Test
    void whatIsNotFoundMayComeForAWhile() {
        assertEquals(true, order.mayBeMissing(START));
        assertEquals(true, order.mayBeMissing(START.plusSeconds(9)));
        assertEquals(false, order.mayBeMissing(START.plusSeconds(10)));
    }

    @Test
    void aClockThatWasSetBackDoesNotKeepItFromBeingBelieved() {
        look(7200, DeploymentState.QUEUED);
        look(0, DeploymentState.READY);
        assertEquals(true, look(12, DeploymentState.READY));
    }

    @Test
    void aPasswordIsRenewedInTimeAlsoWhenTheClockIsSetBack() throws Exception {
        RenewPasswordPeriodically keep =
                new RenewPasswordPeriodically(new DatabaseRef("o", "d"), "dev", "id", Duration.ofHours(1), START);
        assertEquals(START.plusSeconds(1800), ((Command.Wait) keep.next(START)).until());
        // the host's timer does not follow the clock: half an hour is over, and the clock says three hours ago
        Command turn = keep.next(START.minusSeconds(9000));
        assertTrue(
                turn instanceof ApiRequest<?> exchange && exchange.call().path().contains("renew"), turn::toString);
    }
}
