/**
 * Manage Jenkins > PlanetScale.
 *
 * <p>Entrance: {@link io.jenkins.plugins.planetscale.view.admin.StatusPage}. In: the state of the service, of the
 * connections and of the clean-up. Out: a page, and its three actions. Threads: request threads.
 */
package io.jenkins.plugins.planetscale.view.admin;
