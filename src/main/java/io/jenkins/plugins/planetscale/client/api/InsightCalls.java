package io.jenkins.plugins.planetscale.client.api;

import io.jenkins.plugins.planetscale.client.ApiCall;
import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.model.Anomaly;
import io.jenkins.plugins.planetscale.client.model.Page;
import io.jenkins.plugins.planetscale.client.model.QueryError;
import io.jenkins.plugins.planetscale.client.model.QueryStatistic;
import java.time.Instant;

/** The calls about query insights of a branch. All need {@code read_database} [S insights-access]. */
public final class InsightCalls {
    private InsightCalls() {}

    public static ApiCall<Page<QueryStatistic>> queries(
            DatabaseRef database, String branch, Instant from, Instant to, int page) {
        return insights(database, branch, from, to, page).asPageOf(QueryStatistic.class);
    }

    public static ApiCall<Page<Anomaly>> anomalies(
            DatabaseRef database, String branch, Instant from, Instant to, int page) {
        return insights(database, branch, from, to, page, "anomalies").asPageOf(Anomaly.class);
    }

    public static ApiCall<Page<QueryError>> errors(
            DatabaseRef database, String branch, Instant from, Instant to, int page) {
        return insights(database, branch, from, to, page, "errors").asPageOf(QueryError.class);
    }

    private static ApiCall.Builder insights(
            DatabaseRef database, String branch, Instant from, Instant to, int page, String... more) {
        return ApiCall.get(BranchCalls.path(database, DatabaseCalls.join(branch, DatabaseCalls.join("insights", more))))
                .about("the insights of " + BranchCalls.subject(database, branch))
                .needs("read_database")
                .query("from", from)
                .query("to", to)
                .page(page);
    }
}
