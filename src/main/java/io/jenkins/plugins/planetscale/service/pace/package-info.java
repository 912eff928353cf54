/**
 * Schedules the polls of all operations that wait with a token: the idle part of its budget, shared by urgency.
 *
 * <p>Entrance: {@link io.jenkins.plugins.planetscale.service.pace.LookScheduler}, one for each token. In: a
 * poller, the collection it polls, and how urgently. Out: calls of the pollers that are due. Threads: thread-safe; one
 * timer entry for all; pollers are called on a background thread and return at once.
 */
package io.jenkins.plugins.planetscale.service.pace;
