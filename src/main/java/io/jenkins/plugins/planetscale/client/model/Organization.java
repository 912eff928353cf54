package io.jenkins.plugins.planetscale.client.model;

/**
 * An organization that the token can see.
 */
public record Organization(String id, String name) {
    public Organization {
        Required.present(name, "name");
    }
}
