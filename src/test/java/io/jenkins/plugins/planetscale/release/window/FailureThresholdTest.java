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
        assertFalse(verdict.failed(false));
        assertFalse(verdict.failed(true));
        assertFalse(verdict.failed(true));
        assertFalse(verdict.failed(false), "the first failure is no longer among the last three");
        assertTrue(verdict.failed(false));
    }

    @Test
    void oneOfOneFailsAtOnce() throws InvalidInputException {
        FailureThreshold verdict = FailureThreshold.of(" 1 of 1 ");
        assertFalse(verdict.failed(true));
        assertTrue(verdict.failed(false));
        assertEquals(2, verdict.runs());
    }
}
