/**
 * What PlanetScale answers, as records. The fields are those of the API document; absent ones are null.
 *
 * <p>Entrance: {@link io.jenkins.plugins.planetscale.client.model.DeployRequest}. In: JSON. Out: immutable records.
 * Threads: for any thread.
 */
package io.jenkins.plugins.planetscale.client.model;
