package io.jenkins.plugins.planetscale.local;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What query insights know of a branch. Only under the world's lock. */
public final class Insights {
    public record Query(String id, Instant lastRun, String sql, int count, int errors, double p99Millis) {}

    public record QueryError(String id, Instant startedAt, String message, int count) {}

    /** @param end null while it is active */
    public record Anomaly(String id, Instant start, Instant end, String sql) {}

    public final List<Query> queries = new ArrayList<>();
    public final List<QueryError> errors = new ArrayList<>();
    public final List<Anomaly> anomalies = new ArrayList<>();

    void query(Instant at, String sql, int count, int errorCount, double p99Millis) {
        queries.removeIf(query -> query.sql().equals(sql));
        queries.add(new Query(Ids.id(), at, sql, count, errorCount, p99Millis));
    }

    void error(Instant at, String message, int count) {
        errors.add(new QueryError(Ids.id(), at, message, count));
    }

    void anomaly(Instant at, String sql) {
        anomalies.add(new Anomaly(Ids.id(), at, null, sql));
    }

    void endAnomalies(Instant at) {
        anomalies.replaceAll(one -> one.end() == null ? new Anomaly(one.id(), one.start(), at, one.sql()) : one);
    }
}
