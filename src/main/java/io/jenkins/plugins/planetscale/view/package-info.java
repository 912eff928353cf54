/**
 * The page of a build, and the decisions that are made on it.
 *
 * <p>Entrance: {@link io.jenkins.plugins.planetscale.view.ReleaseAction}. In: what the build recorded. Out: what
 * Jelly draws, and JSON for its script. Threads: request threads; asks PlanetScale nothing.
 */
package io.jenkins.plugins.planetscale.view;
