package io.jenkins.plugins.planetscale.client.model;

/**
 * A region in which a branch runs, or may run; {@code slug} is the name for calls. {@code enabled} says whether new
 * branches can be created there; null where PlanetScale does not say.
 */
public record Region(String id, String slug, String displayName, Boolean enabled) {}
