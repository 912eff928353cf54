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
        Long queryCount,
        Long errorCount,
        List<String> tables,
        Double p50Latency,
        Double p99Latency,
        Double timePerQuery,
        Instant lastRunAt) {
    public QueryStatistic {
        Required.present(queryCount, "query_count");
        Required.present(errorCount, "error_count");
        tables = tables == null ? List.of() : tables;
    }
}
