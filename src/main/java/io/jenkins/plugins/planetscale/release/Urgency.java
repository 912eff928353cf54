package io.jenkins.plugins.planetscale.release;

/**
 * How soon a change is likely while an operation waits, and how much depends on seeing it at once, the most urgent
 * first. A host that shares its rate limit among many waits polls in this order.
 */
public enum Urgency {
    /** A cutover or a revert is under way: seconds count. */
    CUTOVER,
    /** Something was just asked for, as an approved cutover or a cancellation, or a revert window is at its end. */
    JUST_ASKED,
    /** Rows are being copied, and nearly all are. */
    ENDING,
    /** PlanetScale works on something that takes seconds or minutes: a deploy check, a new branch. */
    CHECK,
    /** Rows are being copied, or it waits in a queue. */
    COPYING,
    /** It stands still until somebody decides. */
    STAGED
}
