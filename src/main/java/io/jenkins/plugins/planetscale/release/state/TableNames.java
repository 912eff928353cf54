package io.jenkins.plugins.planetscale.release.state;

import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.client.model.Deployment;
import java.util.Collection;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/** The display names of tables: with their keyspace when there are several keyspaces. Immutable. */
public final class TableNames {
    private final boolean qualified;

    private TableNames(boolean several, Set<String> keyspaces) {
        qualified = several || keyspaces.size() > 1;
    }

    /** Of all that a deploy request says about tables. */
    public static TableNames of(DeployRequest request) {
        Set<String> keyspaces = new HashSet<>();
        Deployment deployment = request.deployment();
        if (deployment != null) {
            deployment.deployOperations().forEach(one -> keyspaces.add(known(one.keyspaceName())));
            deployment.deployOperationSummaries().forEach(one -> keyspaces.add(known(one.keyspaceName())));
            deployment.lintErrors().forEach(one -> keyspaces.add(known(one.keyspaceName())));
        }
        keyspaces.remove("");
        return new TableNames(hasSeveralKeyspaces(request), keyspaces);
    }

    /** Whether the target has more than one keyspace, whatever is changed there. */
    static boolean hasSeveralKeyspaces(DeployRequest request) {
        return request.intoBranchKeyspaceCount() != null && request.intoBranchKeyspaceCount() > 1;
    }

    /** Of the statements of a deploy request. */
    public static TableNames of(Collection<Change> changes) {
        return of(changes, Set.of());
    }

    /** Of the statements of a deploy request, and of the tables whose rows are copied for it. */
    public static TableNames of(Collection<Change> changes, Collection<CopyProgress> copies) {
        Set<String> keyspaces = new HashSet<>();
        changes.forEach(change -> keyspaces.add(known(change.keyspace())));
        copies.forEach(copy -> keyspaces.add(known(copy.keyspace())));
        keyspaces.remove("");
        return new TableNames(changes.stream().anyMatch(Change::isQualified), keyspaces);
    }

    /** {@code orders}, or {@code eu.orders}; both may be null. */
    public String of(String keyspace, String table) {
        return qualified && !known(keyspace).isEmpty() ? keyspace + '.' + known(table) : known(table);
    }

    /** The table that PlanetScale names without its keyspace; null for none. */
    String locked(Deployment deployment) {
        String table = deployment.tableLocked() ? deployment.lockedTableName() : null;
        if (table == null) {
            return null;
        }
        Set<String> names = new HashSet<>();
        deployment.deployOperations().stream()
                .filter(one -> table.equals(one.tableName()))
                .forEach(one -> names.add(of(one.keyspaceName(), table)));
        return names.size() == 1 ? names.iterator().next() : table;
    }

    private static String known(String name) {
        return Objects.toString(name, "");
    }
}
