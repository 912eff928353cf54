package io.jenkins.plugins.planetscale.steps;

import hudson.AbortException;
import io.jenkins.plugins.planetscale.release.CallFailedException;
import io.jenkins.plugins.planetscale.release.DeploymentCancelledException;
import io.jenkins.plugins.planetscale.release.DeploymentFailedException;
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

    StepFailure(ReleaseException cause) {
        super(cause.getMessage());
    }

    StepFailure(String message) {
        super(message);
    }

    /**
     * {@code REFUSED}, {@code CANCELLED}, {@code TIMED_OUT}, {@code INVALID}, {@code FAILED}, {@code CALL_FAILED},
     * {@code CHECKS_FAILED} or
     * {@code CLEANUP_FAILED}.
     */
    @Whitelisted
    public abstract String getKind();

    /** The time of a step is over although no operation of it ran. */
    static StepFailure timedOut(String message) {
        return new TimedOut(message);
    }

    static StepFailure of(ReleaseException cause) {
        if (cause instanceof GateRefusedException) {
            return new Refused(cause);
        }
        if (cause instanceof DeploymentCancelledException) {
            return new Cancelled(cause);
        }
        if (cause instanceof ReleaseTimeoutException) {
            return new TimedOut(cause);
        }
        if (cause instanceof InvalidInputException) {
            return new Invalid(cause);
        }
        return cause instanceof CallFailedException ? new CallFailed(cause) : failed(cause);
    }

    private static StepFailure failed(ReleaseException cause) {
        assert cause instanceof DeploymentFailedException;
        return new Failed(cause);
    }

    /** A gate refused the change, or somebody crossed it. */
    public static final class Refused extends StepFailure {
        private static final long serialVersionUID = 1L;

        Refused(ReleaseException cause) {
            super(cause);
        }

        @Override
        public String getKind() {
            return "REFUSED";
        }
    }

    /** Somebody cancelled, closed or reverted it. */
    public static final class Cancelled extends StepFailure {
        private static final long serialVersionUID = 1L;

        Cancelled(ReleaseException cause) {
            super(cause);
        }

        @Override
        public String getKind() {
            return "CANCELLED";
        }
    }

    /** The step's time is over; what runs at PlanetScale still runs. */
    public static final class TimedOut extends StepFailure {
        private static final long serialVersionUID = 1L;

        TimedOut(ReleaseException cause) {
            super(cause);
        }

        private TimedOut(String message) {
            super(message);
        }

        @Override
        public String getKind() {
            return "TIMED_OUT";
        }
    }

    /** It cannot be done as asked; nothing was changed. */
    public static final class Invalid extends StepFailure {
        private static final long serialVersionUID = 1L;

        Invalid(ReleaseException cause) {
            super(cause);
        }

        @Override
        public String getKind() {
            return "INVALID";
        }
    }

    /** PlanetScale could not carry it out. */
    public static final class Failed extends StepFailure {
        private static final long serialVersionUID = 1L;

        Failed(ReleaseException cause) {
            super(cause);
        }

        @Override
        public String getKind() {
            return "FAILED";
        }
    }

    /** A call of PlanetScale's API failed for good. */
    public static final class CallFailed extends StepFailure {
        private static final long serialVersionUID = 1L;

        CallFailed(ReleaseException cause) {
            super(cause);
        }

        @Override
        public String getKind() {
            return "CALL_FAILED";
        }
    }

    /** The checks in a revert window failed, and the step was told not to revert by itself. */
    public static final class ChecksFailed extends StepFailure {
        private static final long serialVersionUID = 1L;

        ChecksFailed(String message) {
            super(message);
        }

        @Override
        public String getKind() {
            return "CHECKS_FAILED";
        }
    }

    /** A block ended well, but what was made for it could not be removed. */
    public static final class CleanUpFailed extends StepFailure {
        private static final long serialVersionUID = 1L;

        CleanUpFailed(String message) {
            super(message);
        }

        @Override
        public String getKind() {
            return "CLEANUP_FAILED";
        }
    }
}
