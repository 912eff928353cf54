package io.jenkins.plugins.planetscale.release.deploy;

import io.jenkins.plugins.planetscale.release.ReleaseTimeoutException;
import io.jenkins.plugins.planetscale.release.state.DeploymentState;
import io.jenkins.plugins.planetscale.release.state.HumanFormat;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/** Whether a deployment waits at its gate for a person's approval, and until when. Initially no approval is needed. */
final class ApprovalWait implements Serializable {
    private static final long serialVersionUID = 1L;

    private boolean needed;
    private String approvedBy;
    private Duration timeout;
    private Instant until;
    private transient boolean waiting;
    private transient boolean staged;

    void need() {
        needed = true;
    }

    boolean needed() {
        return needed;
    }

    void approve(String who) {
        approvedBy = who;
    }

    /** Null for nobody. */
    String approvedBy() {
        return approvedBy;
    }

    /** Whether the cutover has to wait for a person. */
    boolean open() {
        return needed && approvedBy == null;
    }

    /** Null for as long as PlanetScale holds the gate. */
    void timeout(Duration duration) {
        timeout = duration;
    }

    /** Goes on with a wait that began before a restart. */
    void until(Instant instant) {
        until = instant;
    }

    /** The end of the wait; null where there is none, or before the gate. */
    Instant until() {
        return until;
    }

    /** Called after every poll: whether it stands at its gate or before the deploy queue; it waits if that is told next. */
    void update(DeploymentState state) {
        waiting = false;
        staged = state.stage() == DeploymentState.Stage.STAGED;
    }

    /** Whether it waits there for a person now. */
    boolean waits() {
        return waiting && open();
    }

    /** What it waits for, in words that follow the deploy request's name. */
    String status() {
        return staged ? " is staged and waits for approval" : " waits for approval before it is queued again";
    }

    /**
     * Called at every poll at the gate, so that the wait begins with the first.
     *
     * @param name the deploy request in words
     */
    void atGate(String name, int number, Instant now) throws ReleaseTimeoutException {
        waiting = true;
        if (until == null && timeout != null) {
            until = now.plus(timeout);
        }
        if (until != null && !now.isBefore(until)) {
            throw new ReleaseTimeoutException("Nobody approved "
                    + (staged ? "the cutover of " : "that ") + name
                    + (staged ? "" : " is queued again") + " until " + HumanFormat.clock(until)
                    + ". The old schema is live and the change is "
                    + (staged ? "still staged" : "not in the deploy queue")
                    + "; to go on, unless onAbort takes it back: planetscaleApply deployRequest: " + number + ".");
        }
    }
}
