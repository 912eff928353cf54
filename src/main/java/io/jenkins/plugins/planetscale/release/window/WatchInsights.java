package io.jenkins.plugins.planetscale.release.window;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.api.InsightCalls;
import io.jenkins.plugins.planetscale.client.model.Anomaly;
import io.jenkins.plugins.planetscale.client.model.Page;
import io.jenkins.plugins.planetscale.client.model.QueryError;
import io.jenkins.plugins.planetscale.client.model.QueryStatistic;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.Operation;
import io.jenkins.plugins.planetscale.release.PagedSearch;
import io.jenkins.plugins.planetscale.release.branch.BranchNames;
import io.jenkins.plugins.planetscale.release.state.Deployments;
import io.jenkins.plugins.planetscale.release.state.HumanFormat;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Watches a branch's query insights after a change went live and compares them with the hour before. A regression is
 * what two looks in a row show; then it ends at once, else at {@code until} with no finding. It judges only:
 *
 * <ul>
 *   <li>{@code ERRORS}: a query that ran at least 50 times in both spans, failed at least 10 times and in 5 % of its
 *       runs, and three times as often as before; or an error that was not there before, at least 10 times;
 *   <li>{@code LATENCY}: a query that ran at least 50 times in both spans, whose p99 doubled and grew by 50 ms or more;
 *   <li>{@code ANOMALIES}: an anomaly that began after the change, is active, and has lasted two minutes.
 * </ul>
 *
 * Too little data is no finding. That insights cannot be read is a failure of this operation, and no regression.
 */
public final class WatchInsights extends Operation<WatchInsights.Result> {
    private static final long serialVersionUID = 1L;
    private static final Duration BASELINE = Duration.ofHours(1);
    private static final int PAGES = 10;
    private static final int ANOMALY_MINUTES = 2;

    /** The signals that are compared. */
    public enum Signal {
        ERRORS,
        LATENCY,
        ANOMALIES
    }

    private enum Phase {
        QUERIES,
        ERRORS,
        ANOMALIES
    }

    private final DatabaseRef database;
    private final String branch;
    private final Instant liveAt;
    private final Instant until;
    private final Duration every;
    private final EnumSet<Signal> signals;

    private Phase phase = Phase.QUERIES;
    private PagedSearch search = new PagedSearch();
    private InsightSample baseline;
    private InsightSample sample = new InsightSample();
    private Instant lookBegan;
    private final ArrayList<String> anomalies = new ArrayList<>();
    private ArrayList<String> suspects = new ArrayList<>();
    private int looks;
    private Result result;

    /**
     * @param liveAt when the change went live, see {@link Deployments#appliedAt}
     * @param until when to stop: the end of the revert window
     * @param every from look to look; at least 10 s
     */
    public WatchInsights(
            DatabaseRef database, String branch, Instant liveAt, Instant until, Duration every, Set<Signal> signals)
            throws InvalidInputException {
        this.database = Objects.requireNonNull(database);
        this.branch = BranchNames.check(branch, "The branch to watch");
        this.liveAt = Objects.requireNonNull(liveAt);
        this.until = Objects.requireNonNull(until);
        this.every = Objects.requireNonNull(every);
        if (signals.isEmpty()) {
            throw new InvalidInputException("Name what to watch: errors, latency or anomalies.");
        }
        if (every.compareTo(Duration.ofSeconds(10)) < 0) {
            throw new InvalidInputException("Insights are looked at every 10 s at most; insights come by the minute.");
        }
        this.signals = EnumSet.copyOf(signals);
    }

