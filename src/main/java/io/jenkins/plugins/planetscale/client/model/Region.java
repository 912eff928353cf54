package io.jenkins.plugins.planetscale.client.model;

/**
 * Where a branch runs, or may run; {@code slug} is the name by which calls take it. {@code enabled} says whether something
 * new can be made there; null where PlanetScale does not say.
 */
public record Region(String id, String slug, String displayName, Boolean enabled) {}
