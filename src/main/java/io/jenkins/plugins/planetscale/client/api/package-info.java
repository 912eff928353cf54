/**
 * The calls that the plugin makes, and the events that it receives; each with the access that it needs.
 *
 * <p>Entrance: {@code DeployRequestCalls} and its neighbours. In: names, numbers and what to write. Out: an {@code
 * ApiCall}, which sends nothing by itself. Threads: immutable, for any thread.
 */
package io.jenkins.plugins.planetscale.client.api;
