/**
 * The approval that a planetscaleApply waits for.
 *
 * <p>Entrance: {@link io.jenkins.plugins.planetscale.steps.approval.ApprovalGate}. In: a staged change. Out: an
 * {@code ApprovalRequest} in the build, and its answer, on disk before it counts. Threads: answers come on request
 * threads; what follows runs in the background.
 */
package io.jenkins.plugins.planetscale.steps.approval;
