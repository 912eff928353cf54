package io.jenkins.plugins.planetscale.release.decision;

/** What a person can decide about a deploy request without a step. */
public enum DeployRequestDecision {
    /** Bring what is staged live. */
    APPLY,
    /** Bring the old schema back while the revert window is open. */
    REVERT,
    /** End the revert window and keep the change. */
    KEEP
}
