package io.jenkins.plugins.planetscale.release.deploy;

import java.io.Serializable;

/** How often a deploy request was taken out of the deploy queue, and whether it is checked and queued once more. */
final class QueueRemovals implements Serializable {
    private static final long serialVersionUID = 1L;

    /** After so many times somebody has to look: a branch that changes all the time never gets to its deployment. */
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

    /** Told by the deployment that ends with it. */
    void happened(Deploy ended) {
        count++;
        last = ended;
    }

    /** The deployment that ended with it last, whose looks count for the next one too; null for none. */
    Deploy last() {
        return last;
    }

    int count() {
        return count;
    }
}
