/**
 * The protocol of operations at PlanetScale: an operation returns its next command and is passed the outcome.
 *
 * <p>Entrance: {@link io.jenkins.plugins.planetscale.release.Operation}. In: the time, and answers of calls. Out: a
 * {@code Command}: a request, a wait, or the end. Threads: one thread at a time, as the host decides; no operation
 * blocks, sleeps or does I/O.
 */
package io.jenkins.plugins.planetscale.release;
