package io.jenkins.plugins.planetscale.release.state;

import io.jenkins.plugins.planetscale.client.model.Deployment;
import io.jenkins.plugins.planetscale.client.model.OperationSummary;
import io.jenkins.plugins.planetscale.client.model.ShardOperation;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** How far one statement is on its table, over all shards or on one of them. */
public final class CopyProgress implements Serializable {
    private static final long serialVersionUID = 1L;

    /** A century. */
    private static final long LONGEST_ETA = 100L * 365 * 24 * 3600;

    private final String keyspace;
    private final String name;
    private final String state;
    private final int percent;
    private final long etaSeconds;
    private final boolean throttled;
    private final String error;
    private final ArrayList<CopyProgress> shards = new ArrayList<>();

    private CopyProgress(
            String keyspace, String name, String state, Double percent, Double eta, boolean throttled, String error) {
        this.keyspace = keyspace;
        this.name = name;
        this.state = state;
        this.percent = percent == null ? -1 : (int) Math.max(0, Math.min(100, Math.floor(percent)));
        this.etaSeconds = eta == null || eta < 0 ? -1 : Math.round(eta);
        this.throttled = throttled;
        this.error = error == null || error.isBlank() ? null : error;
    }

    /** By statement: from the summaries over all shards where there are some, else from the single operations. */
    public static ArrayList<CopyProgress> of(Deployment deployment) {
        ArrayList<CopyProgress> all = new ArrayList<>();
        for (OperationSummary from : deployment.deployOperationSummaries()) {
            CopyProgress one = new CopyProgress(
                    from.keyspaceName(),
                    from.tableName(),
                    from.state(),
                    from.progressPercentage(),
                    from.etaSeconds(),
                    false,
                    from.deployErrors());
            if (from.operations().size() > 1) {
                from.operations().forEach(shard -> one.shards.add(of(from, shard)));
            }
            all.add(one);
        }
        if (all.isEmpty()) {
            for (StatementRows from : StatementRows.of(deployment)) {
                all.add(new CopyProgress(
                        from.first().keyspaceName(),
                        from.first().tableName(),
                        from.state(),
                        from.percent(),
                        from.etaSeconds(),
                        from.throttled(),
                        from.error()));
            }
        }
        return all;
    }

    private Object readResolve() {
        CopyProgress whole = new CopyProgress(
                keyspace,
                name,
                state,
                percent < 0 ? null : (double) percent,
                etaSeconds < 0 || etaSeconds > LONGEST_ETA ? null : (double) etaSeconds,
                throttled,
                ReadBack.text(error));
        whole.shards.addAll(ReadBack.list(shards, CopyProgress.class));
        return whole;
    }

    private static CopyProgress of(OperationSummary table, ShardOperation shard) {
        return new CopyProgress(
                table.keyspaceName(),
                shard.shard(),
                shard.state(),
                shard.progressPercentage(),
                shard.etaSeconds(),
                false,
                null);
    }

    public String keyspace() {
        return keyspace;
    }

    /** The table, or the shard's key range. */
    public String name() {
        return name;
    }

    /** As PlanetScale calls it; may be null. */
    public String state() {
        return state;
    }

    /** From 0 to 100, rounded down; -1 for unknown. */
    public int percent() {
        return percent;
    }

    /** -1 for unknown. */
    public long etaSeconds() {
        return etaSeconds;
    }

    /** Whether PlanetScale slows the copy down to spare the database. */
    public boolean throttled() {
        return throttled;
    }

    /** What went wrong, in PlanetScale's words; null for nothing. */
    public String error() {
        return error;
    }

    /** The single shards; empty where there is only one. */
    public List<CopyProgress> shards() {
        return List.copyOf(shards);
    }
}
