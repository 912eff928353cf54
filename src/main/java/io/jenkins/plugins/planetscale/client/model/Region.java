package io.jenkins.plugins.planetscale.client.model;

/**
 * Where a branch runs; {@code slug} is the name by which calls take it.
 */
public record Region(String id, String slug, String displayName) {}
