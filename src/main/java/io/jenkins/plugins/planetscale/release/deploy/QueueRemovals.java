package io.jenkins.plugins.planetscale.release.deploy;

import java.io.Serializable;

/**
 * How often a deploy request was taken out of the deploy queue, and whether it may be checked and queued once more.
 */
final class QueueRemovals implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The limit: a branch that changes all the time is never deployed, and somebody has to find out why. */
    static final int MOST = 3;

    private IfTakenOutOfQueue policy = IfTakenOutOfQueue.CANCEL;
    private int count;
    private Deploy last;

    void policy(IfTakenOutOfQueue value) {
        policy = value;
    }

    /** Whether the next one is followed by another check. */
    boolean checksAgain() {
        return policy == IfTakenOutOfQueue.CHECK_AGAIN && count < MOST;
    }

    /** Called by the deployment that ends with it. */
    void add(Deploy ended) {
        count++;
        last = ended;
    }

    /** The deployment that ended with it last, whose reads count for the next one too; null for none. */
    Deploy last() {
        return last;
    }

    int count() {
        return count;
    }
}
