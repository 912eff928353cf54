package io.jenkins.plugins.planetscale.release;

import static io.jenkins.plugins.planetscale.release.state.DeploymentState.Stage.CANCELLED;
import static io.jenkins.plugins.planetscale.release.state.DeploymentState.Stage.CANCELLING;
import static io.jenkins.plugins.planetscale.release.state.DeploymentState.Stage.CHECKING;
import static io.jenkins.plugins.planetscale.release.state.DeploymentState.Stage.CHECK_FAILED;
import static io.jenkins.plugins.planetscale.release.state.DeploymentState.Stage.CUTTING_OVER;
import static io.jenkins.plugins.planetscale.release.state.DeploymentState.Stage.FAILED;
import static io.jenkins.plugins.planetscale.release.state.DeploymentState.Stage.FINAL;
import static io.jenkins.plugins.planetscale.release.state.DeploymentState.Stage.NO_CHANGES;
import static io.jenkins.plugins.planetscale.release.state.DeploymentState.Stage.READY;
import static io.jenkins.plugins.planetscale.release.state.DeploymentState.Stage.REVERTABLE;
import static io.jenkins.plugins.planetscale.release.state.DeploymentState.Stage.REVERTED;
import static io.jenkins.plugins.planetscale.release.state.DeploymentState.Stage.REVERTING;
import static io.jenkins.plugins.planetscale.release.state.DeploymentState.Stage.REVERT_FAILED;
import static io.jenkins.plugins.planetscale.release.state.DeploymentState.Stage.RUNNING;
import static io.jenkins.plugins.planetscale.release.state.DeploymentState.Stage.STAGED;

import io.jenkins.plugins.planetscale.release.state.DeploymentState;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a stage of a deploy request can lead to: from the facts about PlanetScale [S, D], not from the code.
 *
 * @param asked the call that it takes; null where it comes by itself as well
 */
record Way(DeploymentState.Stage from, DeploymentState.Stage to, String asked) {
    static List<Way> all() {
        return List.of(
                new Way(CHECKING, READY, null),
                new Way(CHECKING, NO_CHANGES, null),
                new Way(CHECKING, CHECK_FAILED, null),
                new Way(READY, RUNNING, "deploy"),
                new Way(RUNNING, CHECKING, "taken out of the queue"),
                new Way(RUNNING, STAGED, null),
                new Way(RUNNING, FINAL, "instant DDL"),
                new Way(RUNNING, FAILED, null),
                new Way(RUNNING, CANCELLING, "cancel"),
                new Way(STAGED, CUTTING_OVER, "apply-deploy, or auto-apply"),
                new Way(STAGED, CANCELLING, "cancel"),
                new Way(CUTTING_OVER, REVERTABLE, null),
                new Way(CUTTING_OVER, FAILED, null),
                new Way(CANCELLING, CANCELLED, null),
                new Way(REVERTABLE, FINAL, "skip-revert, or the end of the window"),
                new Way(REVERTABLE, REVERTING, "revert"),
                new Way(REVERTING, REVERTED, null),
                new Way(REVERTING, REVERT_FAILED, null));
    }

    /** The stages that can come after one, at once or later. */
    static Set<DeploymentState.Stage> after(DeploymentState.Stage stage) {
        EnumSet<DeploymentState.Stage> reached = EnumSet.noneOf(DeploymentState.Stage.class);
        boolean more = true;
        while (more) {
            more = false;
            for (Way way : all()) {
                if (way.from == stage || reached.contains(way.from)) {
                    more |= reached.add(way.to);
                }
            }
        }
        return reached;
    }
}
