package io.jenkins.plugins.planetscale.view.job;

import io.jenkins.plugins.planetscale.release.state.DeploymentState;
import io.jenkins.plugins.planetscale.steps.record.RecordedOutcome;

/** Releases for the tests of the job page. */
final class Releases {
    static final String NASTY = "\"><img src=x onerror=alert(1)>";
    static final long BEGAN = 1_795_000_000_000L;
    private static final long MINUTE = 60_000;

    private Releases() {}

    static ReleaseRow live(int build, long copyMinutes, long waitMinutes) {
        return row(
                build,
                RecordedOutcome.APPLIED,
                DeploymentState.COMPLETE_PENDING_REVERT,
                copyMinutes,
                waitMinutes,
                "#" + build);
    }

    static ReleaseRow ended(int build, RecordedOutcome outcome, DeploymentState state) {
        return row(build, outcome, state, 2, 3, "#" + build);
    }

    /** @param copyMinutes and {@code waitMinutes}: negative for none */
    static ReleaseRow row(
            int build,
            RecordedOutcome outcome,
            DeploymentState state,
            long copyMinutes,
            long waitMinutes,
            String name) {
        long copied = copyMinutes < 0 ? 0 : BEGAN + copyMinutes * MINUTE;
        long asked = waitMinutes < 0 ? 0 : BEGAN + Math.max(0, copyMinutes) * MINUTE;
        return new ReleaseRow(new ReleaseRow.Facts(
                build,
                name,
                "job/release/" + build + "/",
                BEGAN,
                false,
                "#" + (100 + build),
                "https://app.planetscale.com/mechanica/logistics/deploy-requests/" + (100 + build),
                "mechanica/logistics",
                outcome,
                state,
                false,
                copyMinutes < 0 ? 0 : BEGAN,
                copied,
                asked,
                waitMinutes < 0 ? 0 : asked + waitMinutes * MINUTE,
                waitMinutes < 0 ? null : NASTY,
                null));
    }

    /** As seen while its build runs, with somebody asked and no answer yet. */
    static ReleaseRow asking() {
        return new ReleaseRow(new ReleaseRow.Facts(
                7,
                "#7",
                "job/release/7/",
                BEGAN,
                true,
                "#107",
                "javascript:alert(1)",
                "mechanica/logistics",
                RecordedOutcome.READY,
                DeploymentState.PENDING_CUTOVER,
                false,
                BEGAN,
                BEGAN + MINUTE,
                BEGAN + MINUTE,
                0,
                null,
                null));
    }
}
