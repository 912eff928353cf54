package io.jenkins.plugins.planetscale.release;

import io.jenkins.plugins.planetscale.client.model.DeployOperation;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.client.model.OperationSummary;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** One statement of a deploy request and its dangers, as PlanetScale reports them. */
public final class Change implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String keyspace;
    private final String table;
    private final String operation;
    private final String statement;
    private final boolean dropsData;
    private final boolean recentlyUsed;
    private final ArrayList<String> removedForeignKeys;
    private boolean qualified;

    private Change(
            String keyspace,
            String table,
            String operation,
            String statement,
            boolean dropsData,
            boolean recentlyUsed,
            List<String> removedForeignKeys) {
        this.keyspace = keyspace;
        this.table = table;
        this.operation = operation == null ? "" : operation.toUpperCase(Locale.ROOT);
        this.statement = statement == null ? "" : statement;
        this.dropsData = dropsData;
        this.recentlyUsed = recentlyUsed;
        this.removedForeignKeys = new ArrayList<>(removedForeignKeys);
    }

    /**
     * The statements of a deploy request, each once over all shards; from the summaries where single operations are not
     * listed.
     */
    static ArrayList<Change> of(DeployRequest request) {
        ArrayList<Change> changes = request.deployment() == null ? new ArrayList<>() : all(request);
        Map<String, Change> once = new LinkedHashMap<>();
        changes.forEach(change -> once.merge(
                change.keyspace + '.' + change.table + ": " + change.statement.strip(), change, Change::with));
        long keyspaces = once.values().stream().map(Change::keyspace).distinct().count();
        boolean several = keyspaces > 1 || TableNames.severalIn(request);
        once.values().forEach(change -> change.qualified = several && change.keyspace != null);
        return new ArrayList<>(once.values());
    }

    /** The same statement of another shard: what is true of one is true of it. */
    private Change with(Change other) {
        Set<String> foreignKeys = new LinkedHashSet<>(removedForeignKeys);
        foreignKeys.addAll(other.removedForeignKeys);
        return new Change(
                keyspace,
                table,
                operation,
                statement,
                dropsData || other.dropsData,
                recentlyUsed || other.recentlyUsed,
                List.copyOf(foreignKeys));
    }

    private static ArrayList<Change> all(DeployRequest request) {
        ArrayList<Change> changes = new ArrayList<>();
        for (DeployOperation from : request.deployment().deployOperations()) {
            changes.add(new Change(
                    from.keyspaceName(),
                    from.tableName(),
                    from.operationName(),
                    from.ddlStatement(),
                    isOrMayBe(from.canDropData()),
                    isOrMayBe(from.tableRecentlyUsed()),
                    from.removedForeignKeyNames()));
        }
        if (changes.isEmpty()) {
            for (OperationSummary from : request.deployment().deployOperationSummaries()) {
                changes.add(new Change(
                        from.keyspaceName(),
                        from.tableName(),
                        from.operationName(),
                        from.ddlStatement(),
                        isOrMayBe(from.canDropData()),
                        isOrMayBe(from.tableRecentlyUsed()),
                        from.removedForeignKeyNames()));
            }
        }
        return changes;
    }

    /** What PlanetScale does not say may be so: a gate must not take silence for "no" (invariant I10). */
    private static boolean isOrMayBe(Boolean said) {
        return !Boolean.FALSE.equals(said);
    }

    public String keyspace() {
        return keyspace;
    }

    public String table() {
        return table;
    }

    /** The table as people tell it from others: with its keyspace wherever there is more than one. */
    public String name() {
        String plain = table == null ? "?" : table;
        return qualified ? keyspace + "." + plain : plain;
    }

    /** Whether there is more than one keyspace, so that a table's name alone is not enough. */
    boolean isQualified() {
        return qualified;
    }

    /** {@code CREATE}, {@code ALTER}, {@code DROP} … as PlanetScale names it. */
    public String operation() {
        return operation;
    }

    public String statement() {
        return statement;
    }

    public boolean dropsData() {
        return dropsData;
    }

    public boolean recentlyUsed() {
        return recentlyUsed;
    }

    public List<String> removedForeignKeys() {
        return List.copyOf(removedForeignKeys);
    }

    /** Whether both would do the same to the same tables, in whatever order PlanetScale lists them. */
    static boolean same(List<Change> one, List<Change> other) {
        return keys(one).equals(keys(other));
    }

    private static Set<String> keys(List<Change> changes) {
        return changes.stream().map(Change::key).collect(Collectors.toSet());
    }

    private String key() {
        return keyspace + '.' + table + ": " + statement.strip().replaceAll("\\s+", " ");
    }

    @Override
    public String toString() {
        return statement;
    }
}
