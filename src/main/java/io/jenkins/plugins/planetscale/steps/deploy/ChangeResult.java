package io.jenkins.plugins.planetscale.steps.deploy;

import io.jenkins.plugins.planetscale.client.json.VisibleText;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** One statement of a deploy request, for scripts. */
public final class ChangeResult implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Of a statement, in characters: far more than DDL that somebody wrote; it is kept with the build. */
    private static final int LONGEST = 65_536;

    private final String keyspace;
    private final String table;
    private final String operation;
    private final String statement;
    private final boolean dropsData;
    private final boolean recentlyUsed;
    private final ArrayList<String> removedForeignKeys;

    ChangeResult(
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
        String line = VisibleText.onOneLine(statement);
        this.statement = line == null || line.length() <= LONGEST ? line : line.substring(0, LONGEST) + " … (cut)";
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

    /** The DDL, on one line; cut where it has more than 65,536 characters. */
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
