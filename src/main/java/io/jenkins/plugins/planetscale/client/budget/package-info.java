/**
 * How many requests a token may send in a minute.
 *
 * <p>Entrance: {@link io.jenkins.plugins.planetscale.client.budget.RateBudget}. In: who wants to send, and how
 * urgently. Out: a permit, now or later. Threads: thread-safe; calls back on a thread of whoever frees the permit.
 */
package io.jenkins.plugins.planetscale.client.budget;
