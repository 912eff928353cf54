package io.jenkins.plugins.planetscale.release.deploy;

/** What to do with a deploy request that is to be applied and was not checked in this build. */
public enum IfUnchecked {
    /** The gates check it first. */
    CHECK,
    /** It is refused. */
    FAIL,
    /** It is applied as it is, unseen. */
    APPLY
}
