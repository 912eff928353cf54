package io.jenkins.plugins.planetscale.view.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.release.state.DeploymentState;
import io.jenkins.plugins.planetscale.steps.record.RecordedOutcome;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentReleasesTest {
    private final List<Integer> asked = new ArrayList<>();

    @Test
    void looksAtABoundedNumberOfBuildsOnly() {
        RecentReleases recent = RecentReleases.of(builds(1000), 20, 5, build -> List.of());
        assertTrue(recent.getRows().isEmpty());
        assertTrue(recent.isMore());
        assertEquals(21, asked.size(), "the last one to know that there are more");
    }

    @Test
    void stopsWhenItHasEnough() {
        RecentReleases recent = RecentReleases.of(
                builds(1000), 20, 5, build -> List.of(Releases.live(build, 1, 1), Releases.live(build, 1, 1)));
        assertEquals(5, recent.getRows().size());
        assertEquals(3, asked.size());
        assertTrue(recent.isMore());
    }

    @Test
    void saysWhenThereIsNoOlderBuild() {
        RecentReleases recent = RecentReleases.of(builds(3), 20, 5, build -> List.of(Releases.live(build, 1, 1)));
        assertEquals(
                List.of(3, 2, 1),
                recent.getRows().stream().map(ReleaseRow::build).toList());
        assertFalse(recent.isMore());
    }

    @Test
    void countsHowTheyEndedAndTellsTheUsualTimes() {
        List<ReleaseRow> rows = List.of(
                Releases.live(5, 1, 10),
                Releases.live(4, 9, -1),
                Releases.live(3, 2, 30),
                Releases.ended(2, RecordedOutcome.REVERTED, DeploymentState.COMPLETE_REVERT),
                Releases.ended(1, null, DeploymentState.COMPLETE_ERROR));
        RecentReleases recent = RecentReleases.of(rows.iterator(), 20, 20, List::of);
        assertEquals(
                List.of(
                        "5 releases: 3 live, 1 reverted, 1 failed or cancelled",
                        "Copying rows: half take 2 min or less, the longest 9 min",
                        "Wait for approval: half take 3 min or less, the longest 30 min"),
                recent.getFigures());
        assertEquals(
                List.of("1 release: 0 live, 0 reverted, 0 failed or cancelled"),
                RecentReleases.of(
                                List.of(Releases.row(1, RecordedOutcome.READY, null, -1, -1, "#1"))
                                        .iterator(),
                                9,
                                9,
                                List::of)
                        .getFigures());
    }

    /** Numbers from the newest down, as they are asked for. */
    private Iterator<Integer> builds(int newest) {
        return IntStream.iterate(newest, number -> number > 0, number -> number - 1)
                .peek(asked::add)
                .iterator();
    }
}
