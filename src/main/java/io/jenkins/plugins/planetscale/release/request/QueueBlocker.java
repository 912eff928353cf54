package io.jenkins.plugins.planetscale.release.request;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.api.DeployRequestCalls;
import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.client.model.Deployment;
import io.jenkins.plugins.planetscale.client.model.PrecedingDeployment;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import io.jenkins.plugins.planetscale.release.state.DeploymentState;
import io.jenkins.plugins.planetscale.release.state.Deployments;
import io.jenkins.plugins.planetscale.release.state.HumanFormat;
import java.io.Serializable;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Which deploy request blocks the queue in which another one waits, since when, and how to free the queue. Each is
 * reported once.
 */
public final class QueueBlocker implements Serializable {
    private static final long serialVersionUID = 1L;

    private String reported;
    private String blocked;
    private transient int toRead;
    private transient String reading;

    /** Notes who is ahead, so that {@link #reading} asks for the one that blocks the queue. */
    public void update(DeployRequest request, DeploymentState state) {
        PrecedingDeployment blocker = state != DeploymentState.QUEUED || request.deployment() == null
                ? null
                : request.deployment().precedingDeployments().stream()
                        .filter(ahead -> ahead.deployRequestNumber() != null)
                        .filter(ahead -> DeploymentState.of(ahead.state()).blocksQueue())
                        .findFirst()
                        .orElse(null);
        if (blocker == null) {
            reported = null;
            blocked = null;
            return;
        }
        String seen = blocker.deployRequestNumber() + " " + blocker.state();
        if (!seen.equals(reported)) {
            toRead = blocker.deployRequestNumber();
            reading = seen;
        }
    }

    /** The call that reads the one that blocks; null for none. */
    public ApiRequest<?> reading(DatabaseRef database, Consumer<String> progress) {
        return toRead == 0
                ? null
                : ApiRequest.of(
                                DeployRequestCalls.get(database, toRead),
                                (DeployRequest blocker, Instant now) -> report(blocker, progress))
                        .on(PlanetScaleException.class, (error, now) -> done());
    }

    private void done() {
        reported = reading;
        toRead = 0;
    }

    private void report(DeployRequest blocker, Consumer<String> progress) {
        done();
        String words = describe(blocker);
        if (words != null) {
            progress.accept(words);
        }
    }

    /** What blocks the queue until a person acts; null where nothing does. */
    public String blocked() {
        return blocked;
    }

    private String describe(DeployRequest blocker) {
        DeploymentState state = DeploymentState.of(blocker);
        Deployment deployment = blocker.deployment();
        String page = blocker.htmlUrl() == null ? "its page" : blocker.htmlUrl();
        String who =
                "Deploy request #" + blocker.number() + " blocks the deploy queue of \"" + blocker.intoBranch() + "\"";
        Instant finished = deployment == null ? null : deployment.finishedAt();
        switch (state.stage()) {
            case FAILED, REVERT_FAILED -> {
                blocked = who + since(finished) + ": its "
                        + (state.stage() == DeploymentState.Stage.FAILED ? "deployment" : "revert") + " failed"
                        + DeployFailures.reasons(blocker)
                        + ". Find out why, then free the queue with \"Unblock deploy queue\""
                        + " at " + page + " (API: complete-deploy).";
                return blocked;
            }
            case STAGED -> {
                blocked = who + since(deployment == null ? null : deployment.readyToCutoverAt())
                        + ": it is staged and waits for its cutover. Apply or cancel it at " + page + ".";
                return blocked;
            }
            case REVERTABLE -> {
                Instant end = Deployments.windowEnd(blocker);
                return who + since(deployment == null ? null : deployment.cutoverAt()) + ": its revert window is open"
                        + (end == null ? "" : " until " + HumanFormat.clock(end))
                        + ". The queue goes on after that, or when somebody ends the window at " + page + ".";
            }
            default -> {
                return null;
            }
        }
    }

    private static String since(Instant time) {
        return time == null ? "" : " since " + HumanFormat.clock(time);
    }
}
