/**
 * When those who wait look again: the idle part of a token's budget, shared out by urgency.
 *
 * <p>Entrance: {@link io.jenkins.plugins.planetscale.service.pace.LookScheduler}, one for each token. In: who sleeps,
 * where, and how urgently. Out: who looks now. Threads: thread-safe; one timer entry for all who sleep, which only hands
 * over; those who are to look are told on a background thread and return at once.
 */
package io.jenkins.plugins.planetscale.service.pace;
