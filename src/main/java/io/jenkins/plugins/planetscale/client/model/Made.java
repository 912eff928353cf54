package io.jenkins.plugins.planetscale.client.model;

/** An object for which PlanetScale says who created it. */
public interface Made {
    /** Who made it; null where PlanetScale does not say. */
    Actor actor();
}
