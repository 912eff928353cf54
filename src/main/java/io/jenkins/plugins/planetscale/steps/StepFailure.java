package io.jenkins.plugins.planetscale.steps;

import hudson.AbortException;
import io.jenkins.plugins.planetscale.release.CallFailedException;
import io.jenkins.plugins.planetscale.release.DeploymentCancelledException;
import io.jenkins.plugins.planetscale.release.GateRefusedException;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import io.jenkins.plugins.planetscale.release.ReleaseTimeoutException;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/**
 * Why a step failed, for the build log and for a {@code catch} in a Jenkinsfile. The kinds are ends to tell apart
 * (invariant I6), so each has a class of its own below.
 */
public abstract class StepFailure extends AbortException {
    private static final long serialVersionUID = 1L;

    private final String kind;

    private StepFailure(String kind, String message) {
        super(message);
        this.kind = kind;
    }

    /**
     * {@code REFUSED}, {@code CANCELLED}, {@code TIMED_OUT}, {@code INVALID}, {@code FAILED}, {@code CALL_FAILED},
     * {@code CHECKS_FAILED} or {@code CLEANUP_FAILED}.
     */
    @Whitelisted
    public final String getKind() {
        return kind;
    }

    /** The time of a step is over, with what that means in words of the step. */
    public static StepFailure timedOut(String message) {
        return new TimedOut(message);
    }

    public static StepFailure of(ReleaseException cause) {
        String message = cause.getMessage();
        if (cause instanceof GateRefusedException) {
            return new Refused(message);
        }
        if (cause instanceof DeploymentCancelledException) {
            return new Cancelled(message);
        }
        if (cause instanceof ReleaseTimeoutException) {
            return new TimedOut(message);
        }
        if (cause instanceof InvalidInputException) {
            return new Invalid(message);
        }
        return cause instanceof CallFailedException ? new CallFailed(message) : new Failed(message);
    }

    /** A gate refused the change, or somebody crossed it. */
    public static final class Refused extends StepFailure {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super("REFUSED", message);
        }
    }

    /** Somebody cancelled, closed or reverted it. */
    public static final class Cancelled extends StepFailure {
        private static final long serialVersionUID = 1L;

        Cancelled(String message) {
            super("CANCELLED", message);
        }
    }

    /** The step's time is over; what runs at PlanetScale still runs, unless {@code onAbort} had it taken back. */
    public static final class TimedOut extends StepFailure {
        private static final long serialVersionUID = 1L;

        TimedOut(String message) {
            super("TIMED_OUT", message);
        }
    }

    /** It cannot be done as asked; nothing was changed. */
    public static final class Invalid extends StepFailure {
        private static final long serialVersionUID = 1L;

        Invalid(String message) {
            super("INVALID", message);
        }
    }

    /** PlanetScale could not carry it out. */
    public static final class Failed extends StepFailure {
        private static final long serialVersionUID = 1L;

        Failed(String message) {
            super("FAILED", message);
        }
    }

    /** A call of PlanetScale's API failed for good. */
    public static final class CallFailed extends StepFailure {
        private static final long serialVersionUID = 1L;

        CallFailed(String message) {
            super("CALL_FAILED", message);
        }
    }

    /** The checks in a revert window failed and the window was left open. */
    public static final class ChecksFailed extends StepFailure {
        private static final long serialVersionUID = 1L;

        public ChecksFailed(String message) {
            super("CHECKS_FAILED", message);
        }
    }

    /** A block ended well, but what was made for it could not be removed. */
    public static final class CleanUpFailed extends StepFailure {
        private static final long serialVersionUID = 1L;

        public CleanUpFailed(String message) {
            super("CLEANUP_FAILED", message);
        }
    }
}
