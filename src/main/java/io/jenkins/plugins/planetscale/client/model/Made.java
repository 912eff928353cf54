package io.jenkins.plugins.planetscale.client.model;

/** Something of which PlanetScale says who made it. */
public interface Made {
    /** Who made it; null where PlanetScale does not say. */
    Actor actor();
}
