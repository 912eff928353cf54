/**
 * Deterministic simulation: builds, people, PlanetScale, the network, kills and clocks in one thread and one queue, all
 * decided by a seed; what comes of it is judged from the server's own history. {@code docs/reliability.md} says more.
 */
package io.jenkins.plugins.planetscale.simulation;
