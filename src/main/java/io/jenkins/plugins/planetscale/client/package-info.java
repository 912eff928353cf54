/**
 * The PlanetScale HTTP API: one call, its budget, its answer.
 *
 * <p>Entrance: {@link io.jenkins.plugins.planetscale.client.PlanetScaleClient}. In: an {@code ApiCall} of {@code
 * client.api}. Out: an object of {@code client.model}, or an exception of {@code client.error}. Threads:
 * thread-safe. {@code execute} blocks its caller; {@code enqueue} answers on a thread of the transport.
 */
package io.jenkins.plugins.planetscale.client;
