package io.jenkins.plugins.planetscale.steps.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.planetscale.release.state.DeploymentState;
import io.jenkins.plugins.planetscale.release.state.Progress;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Updates the progress of a record in memory, for the pages, when there is nothing to write to disk. Thread-safe; never
 * blocks.
 */
@Restricted(NoExternalUse.class)
public final class LiveProgress {
    private LiveProgress() {}

    /**
     * @param known what the build knows of the deploy request; null for nothing
     * @return false where it is to be {@linkplain ReleaseRecorder#observed written down}
     */
    public static boolean show(@CheckForNull ReleaseRecord known, Progress seen) {
        Progress before = known == null ? null : known.getProgress();
        DeploymentState.Stage stage = seen.state().stage();
        if (before == null || stage == DeploymentState.Stage.REVERTABLE || stage == DeploymentState.Stage.FINAL) {
            return false;
        }
        Progress now = seen.after(before);
        if (!before.isLike(now)) {
            return false;
        }
        known.show(now);
        return true;
    }
}
