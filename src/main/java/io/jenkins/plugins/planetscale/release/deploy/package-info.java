/**
 * Brings a checked deploy request to its gate or live, waits for the approval, aborts.
 *
 * <p>Entrance: {@link io.jenkins.plugins.planetscale.release.deploy.ApplyChange}. In: a number or a branch, and what
 * was reviewed. Out: a {@code DeployResult}. Threads: as {@code release.Operation}.
 */
package io.jenkins.plugins.planetscale.release.deploy;
