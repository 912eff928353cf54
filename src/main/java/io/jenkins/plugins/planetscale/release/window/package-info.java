/**
 * The revert window of a live change.
 *
 * <p>Entrance: {@link io.jenkins.plugins.planetscale.release.window.RevertWindow}. In: the decision to keep or
 * revert, and query insights. Out: how the window ended. Threads: as {@code release.Operation}.
 */
package io.jenkins.plugins.planetscale.release.window;
