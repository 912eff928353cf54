package io.jenkins.plugins.planetscale.client.model;

/**
 * Who did it: a user or a service token.
 */
public record Actor(String id, String displayName) {}
