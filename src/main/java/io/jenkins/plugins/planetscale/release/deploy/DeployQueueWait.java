package io.jenkins.plugins.planetscale.release.deploy;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import io.jenkins.plugins.planetscale.release.DeploymentCancelledException;
import io.jenkins.plugins.planetscale.release.request.DeployFailures;
import io.jenkins.plugins.planetscale.release.request.QueueBlocker;
import io.jenkins.plugins.planetscale.release.request.QueuePlace;
import io.jenkins.plugins.planetscale.release.state.DeploymentState;
import java.io.Serializable;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * The wait in the deploy queue: for another deployment that blocks it, and what to do when the deploy request is taken
 * out of it. Initially it waits for as long as the queue is blocked, and does not queue the deploy request again.
 */
final class DeployQueueWait implements Serializable {
    private static final long serialVersionUID = 1L;

    private final QueueBlocker blocker = new QueueBlocker();
    private boolean failWhenBlocked;
    private final QueuePlace place = new QueuePlace();
    private QueueRemovals removals = new QueueRemovals();
    private boolean takenOutBefore;

    void failWhenBlocked(boolean value) {
        failWhenBlocked = value;
    }

    /** Shares what is known of earlier deployments of the same deploy request. */
    void removals(QueueRemovals shared) {
        removals = shared;
        takenOutBefore = shared.count() > 0;
    }

    /** Whether an earlier deployment of the same deploy request was taken out. */
    boolean wasTakenOutBefore() {
        return takenOutBefore;
    }

    /** Whether that deployment was the last that ended as it was taken out. */
    boolean endedWith(Deploy deployment) {
        return removals.last() == deployment;
    }

    /**
     * Called after every poll. Whether it seems to be taken out.
     *
     * @param save called when it was seen in the queue for the first time: were that lost in a crash, it would be queued
     *     once more, had it been taken out meanwhile
     */
    boolean isLost(DeployRequest request, DeploymentState state, Instant now, Runnable save) {
        boolean queuedBefore = place.wasQueued();
        boolean lost = place.isLost(request, state, now);
        if (place.wasQueued() != queuedBefore) {
            save.run();
        }
        return lost;
    }

    /** Whether that cannot be a stale read. */
    boolean isCertainlyLost(Instant now) {
        return place.isCertainlyLost(now);
    }

    /**
     * The end of a deployment that was taken out, in words; an exception where it is not checked again.
     *
     * @param other in what it differs from what was seen, as sentences; null for nothing
     * @param asked whether a person is asked before it is queued again
     */
    String takenOut(Deploy ended, String name, DeployRequest request, String other, boolean asked)
            throws DeploymentCancelledException {
        if (!removals.checksAgain()) {
            throw DeployFailures.takenOut(name, request, other, removals.count());
        }
        removals.add(ended);
        return DeployFailures.describeRemoval(name, request) + (other == null ? "" : " " + other)
                + " The gates check now what it holds" + (asked ? ", then a person is asked" : "")
                + ", before it is queued again (check " + removals.count() + " of " + QueueRemovals.MOST + ").";
    }

    /** Called after every poll while it waits. Why it is given up, as another one blocks the queue; null where it waits on. */
    String blocked(String name, DeployRequest request, DeploymentState state) {
        blocker.update(request, state);
        return failWhenBlocked && blocker.blocked() != null
                ? name + " was not deployed, as the deploy queue is blocked and ifQueueBlocked is 'fail'. "
                        + blocker.blocked()
                : null;
    }

    /** The call that reads the one that blocks; null for none. */
    ApiRequest<?> reading(DatabaseRef database, Consumer<String> progress) {
        return blocker.reading(database, progress);
    }
}
