package io.jenkins.plugins.planetscale.client;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The ids by which PlanetScale names a service token as an actor (who created, approved or deployed something): the
 * token's own id [D token-actor], and each actor id in an answer to a call by which the token created something, which
 * proves it. Thread-safe; one for each token.
 */
public final class OwnActor {
    private static final int MOST = 100;

    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    /** An answer to a call of this token that made something says so. */
    void add(String id) {
        if (id != null && !id.isBlank() && seen.size() < MOST) {
            seen.add(id);
        }
    }

    /** Whether this actor is the token for certain. */
    boolean is(String id, ServiceToken token) {
        return id != null && (seen.contains(id) || token != null && id.equals(token.id()));
    }
}
