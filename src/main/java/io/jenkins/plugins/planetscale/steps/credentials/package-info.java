/**
 * The step withPlanetscalePassword, and what blocks with a password share.
 *
 * <p>Entrance: {@link io.jenkins.plugins.planetscale.steps.credentials.PasswordStep}. In: parameters. Out: variables
 * in a block, masked in the log. Threads: as {@code steps.runtime}; secrets live in memory only.
 */
package io.jenkins.plugins.planetscale.steps.credentials;
