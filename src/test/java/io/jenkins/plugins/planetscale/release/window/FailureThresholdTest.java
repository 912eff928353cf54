package io.jenkins.plugins.planetscale.release.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.release.InvalidInputException;
import org.junit.jupiter.api.Test;

class FailureThresholdTest {
    @Test
    void oneFlakyCheckDoesNotRevert() throws InvalidInputException {
        FailureThreshold verdict = FailureThreshold.of("2 of 3");
        assertFalse(verdict.record(false));
        assertFalse(verdict.record(true));
        assertFalse(verdict.record(true));
        assertFalse(verdict.record(false), "the first failure is no longer among the last three");
        assertTrue(verdict.record(false));
    }

    @Test
    void oneOfOneFailsAtOnce() throws InvalidInputException {
        FailureThreshold verdict = FailureThreshold.of(" 1 of 1 ");
        assertFalse(verdict.record(true));
        assertTrue(verdict.record(false));
        assertEquals(2, verdict.runs());
    }
}
