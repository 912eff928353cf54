package io.jenkins.plugins.planetscale.client.model;

/**
 * Something known by id and name only.
 */
public record Named(String id, String name) {}
