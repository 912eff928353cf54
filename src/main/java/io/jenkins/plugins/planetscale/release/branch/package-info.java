/**
 * Branches and backups: made, found, waited for, deleted.
 *
 * <p>Entrance: {@link io.jenkins.plugins.planetscale.release.branch.EnsureBranch}. In: names and options of a step.
 * Out: the branch or backup, and whether this build has made it. Threads: as {@code release.Operation}.
 */
package io.jenkins.plugins.planetscale.release.branch;
