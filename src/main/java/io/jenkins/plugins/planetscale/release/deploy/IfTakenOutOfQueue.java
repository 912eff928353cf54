package io.jenkins.plugins.planetscale.release.deploy;

/** What to do when a person, or a change of its branch, took a deploy request out of the deploy queue. */
public enum IfTakenOutOfQueue {
    /** Nothing: the step ends, as a deployment that was cancelled. */
    CANCEL,
    /** The gates check what it holds now; only what passes them, and is approved where that is asked, is queued again. */
    CHECK_AGAIN
}
