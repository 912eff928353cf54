/**
 * What all steps share: parameters, their refusal, the build around them, failures, permissions. Imports no
 * sub-package.
 *
 * <p>Entrance: {@link io.jenkins.plugins.planetscale.steps.PlanetScaleStep}. In: what a Jenkinsfile or a form gives.
 * Out: a validated step and its {@code StepBuildContext}. Threads: parameters are read on the thread of the
 * Pipeline; all else in the background.
 */
package io.jenkins.plugins.planetscale.steps;
