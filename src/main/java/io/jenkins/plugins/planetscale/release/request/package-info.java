/**
 * What all operations on one deploy request share: stale reads, poll intervals, the queue, how it failed.
 *
 * <p>Entrance: {@link io.jenkins.plugins.planetscale.release.request.DeployRequestOperation}. In: answers about the
 * deploy request. Out: which look is believed, and what to do next. Threads: as {@code release.Operation}.
 */
package io.jenkins.plugins.planetscale.release.request;
