package io.jenkins.plugins.planetscale.local.calls;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.planetscale.local.Branch;
import io.jenkins.plugins.planetscale.local.Insights;
import io.jenkins.plugins.planetscale.local.http.ApiError;
import io.jenkins.plugins.planetscale.local.http.LocalRequest;
import io.jenkins.plugins.planetscale.local.http.LocalResponse;
import io.jenkins.plugins.planetscale.local.http.Router;
import io.jenkins.plugins.planetscale.local.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;

/** Query insights of a branch: queries, anomalies, errors. */
public final class InsightCalls {
    private static final String INSIGHTS = Router.BRANCH + "/insights";
    private static final String[] READ = {"read_databases", "read_database"};

    private InsightCalls() {}

    public static void register(Router router) {
        router.on("GET", INSIGHTS, InsightCalls::queries, READ);
        router.on("GET", INSIGHTS + "/anomalies", InsightCalls::anomalies, READ);
        router.on("GET", INSIGHTS + "/anomalies/:id", InsightCalls::anomaly, READ);
        router.on("GET", INSIGHTS + "/errors", InsightCalls::errors, READ);
    }

    /** Begin of the time asked for by {@code from} or {@code period}; the last day when neither is given. */
    private static Instant from(LocalRequest call) {
        if (call.query("from") != null) {
            return time(call.query("from"));
        }
        String period = call.query("period") == null ? "1d" : call.query("period");
        if (!period.matches("\\d{1,2}[mhd]")) {
            throw ApiError.badRequest("Period is invalid");
        }
        return call.world.now().minus(Duration.parse(period.endsWith("d") ? "P" + period : "PT" + period));
    }

    private static Instant to(LocalRequest call) {
        return call.query("to") == null ? call.world.now() : time(call.query("to"));
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException unreadable) {
            throw ApiError.badRequest("Time is invalid");
        }
    }

    private static boolean within(LocalRequest call, Instant start, Instant end) {
        return !end.isBefore(from(call)) && !start.isAfter(to(call));
    }

    private static LocalResponse queries(LocalRequest call) {
        Branch branch = call.branch();
        List<Insights.Query> found = branch.insights.queries.stream()
                .filter(query -> within(call, query.lastRun(), query.lastRun()))
                .toList();
        return LocalResponse.page(call, found, query -> json(branch, query));
    }

    private static LocalResponse anomalies(LocalRequest call) {
        Branch branch = call.branch();
        List<Insights.Anomaly> found = branch.insights.anomalies.stream()
                .filter(one -> within(call, one.start(), one.end() == null ? call.world.now() : one.end()))
                .toList();
        return LocalResponse.page(call, found, one -> json(branch, one));
    }

    private static LocalResponse anomaly(LocalRequest call) {
        Branch branch = call.branch();
        return LocalResponse.ok(json(
                branch,
                LocalRequest.present(branch.insights.anomalies.stream()
                        .filter(one -> one.id().equals(call.segment("id")))
                        .findFirst()
                        .orElse(null))));
    }

    private static LocalResponse errors(LocalRequest call) {
        List<Insights.QueryError> found = call.branch().insights.errors.stream()
                .filter(error -> within(call, error.startedAt(), error.startedAt()))
                .toList();
        return LocalResponse.page(call, found, error -> Json.object()
                .put("id", error.id())
                .put("error_fingerprint", Json.stableId(error.message()))
                .put("started_at", Json.time(error.startedAt()))
                .put("total_duration_millis", 10 * error.count())
                .put("time_per_query", 10.0)
                .put("error_count", error.count())
                .put("error_message", error.message()));
    }

    private static ObjectNode json(Branch branch, Insights.Anomaly anomaly) {
        Instant end = anomaly.end() == null ? branch.world.now() : anomaly.end();
        Duration lasted = Duration.between(anomaly.start(), end);
        ObjectNode json = Json.object();
        json.put("id", anomaly.id());
        json.put("period_start", Json.time(anomaly.start()));
        json.put("period_end", Json.time(end));
        json.put("minutes_in_violation", lasted.toMinutes());
        json.put("active", anomaly.end() == null);
        json.put("duration", (double) lasted.toSeconds());
        json.put("metrics_start", Json.time(anomaly.start().minus(Duration.ofHours(1))));
        json.put("metrics_end", Json.time(end));
        json.putArray("correlations")
                .addObject()
                .put("id", Json.stableId(anomaly.id()))
                .put("r", 0.93)
                .put("keyspace", branch.database.mainKeyspace())
                .put("fingerprint", Json.stableId(anomaly.sql()))
                .put("normalized_sql", anomaly.sql())
                .put("syntax_highlighted_sql", Json.html(anomaly.sql()))
                .put("tablet_type", "primary");
        return json;
    }

    private static ObjectNode json(Branch branch, Insights.Query query) {
        ObjectNode json = Json.object();
        json.put("id", query.id());
        json.put("fingerprint", Json.stableId(query.sql()));
        json.put("statement_type", query.sql().strip().split("\\s", 2)[0].toUpperCase(java.util.Locale.ROOT));
        json.put("keyspace", branch.database.mainKeyspace());
        json.put("normalized_sql", query.sql());
        json.put("syntax_highlighted_sql", Json.html(query.sql()));
        json.put("multishard", false);
        json.put("query_count", query.count());
        json.put("error_count", query.errors());
        for (String list :
                List.of("tables", "qualified_tables", "table_keyspaces", "index_usages", "routing_index_usages")) {
            json.putArray(list);
        }
        for (String count : List.of(
                "sum_shard_queries",
                "max_shard_queries",
                "sum_rows_read",
                "sum_rows_affected",
                "sum_rows_returned",
                "egress_bytes",
                "max_egress_bytes",
                "ingress_bytes",
                "max_ingress_bytes",
                "blocks_read",
                "blocks_hit",
                "blocks_dirtied",
                "blocks_written",
                "traffic_control_warnings",
                "traffic_control_throttled",
                "traffic_control_checked",
                "sum_cpu_duration_millis",
                "sum_io_duration_millis")) {
            json.put(count, 0);
        }
        for (String mean : List.of(
                "avg_shard_queries",
                "avg_parallel_workers",
                "rows_read_per_returned",
                "rows_read_per_query",
                "rows_returned_per_query",
                "rows_affected_per_query",
                "sum_total_duration_percent",
                "sum_cpu_duration_percent",
                "sum_io_duration_percent",
                "egress_bytes_per_query",
                "ingress_bytes_per_query",
                "block_cache_hit_ratio")) {
            json.put(mean, 0.0);
        }
        json.put("sum_total_duration_millis", Math.round(query.count() * query.p99Millis() / 2));
        json.put("last_run_at", Json.time(query.lastRun()));
        json.put("time_per_query", query.p99Millis() / 2);
        json.put("p50_latency", query.p99Millis() / 2);
        json.put("p99_latency", query.p99Millis());
        json.put("max_latency", query.p99Millis() * 2);
        return json;
    }
}
