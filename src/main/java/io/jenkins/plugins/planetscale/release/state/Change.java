package io.jenkins.plugins.planetscale.release.state;

import io.jenkins.plugins.planetscale.client.json.VisibleText;
import io.jenkins.plugins.planetscale.client.model.DeployOperation;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.client.model.OperationSummary;
import io.jenkins.plugins.planetscale.client.model.TableStatement;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
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
    private boolean uncounted;

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
     * The statements of a deploy request, each once over all shards: those of its single operations, and those of tables
     * that only its summaries have, as a list that lacks one must not hide it (invariant I10).
     */
    public static ArrayList<Change> of(DeployRequest request) {
        ArrayList<Change> changes = request.deployment() == null ? new ArrayList<>() : all(request);
        Map<String, Change> once = new LinkedHashMap<>();
        changes.forEach(change -> once.merge(
                change.keyspace + '.' + change.table + ": " + change.statement.strip(), change, Change::with));
        long keyspaces = once.values().stream().map(Change::keyspace).distinct().count();
        boolean several = keyspaces > 1 || TableNames.hasSeveralKeyspaces(request);
        once.values().forEach(change -> {
            change.qualified = several && change.keyspace != null;
            change.uncounted = request.intoBranchKeyspaceCount() == null && change.keyspace != null;
        });
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

    private static Change of(TableStatement from, boolean dropsData, boolean recentlyUsed) {
        return new Change(
                from.keyspaceName(),
                from.tableName(),
                from.operationName(),
                from.ddlStatement(),
                dropsData,
                recentlyUsed,
                from.removedForeignKeyNames());
    }

    private static ArrayList<Change> all(DeployRequest request) {
        ArrayList<Change> changes = new ArrayList<>();
        for (DeployOperation from : request.deployment().deployOperations()) {
            changes.add(of(from, isOrMayBe(from.canDropData()), isOrMayBe(from.tableRecentlyUsed())));
        }
        for (OperationSummary from : request.deployment().deployOperationSummaries()) {
            int listed = lastOf(changes, from.keyspaceName(), from.tableName());
            Change summary = of(
                    from,
                    listed < 0 ? isOrMayBe(from.canDropData()) : Boolean.TRUE.equals(from.canDropData()),
                    listed < 0 ? isOrMayBe(from.tableRecentlyUsed()) : Boolean.TRUE.equals(from.tableRecentlyUsed()));
            if (listed < 0) {
                changes.add(summary);
            } else if (changes.stream().noneMatch(change -> change.isTable(summary) && change.claims(summary))) {
                changes.set(listed, changes.get(listed).with(summary));
            }
        }
        for (Map<String, Object> from : request.deployment().lookupVindexOperations()) {
            // no DDL, and not documented further: as it cannot be read, the gate for that tells of it
            changes.add(new Change(
                    VisibleText.line(text(from.get("keyspace_name"))),
                    VisibleText.line(text(from.get("table_name"))),
                    "LOOKUP VINDEX",
                    "LOOKUP VINDEX " + VisibleText.line(lasting(from).toString()),
                    false,
                    false,
                    List.of()));
        }
        return changes;
    }

    private static int lastOf(List<Change> changes, String keyspace, String table) {
        for (int i = changes.size() - 1; i >= 0; i--) {
            if (Objects.equals(changes.get(i).keyspace, keyspace) && Objects.equals(changes.get(i).table, table)) {
                return i;
            }
        }
        return -1;
    }

    private boolean isTable(Change other) {
        return Objects.equals(keyspace, other.keyspace) && Objects.equals(table, other.table);
    }

    /** Whether it is as dangerous by what PlanetScale says. */
    private boolean claims(Change other) {
        return (dropsData || !other.dropsData)
                && (recentlyUsed || !other.recentlyUsed)
                && removedForeignKeys.containsAll(other.removedForeignKeys);
    }

    private static String text(Object value) {
        return value == null ? null : Shown.cut(value.toString(), Shown.NAME);
    }

    /** Without what changes while it runs, so that it can be compared. */
    private static Map<String, Object> lasting(Map<String, Object> operation) {
        Map<String, Object> lasting = new TreeMap<>(operation);
        lasting.keySet()
                .removeIf(key -> key.endsWith("_at")
                        || key.endsWith("state")
                        || key.endsWith("status")
                        || key.contains("progress")
                        || key.contains("eta_")
                        || key.contains("error"));
        return lasting;
    }

    /** What PlanetScale does not say may be so: a gate must not take silence for "no" (invariant I10). */
    private static boolean isOrMayBe(Boolean said) {
        return !Boolean.FALSE.equals(said);
    }

    private Object readResolve() {
        Change whole = new Change(
                keyspace,
                table,
                operation,
                statement,
                dropsData,
                recentlyUsed,
                ReadBack.list(removedForeignKeys, String.class));
        whole.qualified = qualified && keyspace != null;
        return whole;
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

    /** The table as a limit has to name it: a number of keyspaces that is not sent may be any (invariant I10). */
    public String sureName() {
        return uncounted ? keyspace + "." + table : name();
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
    public static boolean same(List<Change> one, List<Change> other) {
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
