/**
 * Opens a deploy request, or adopts one, and checks it.
 *
 * <p>Entrance: {@link io.jenkins.plugins.planetscale.release.check.OpenDeployRequest}. In: a branch, a target, the
 * gates. Out: a {@code CheckedDeployRequest}; nothing is deployed. Threads: as {@code release.Operation}.
 */
package io.jenkins.plugins.planetscale.release.check;
