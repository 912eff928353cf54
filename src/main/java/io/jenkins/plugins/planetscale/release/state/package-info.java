/**
 * What is known of a deploy request, as data, and words for people.
 *
 * <p>Entrance: {@link io.jenkins.plugins.planetscale.release.state.DeploymentState}. In: records of {@code
 * client.model}. Out: immutable values that are written to builds and shown on pages. Threads: for any thread.
 */
package io.jenkins.plugins.planetscale.release.state;
