package io.jenkins.plugins.planetscale.client.model;

import java.time.Instant;
import java.util.List;

/**
 * What Insights recorded of one query pattern; times in milliseconds.
 */
public record QueryStatistic(
        String id,
        String fingerprint,
        String statementType,
        String keyspace,
        String normalizedSql,
        long queryCount,
        long errorCount,
        List<String> tables,
        Double p50Latency,
        Double p99Latency,
        Double timePerQuery,
        Instant lastRunAt) {
    public QueryStatistic {
        tables = tables == null ? List.of() : tables;
    }
}
