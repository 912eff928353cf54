/**
 * How a call fails.
 *
 * <p>Entrance: {@link io.jenkins.plugins.planetscale.client.error.PlanetScaleException}. In: what {@code
 * ResponseClassifier} reads in an answer, or a connection that broke. Out: which of the eight ends it is; each
 * message names the object and what to do. Threads: immutable.
 */
package io.jenkins.plugins.planetscale.client.error;
