/**
 * How the execution of any step runs, survives a restart and is stopped.
 *
 * <p>Entrance: {@link io.jenkins.plugins.planetscale.steps.runtime.OperationExecution}. In: an operation of {@code
 * release}. Out: the value of the step, or its failure. Threads: {@code start} and {@code onResume} on the thread of
 * the Pipeline, all else on background threads.
 */
package io.jenkins.plugins.planetscale.steps.runtime;
