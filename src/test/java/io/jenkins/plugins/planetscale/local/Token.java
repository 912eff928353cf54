package io.jenkins.plugins.planetscale.local;

import java.util.Set;

/** A service token of one organization; {@code actor} is as whom it acts. */
public record Token(String id, String secret, String organization, Set<String> accesses, String actor) {
    public boolean hasAny(String... wanted) {
        for (String access : wanted) {
            if (access.equals(Accesses.ANY[0]) ? !accesses.isEmpty() : accesses.contains(access)) {
                return true;
            }
        }
        return wanted.length == 0;
    }
}
