package io.jenkins.plugins.planetscale.local.schema;

import io.jenkins.plugins.planetscale.local.DeployOperation;
import io.jenkins.plugins.planetscale.local.DeployRequest;
import java.util.List;
import java.util.Map;

/** What a deployment does to its target branch, and how it takes that back. Only under the world's lock. */
public final class TargetSchema {
    private final DeployRequest request;
    private Schemas former;
    private boolean applied;

    public TargetSchema(DeployRequest request) {
        this.request = request;
    }

    public boolean applied() {
        return applied;
    }

    /** The target as it was before the cutover; as it is, when there was none. */
    public Schemas base() {
        return former == null ? request.into.tables() : former;
    }

    /** Runs the statements on the target, all at once. */
    public void apply(List<DeployOperation> operations) {
        former = request.into.tables().copy();
        Schemas changed = former.copy();
        operations.forEach(operation -> changed.of(operation.change.keyspace()).apply(operation.change.statement()));
        request.into.replaceTables(changed);
        applied = true;
        request.effects.add("schema-applied");
    }

    /** Gives the changed tables their former schema; tables of others stay as they are. */
    public void restore(List<DeployOperation> operations) {
        Schemas restored = request.into.tables().copy();
        for (DeployOperation operation : operations) {
            String table = operation.change.table();
            Table before = former.of(operation.change.keyspace()).tables.get(table);
            Map<String, Table> tables = restored.of(operation.change.keyspace()).tables;
            tables.remove(table);
            if (before != null) {
                tables.put(table, before);
            }
        }
        request.into.replaceTables(restored);
        applied = false;
        request.effects.add("schema-reverted");
    }
}
