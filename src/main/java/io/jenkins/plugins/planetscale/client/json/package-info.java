/**
 * Reads JSON of a limited size, and makes texts of others visible.
 *
 * <p>Entrance: {@link io.jenkins.plugins.planetscale.client.json.Json}. In: a body, at most 8 MiB. Out: records of
 * {@code client.model}, or an exception that says what is missing. Threads: thread-safe; reads on the thread of its
 * caller.
 */
package io.jenkins.plugins.planetscale.client.json;
