package io.jenkins.plugins.planetscale.view.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.release.state.DeploymentState;
import io.jenkins.plugins.planetscale.steps.record.RecordedOutcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReleaseRowTest {
    @Test
    void tellsHowLongRowsWereCopiedAndAPersonWasWaitedFor() {
        ReleaseRow row = Releases.live(4, 3, 65);
        assertEquals("3 min", row.getCopy());
        assertEquals("1 h 5 min, " + Releases.NASTY, row.getApproval());
        assertEquals("#4 is live, copied rows for 3 min, waited for approval for 1 h 5 min", row.getLine());
    }

    @Test
    void tellsNoTimesThatAreNotKnown() {
        ReleaseRow row = Releases.row(4, RecordedOutcome.APPLIED, null, -1, -1, "#4");
        assertNull(row.getCopy());
        assertNull(row.getApproval());
        assertEquals("#4 is live", row.getLine());
    }

    @Test
    void saysThatItStillWaitsForAnAnswer() {
        assertEquals("waits", Releases.asking().getApproval());
        assertEquals(-1, Releases.asking().waitMillis());
    }

    @Test
    void aLinkThatIsNoneOfTheWebIsLeftOut() {
        assertNull(Releases.asking().getUrl());
        assertTrue(Releases.live(1, 1, 1).getUrl().startsWith("https://"));
    }

    @Test
    void theEndThatTheStepNotedCountsOnceTheBuildIsOver() {
        assertEquals(
                "kept",
                Releases.ended(1, RecordedOutcome.KEPT, DeploymentState.COMPLETE_PENDING_REVERT)
                        .getState());
        assertEquals(
                "reverted",
                Releases.ended(1, RecordedOutcome.REVERTED, DeploymentState.IN_PROGRESS_REVERT)
                        .getState());
        assertEquals("staged, ready to cut over", Releases.asking().getState());
    }

    @Test
    void whatWentWrongAfterwardsIsNotHiddenByAnEarlierOutcome() {
        ReleaseRow row = Releases.ended(1, RecordedOutcome.STAGED, DeploymentState.COMPLETE_ERROR);
        assertEquals(ReleaseRow.Mark.FAILED, row.mark());
        assertEquals("failed, and blocks the deploy queue", row.getState());
        assertEquals("bad", row.getMood());
        assertEquals(
                ReleaseRow.Mark.CANCELLED,
                Releases.ended(1, RecordedOutcome.STAGED, DeploymentState.COMPLETE_CANCEL)
                        .mark());
    }

    @Test
    void everyStateAndOutcomeHasAMarkAMoodAndAText() {
        for (DeploymentState state : DeploymentState.values()) {
            for (RecordedOutcome outcome : RecordedOutcome.values()) {
                ReleaseRow row = Releases.ended(1, outcome, state);
                assertTrue(List.of("good", "bad", "busy", "plain").contains(row.getMood()));
                assertTrue(!row.getState().isBlank() && !row.getState().contains("."), row.getState());
            }
            assertTrue(!Releases.ended(1, null, state).getState().isBlank());
        }
    }
}
