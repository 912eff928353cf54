package io.jenkins.plugins.planetscale.client.model;

/**
 * A user or service token that did something.
 *
 * @param self whether it is known to be the token by which this was read; false where that cannot be told
 */
public record Actor(String id, String displayName, boolean self) {
    /** An actor that is gone comes as this; it is nobody [L ghost-actor]. */
    private static final String GHOST = "boo";

    public Actor {
        if (GHOST.equals(id)) {
            id = null;
            displayName = null;
        }
        self = self && id != null && !id.isBlank();
    }

    /** {@code Ainsley Smith (id)}: a display name alone can be anybody's. Null for nobody. */
    public String describe() {
        if (id == null || id.isBlank()) {
            return displayName == null || displayName.isBlank() ? null : displayName + " (unknown id)";
        }
        return displayName == null || displayName.isBlank() ? id : displayName + " (" + id + ")";
    }
}
