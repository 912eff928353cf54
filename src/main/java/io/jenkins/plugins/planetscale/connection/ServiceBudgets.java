package io.jenkins.plugins.planetscale.connection;

import hudson.Extension;
import io.jenkins.plugins.planetscale.client.RateBudget;
import io.jenkins.plugins.planetscale.client.TokenProof;
import io.jenkins.plugins.planetscale.service.PlanetScaleService;

/** Lets the forms spend the budget from which the builds live, so that a token never exceeds it (invariant I7). */
@Extension
public final class ServiceBudgets implements BudgetSource {
    @Override
    public RateBudget budget(String baseUrl, TokenProof token, String connection, int requestsPerMinute) {
        return PlanetScaleService.get().budget(baseUrl, token, connection, requestsPerMinute);
    }
}
