package io.jenkins.plugins.planetscale.client;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * By which ids PlanetScale calls a service token where it says who did something: the token's own id, as service tokens
 * are actors with id, display name and avatar in the API's documents [D token-actor], and whatever it named in an answer to a call
 * that made something, which is proof. Thread-safe; one for each token.
 */
public final class OwnActor {
    private static final int MOST = 100;

    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    /** An answer to a call of this token that made something says so. */
    void learn(String id) {
        if (id != null && !id.isBlank() && seen.size() < MOST) {
            seen.add(id);
        }
    }

    /** Whether this actor is the token for certain. */
    boolean is(String id, ServiceToken token) {
        return id != null && (seen.contains(id) || token != null && id.equals(token.id()));
    }
}
