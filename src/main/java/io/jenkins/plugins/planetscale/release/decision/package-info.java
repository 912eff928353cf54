/**
 * What a person decided about a deploy request that no step holds, as an operation.
 *
 * <p>Entrance: {@link io.jenkins.plugins.planetscale.release.decision.ExecuteDecision}. In: the decision and what
 * the person saw. Out: a sentence that says what was done. Threads: as {@code release.Operation}.
 */
package io.jenkins.plugins.planetscale.release.decision;
