package io.jenkins.plugins.planetscale.local;

import io.jenkins.plugins.planetscale.local.schema.LintError;
import io.jenkins.plugins.planetscale.local.schema.SchemaChange;
import io.jenkins.plugins.planetscale.local.schema.Schemas;
import io.jenkins.plugins.planetscale.local.schema.Table;

/** The deploy check: what a deploy request would change in its target as it is now, and what speaks against it. */
final class DeployCheck {
    private DeployCheck() {}

    /** Fills in operations and lint errors, and says which state that leads to. Only under the world's lock. */
    static String run(Deployment deployment) {
        DeployRequest request = deployment.request;
        Schemas wanted = request.source.tables();
        deployment.operations.clear();
        deployment.lintErrors.clear();
        for (SchemaChange change : SchemaChange.between(request.into.tables(), wanted)) {
            deployment.operations.add(new DeployOperation(change, request.database.world.now()));
            Table table = wanted.of(change.keyspace()).tables.get(change.table());
            if (table != null && !table.hasUniqueKey()) {
                deployment.lintErrors.add(LintError.noUniqueKey(change.keyspace(), change.table()));
            }
        }
        deployment.lintErrors.addAll(request.source.explicitLint);
        deployment.lintErrors.addAll(request.explicitLint);
        if (!deployment.lintErrors.isEmpty()) {
            return "error";
        }
        return deployment.operations.isEmpty() ? "no_changes" : "ready";
    }
}
