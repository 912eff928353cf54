/**
 * The steps planetscaleBranch, planetscaleDeleteBranch, planetscaleBackup and withPlanetscaleBranch.
 *
 * <p>Entrance: {@link io.jenkins.plugins.planetscale.steps.branch.BranchStep}. In: parameters. Out: a {@code
 * BranchResult} or {@code BackupResult}, or variables in a block. Threads: as {@code steps.runtime}.
 */
package io.jenkins.plugins.planetscale.steps.branch;
