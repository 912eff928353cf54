package io.jenkins.plugins.planetscale.steps;

import io.jenkins.plugins.planetscale.client.VisibleText;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** One statement of a deploy request. */
public final class ChangeValue implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String keyspace;
    private final String table;
    private final String operation;
    private final String statement;
    private final boolean dropsData;
    private final boolean recentlyUsed;
    private final ArrayList<String> removedForeignKeys;

    ChangeValue(
            String keyspace,
            String table,
            String operation,
            String statement,
            boolean dropsData,
            boolean recentlyUsed,
            List<String> removedForeignKeys) {
        this.keyspace = keyspace;
        this.table = table;
        this.operation = operation;
        this.statement = VisibleText.onOneLine(statement);
        this.dropsData = dropsData;
        this.recentlyUsed = recentlyUsed;
        this.removedForeignKeys = new ArrayList<>(removedForeignKeys);
    }

    /** The keyspace of the table; null where PlanetScale does not say. */
    @Whitelisted
    public String getKeyspace() {
        return keyspace;
    }

    /** The table; {@code keyspace.table} where the target has more than one keyspace. */
    @Whitelisted
    public String getTable() {
        return table;
    }

    /** {@code CREATE}, {@code ALTER}, {@code DROP} … */
    @Whitelisted
    public String getOperation() {
        return operation;
    }

    /** The DDL, on one line. */
    @Whitelisted
    public String getStatement() {
        return statement;
    }

    /** Whether data can be lost. */
    @Whitelisted
    public boolean isDropsData() {
        return dropsData;
    }

    /** Whether the table was used a short time ago. */
    @Whitelisted
    public boolean isRecentlyUsed() {
        return recentlyUsed;
    }

    /** The foreign keys that it removes. */
    @Whitelisted
    public List<String> getRemovedForeignKeys() {
        return removedForeignKeys;
    }
}
