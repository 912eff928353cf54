package io.jenkins.plugins.planetscale.release.state;

/** The stages of a deploy request that becomes live, in their order. */
public enum ReleaseStage {
    CHECKED,
    QUEUED,
    COPYING,
    STAGED,
    CUT_OVER,
    REVERT_WINDOW,
    FINAL;

    /** How far a release is with a stage. */
    public enum Status {
        TODO,
        /** Under way, or waiting for somebody. */
        CURRENT,
        DONE,
        /** Not passed through: instant DDL copies nothing and cannot be reverted. */
        SKIPPED,
        /** Here it went wrong or was broken off. */
        BROKEN
    }
}
