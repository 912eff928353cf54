package io.jenkins.plugins.planetscale.connection;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.ExtensionList;
import hudson.ExtensionPoint;
import io.jenkins.plugins.planetscale.client.RateBudget;
import io.jenkins.plugins.planetscale.client.TokenProof;
import java.util.Objects;

/**
 * Lends the forms the request budget of a token that builds use too, so that all requests of the token count together
 * (invariant I7). Implemented by whoever keeps the budgets; without any, the forms count for themselves. Thread-safe.
 */
public interface BudgetSource extends ExtensionPoint {
    /**
     * The budget of the token.
     *
     * @param connection the name of a connection, or the empty string while a token is tried that none uses yet
     * @return null when this one keeps none
     */
    @CheckForNull
    RateBudget budget(String baseUrl, TokenProof token, String connection, int requestsPerMinute);

    /** The shared budget, or one of its own. */
    static RateBudget find(String baseUrl, TokenProof token, String connection, int requestsPerMinute) {
        return ExtensionList.lookup(BudgetSource.class).stream()
                .map(source -> source.budget(baseUrl, token, connection, requestsPerMinute))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> new RateBudget(requestsPerMinute));
    }
}
