/**
 * Drives operations without holding a thread, and keeps one budget for each token.
 *
 * <p>Entrance: {@link io.jenkins.plugins.planetscale.service.PlanetScaleService}. In: a {@code DrivenOperation} and
 * its access. Out: callbacks: persist, progress, end. Threads: callbacks come on threads called {@code PlanetScale
 * service}, one at a time for each operation; they must not block for long.
 */
package io.jenkins.plugins.planetscale.service;
