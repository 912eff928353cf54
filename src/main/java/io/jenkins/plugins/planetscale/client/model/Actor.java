package io.jenkins.plugins.planetscale.client.model;

/**
 * Who did it: a user or a service token.
 */
public record Actor(String id, String displayName) {
    /** An actor that is gone comes as this; it is nobody [L ghost-actor]. */
    private static final String GHOST = "boo";

    public Actor {
        if (GHOST.equals(id)) {
            id = null;
            displayName = null;
        }
    }

    /** {@code Ainsley Smith (id)}: a display name alone can be anybody's. Null for nobody. */
    public String words() {
        if (id == null || id.isBlank()) {
            return displayName == null || displayName.isBlank() ? null : displayName + " (unknown id)";
        }
        return displayName == null || displayName.isBlank() ? id : displayName + " (" + id + ")";
    }
}
