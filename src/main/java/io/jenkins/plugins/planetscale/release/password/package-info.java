/**
 * Passwords for blocks, and how tools want them written.
 *
 * <p>Entrance: {@link io.jenkins.plugins.planetscale.release.password.MintPassword}. In: a branch, a role, a time to
 * live. Out: {@code Credentials}, in memory only. Threads: as {@code release.Operation}.
 */
package io.jenkins.plugins.planetscale.release.password;
