package io.jenkins.plugins.planetscale.release.window;

import io.jenkins.plugins.planetscale.client.model.QueryError;
import io.jenkins.plugins.planetscale.client.model.QueryStatistic;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.BiFunction;

/** The query insights of a period, by query and by error, and how one period compares with an earlier one. */
final class InsightSample implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Fewer runs of a query tell nothing of its latency or its rate of errors. */
    static final long MIN_RUNS = 50;

    /** Fewer errors can be anything. */
    static final long MIN_ERRORS = 10;

    private static final double MIN_ERROR_RATE = 0.05;
    private static final double ERROR_FACTOR = 3;
    private static final double LATENCY_FACTOR = 2;
    private static final double MIN_LATENCY_MILLIS = 50;
    private static final int LONGEST_SQL = 100;

    private static final class Query implements Serializable {
        private static final long serialVersionUID = 1L;

        private final String sql;
        private final long runs;
        private final long errors;
        private final Double p99;

        private Query(QueryStatistic from) {
            String text = from.normalizedSql() == null ? String.valueOf(from.fingerprint()) : from.normalizedSql();
            sql = text.length() > LONGEST_SQL ? text.substring(0, LONGEST_SQL) + "…" : text;
            runs = from.queryCount();
            errors = from.errorCount();
            p99 = from.p99Latency();
        }

        private double errorRate() {
            return runs == 0 ? 0 : (double) errors / runs;
        }
    }

    private final LinkedHashMap<String, Query> queries = new LinkedHashMap<>();
    private final LinkedHashMap<String, Long> errorCounts = new LinkedHashMap<>();
    private final LinkedHashMap<String, String> errorTexts = new LinkedHashMap<>();

    void add(QueryStatistic query) {
        if (query.fingerprint() != null) {
            queries.put(query.keyspace() + '/' + query.fingerprint(), new Query(query));
        }
    }

    void add(QueryError error) {
        if (error.errorFingerprint() != null) {
            errorCounts.merge(error.errorFingerprint(), error.errorCount(), Long::sum);
            errorTexts.put(error.errorFingerprint(), String.valueOf(error.errorMessage()));
        }
    }

    /** Queries that fail more often than before; those that did not run enough before are not judged. */
    List<String> moreErrorsThan(InsightSample before) {
        List<String> found = compare(
                before,
                (now, then) -> now.errors >= MIN_ERRORS
                                && now.errorRate() >= MIN_ERROR_RATE
                                && now.errorRate() >= ERROR_FACTOR * then.errorRate()
                        ? "errors: " + percent(now) + " of the runs of a query fail, before " + percent(then) + ": "
                                + now.sql
                        : null);
        errorCounts.forEach((key, count) -> {
            // nothing can be called new where there was no traffic to compare with
            if (count >= MIN_ERRORS && !before.errorCounts.containsKey(key) && before.runs() >= MIN_RUNS) {
                found.add("errors: new since the change, " + count + " times: " + errorTexts.get(key));
            }
        });
        return found;
    }

    /** Queries whose 99th percentile is twice what it was, and by more than one notices. */
    List<String> slowerThan(InsightSample before) {
        return compare(
                before,
                (now, then) -> then.p99 != null
                                && now.p99 != null
                                && now.p99 >= LATENCY_FACTOR * then.p99
                                && now.p99 - then.p99 >= MIN_LATENCY_MILLIS
                        ? "latency: p99 of a query is " + Math.round(now.p99) + " ms, before " + Math.round(then.p99)
                                + " ms: " + now.sql
                        : null);
    }

    /** @param finding of a query now and before, which ran enough in both periods; null for none */
    private List<String> compare(InsightSample before, BiFunction<Query, Query, String> finding) {
        List<String> found = new ArrayList<>();
        queries.forEach((key, now) -> {
            Query then = before.queries.get(key);
            String text = then == null || then.runs < MIN_RUNS || now.runs < MIN_RUNS ? null : finding.apply(now, then);
            if (text != null) {
                found.add(text);
            }
        });
        return found;
    }

    private long runs() {
        return queries.values().stream().mapToLong(query -> query.runs).sum();
    }

    private static String percent(Query query) {
        return Math.round(query.errorRate() * 100) + " %";
    }
}
