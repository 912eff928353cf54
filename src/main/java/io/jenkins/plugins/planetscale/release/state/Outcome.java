package io.jenkins.plugins.planetscale.release.state;

import io.jenkins.plugins.planetscale.release.ReleaseException;

/**
 * How an operation on a deploy request succeeded (invariant I6). One that did not succeed is a {@link
 * ReleaseException}.
 */
public enum Outcome {
    /** The deploy request is checked and can be deployed. */
    READY,
    /** All rows are copied; the change waits for its cutover. */
    STAGED,
    /** The branches have the same schema. */
    NO_CHANGES,
    /** The change is live. */
    APPLIED,
    /** The revert window was ended and the change kept. */
    KEPT,
    /** The change was reverted and the old schema is live. */
    REVERTED,
    /** The revert window ended by itself; the change stays. */
    EXPIRED
}
