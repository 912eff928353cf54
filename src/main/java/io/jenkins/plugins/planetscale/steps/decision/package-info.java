/**
 * Decisions of people about deploy requests that no step holds.
 *
 * <p>Entrance: {@link io.jenkins.plugins.planetscale.steps.decision.DecisionService}. In: a person, a deploy
 * request, a {@code DecisionKind}. Out: a {@code PendingDecision} in a file in {@code JENKINS_HOME}, carried out
 * also after a restart. Threads: request threads; it blocks on the disk. Carrying out runs in the background.
 */
package io.jenkins.plugins.planetscale.steps.decision;
