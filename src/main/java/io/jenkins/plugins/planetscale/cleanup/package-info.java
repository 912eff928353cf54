/**
 * Removes what builds left behind.
 *
 * <p>Entrance: {@link io.jenkins.plugins.planetscale.cleanup.OrphanSweeper}. In: entries of the {@code
 * EphemeralRegistry}, a file in {@code JENKINS_HOME}. Out: deleted branches and passwords; what cannot be removed
 * stays with the reason. Threads: background threads; the registry is thread-safe and blocks on the disk.
 */
package io.jenkins.plugins.planetscale.cleanup;
