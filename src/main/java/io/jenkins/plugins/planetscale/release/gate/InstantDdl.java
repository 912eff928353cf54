package io.jenkins.plugins.planetscale.release.gate;

/** Whether a change may be made by instant DDL, which is quick, but has neither a gate nor a revert window. */
public enum InstantDdl {
    /** Always copy rows, so that the change can be gated and reverted. */
    NEVER,
    /** Instantly where every statement is eligible. */
    IF_ELIGIBLE,
    /** Instantly or not at all. */
    REQUIRE
}
