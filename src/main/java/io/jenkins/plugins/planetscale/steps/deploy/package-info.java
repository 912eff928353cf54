/**
 * The steps planetscaleDeployRequest and planetscaleApply.
 *
 * <p>Entrance: {@link io.jenkins.plugins.planetscale.steps.deploy.ApplyStep}. In: parameters. Out: a {@code
 * DeployRequestResult} or {@code ApplyResult}. Threads: as {@code steps.runtime}.
 */
package io.jenkins.plugins.planetscale.steps.deploy;
