/**
 * Receives webhooks of PlanetScale. An event only wakes who waits.
 *
 * <p>Entrance: {@link io.jenkins.plugins.planetscale.webhook.WebhookReceiver}. In: a signed POST. Out: a wake-up for
 * the operations of a database. Threads: request threads.
 */
package io.jenkins.plugins.planetscale.webhook;
