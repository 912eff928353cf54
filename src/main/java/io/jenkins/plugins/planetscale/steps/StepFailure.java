package io.jenkins.plugins.planetscale.steps;

import hudson.AbortException;
import io.jenkins.plugins.planetscale.release.ReleaseException;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/**
 * The failure of a step, for the build log and for {@code catch} in a Jenkinsfile, which distinguishes failures
 * (invariant I6) by {@link #getKind}.
 */
public final class StepFailure extends AbortException {
    private static final long serialVersionUID = 1L;

    private final String kind;

    private StepFailure(String kind, String message) {
        super(message);
        this.kind = kind;
    }

    /**
     * One of {@link ReleaseException.Kind}, {@code CHECKS_FAILED} or {@code CLEANUP_FAILED}; {@code docs/steps.md} says
     * what each means.
     */
    @Whitelisted
    public String getKind() {
        return kind;
    }

    public static StepFailure of(ReleaseException cause) {
        return new StepFailure(cause.kind().name(), cause.getMessage());
    }

    /** The time of a step is over, with what that means in words of the step. */
    public static StepFailure timedOut(String message) {
        return new StepFailure(ReleaseException.Kind.TIMED_OUT.name(), message);
    }

    /** The checks in a revert window failed and the window was left open. */
    public static StepFailure checksFailed(String message) {
        return new StepFailure("CHECKS_FAILED", message);
    }

    /** A block ended well, but what was made for it could not be removed. */
    public static StepFailure cleanUpFailed(String message) {
        return new StepFailure("CLEANUP_FAILED", message);
    }
}
