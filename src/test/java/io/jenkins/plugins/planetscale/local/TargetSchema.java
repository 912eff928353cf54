package io.jenkins.plugins.planetscale.local;

import java.util.List;
import java.util.Map;

/** What a deployment does to its target branch, and how it takes that back. Only under the world's lock. */
final class TargetSchema {
    private final DeployRequest request;
    private Schemas former;
    private boolean applied;

    TargetSchema(DeployRequest request) {
        this.request = request;
    }

    boolean applied() {
        return applied;
    }

    /** The target as it was before the cutover; as it is, when there was none. */
    Schemas base() {
        return former == null ? request.into.tables() : former;
    }

    /** Runs the statements on the target, all at once. */
    void apply(List<DeployOperation> operations) {
        former = request.into.tables().copy();
        Schemas changed = former.copy();
        operations.forEach(
                operation -> changed.of(operation.change.keyspace()).apply(operation.change.statement()));
        request.into.replaceTables(changed);
        applied = true;
        request.effects.add("schema-applied");
    }

    /** Gives the changed tables their former schema; tables of others stay as they are. */
    void restore(List<DeployOperation> operations) {
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