    @Override
    protected ApiRequest<?> step(Instant now) {
        boolean first = baseline == null;
        if (!first && lookBegan == null) {
            if (!now.isBefore(until)) {
                finish(List.of());
                return null;
            }
            lookBegan = now;
        }
        Instant from = first ? liveAt.minus(BASELINE) : liveAt;
        Instant to = first ? liveAt : lookBegan;
        return switch (phase) {
            case QUERIES ->
                ApiRequest.of(
                        InsightCalls.queries(database, branch, from, to, search.page()),
                        (Page<QueryStatistic> page, Instant at) -> addPage(page, sample::add, Phase.ERRORS, at));
            case ERRORS ->
                ApiRequest.of(
                        InsightCalls.errors(database, branch, from, to, search.page()),
                        (Page<QueryError> page, Instant at) -> addPage(page, sample::add, Phase.ANOMALIES, at));
            case ANOMALIES ->
                ApiRequest.of(
                        InsightCalls.anomalies(database, branch, liveAt, to, search.page()),
                        (Page<Anomaly> page, Instant at) -> addPage(page, this::anomaly, Phase.QUERIES, at));
        };
    }

    private <T> void addPage(Page<T> page, Consumer<T> collect, Phase next, Instant now) {
        page.data().forEach(collect);
        if (!search.isLast(page) && search.page() <= PAGES) {
            return;
        }
        search = new PagedSearch();
        phase = next;
        if (baseline == null && next == Phase.ANOMALIES) {
            baseline = sample;
            begin();
        } else if (next == Phase.ANOMALIES && !signals.contains(Signal.ANOMALIES) || next == Phase.QUERIES) {
            evaluate(now);
        }
    }

    private void anomaly(Anomaly anomaly) {
        if (!Boolean.FALSE.equals(anomaly.active())
                && (anomaly.minutesInViolation() == null || anomaly.minutesInViolation() >= ANOMALY_MINUTES)
                && anomaly.periodStart() != null
                && !anomaly.periodStart().isBefore(liveAt)) {
            anomalies.add("anomaly since " + HumanFormat.clock(anomaly.periodStart()));
        }
    }

    private void begin() {
        phase = Phase.QUERIES;
        sample = new InsightSample();
        anomalies.clear();
        lookBegan = null;
    }

    private void evaluate(Instant now) {
        ArrayList<String> found = new ArrayList<>();
        ArrayList<String> kinds = new ArrayList<>();
        if (signals.contains(Signal.ERRORS)) {
            note(sample.moreErrorsThan(baseline), found, kinds);
        }
        if (signals.contains(Signal.LATENCY)) {
            note(sample.slowerThan(baseline), found, kinds);
        }
        note(anomalies, found, kinds);
        looks++;
        if (kinds.stream().anyMatch(suspects::contains)) {
            finish(found);
            return;
        }
        suspects = kinds;
        begin();
        Instant next = now.plus(every);
        waitUntil(next.isAfter(until) && until.isAfter(now) ? until : next);
    }

    /** Figures change from look to look; what is the same is the kind and the query. */
    private static void note(List<String> texts, List<String> found, List<String> kinds) {
        for (String text : texts) {
            found.add(text);
            kinds.add(text.replaceAll("\\d+ (?:%|ms|times)", "#"));
        }
    }

    private void finish(List<String> findings) {
        result = new Result(findings, looks);
        findings.forEach(finding -> progress("Query insights: " + finding));
        end();
    }

    @Override
    public Result result() {
        return result;
    }

    @Override
    public String status(Instant now) {
        return "watching the query insights of branch \"" + branch + "\"";
    }

    @Override
    protected String unfinished() {
        return "Nothing was changed.";
    }

    /** The result of the watch. */
    public static final class Result implements Serializable {
        private static final long serialVersionUID = 1L;

        private final ArrayList<String> findings;
        private final int looks;

        private Result(List<String> findings, int looks) {
            this.findings = new ArrayList<>(findings);
            this.looks = looks;
        }

        public boolean regressed() {
            return !findings.isEmpty();
        }

        /** One sentence each, with figures and the query; empty for no regression. */
        public List<String> findings() {
            return List.copyOf(findings);
        }

        /** How often it looked, the baseline not counted. */
        public int polls() {
            return looks;
        }
    }
}
