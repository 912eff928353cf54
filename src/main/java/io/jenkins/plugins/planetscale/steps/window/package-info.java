/**
 * The steps planetscaleRevertWindow and planetscaleRevert.
 *
 * <p>Entrance: {@link io.jenkins.plugins.planetscale.steps.window.RevertWindowStep}. In: parameters and a block with
 * checks. Out: a {@code WindowResult}. Threads: as {@code steps.runtime}.
 */
package io.jenkins.plugins.planetscale.steps.window;
