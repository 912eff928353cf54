package io.jenkins.plugins.planetscale.release.decision;

import static io.jenkins.plugins.planetscale.release.OperationHarness.DATABASE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.OperationHarness;
import io.jenkins.plugins.planetscale.release.ReleaseTimeoutException;
import io.jenkins.plugins.planetscale.release.state.Outcome;
import io.jenkins.plugins.planetscale.release.window.RevertWindow;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The time allowed for a revert window is over when it was just decided what becomes of it. */
class DecidedInTimeTest {
    private final OperationHarness rig = new OperationHarness();

    @AfterEach
    void close() {
        rig.close();
    }

    private RevertWindow window() throws InvalidInputException {
        rig.deployRequest("complete_pending_revert");
        RevertWindow window = RevertWindow.hold(DATABASE, 1);
        window.setDeadline(rig.now().plus(Duration.ofMinutes(5)));
        return window;
    }

    private static void decide(RevertWindow window, Outcome outcome) {
        if (outcome == Outcome.REVERTED) {
            window.revert("the checks failed");
        } else {
            window.keep("the checks passed");
        }
    }

    private void assertEnds(Outcome outcome, Operation<RevertWindow.Result> done) {
        assertNull(done.failure());
        assertEquals(outcome, done.result().outcome());
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            names = {"REVERTED", "KEPT"})
    void whatWasDecidedInTimeIsCarriedOutAfterIt(Outcome outcome) throws Exception {
        boolean[] decided = {false};
        assertEnds(outcome, rig.run(window(), running -> {
            RevertWindow window = (RevertWindow) running;
            if (window.opened() && !decided[0]) {
                decided[0] = true;
                decide(window, outcome);
                rig.server.clock().advance(Duration.ofMinutes(10));
            }
        }));
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            names = {"REVERTED", "KEPT"})
    void whatWasDecidedBeforeALongStopOfTheControllerIsCarriedOut(Outcome outcome) throws Exception {
        RevertWindow window = window();
        decide(window, outcome);
        Operation<RevertWindow.Result> copy = OperationHarness.copy(OperationHarness.bytes(window));
        rig.server.clock().advance(Duration.ofMinutes(10));
        assertEnds(outcome, rig.run(copy));
    }

    /** It is in the build that it was decided, but not in the operation as it was written down last. */
    @Test
    void itIsCarriedOutAlsoIfTheOperationLearnsOfItAfterTheStop() throws Exception {
        Operation<RevertWindow.Result> copy = OperationHarness.copy(OperationHarness.bytes(window()));
        rig.server.clock().advance(Duration.ofMinutes(10));
        ((RevertWindow) copy).revert("the checks failed");
        assertEnds(Outcome.REVERTED, rig.run(copy));
    }

    @Test
    void aRevertThatTakesLongerThanTheTimeIsWaitedFor() throws Exception {
        RevertWindow window = window();
        rig.database.timings().revert(Duration.ofMinutes(15));
        window.revert("the checks failed");
        assertEnds(Outcome.REVERTED, rig.run(window));
    }

    @Test
    void withoutADecisionTheTimeEndsIt() throws Exception {
        assertInstanceOf(ReleaseTimeoutException.class, rig.failure(window()));
    }
}
