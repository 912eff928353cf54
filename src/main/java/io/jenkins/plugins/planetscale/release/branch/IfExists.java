package io.jenkins.plugins.planetscale.release.branch;

/** What to do when the branch to be created exists already. */
public enum IfExists {
    /** Use it as it is. */
    REUSE,
    /** Refuse. */
    FAIL,
    /** Delete it and make it anew. */
    RECREATE
}
