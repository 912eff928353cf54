package io.jenkins.plugins.planetscale.simulation;

/**
 * What a connection works with.
 *
 * @param webhookSecret null for a connection that hears no events
 */
record Token(String id, String secret, String webhookSecret) {}
