package io.jenkins.plugins.planetscale.service;

import static io.jenkins.plugins.planetscale.service.BenchLoad.COPYING;
import static io.jenkins.plugins.planetscale.service.BenchLoad.STAGED;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What waiting costs, on the engine over real HTTP and with the real clock ({@code bin/bench}, docs/performance.md): for
 * each load how many requests a minute, how late a change is seen, how many threads and how much processor time; then the
 * same of whoever asks once a second for each wait, as {@code pscale --wait} does, and how the two compare.
 */
public final class WaitBench {
    private static final List<BenchLoad> LOADS = List.of(
            BenchLoad.of(1, 1, COPYING),
            BenchLoad.of(10, 1, COPYING),
            BenchLoad.of(100, 1, COPYING),
            BenchLoad.of(100, 10, COPYING),
            BenchLoad.of(1_000, 1, COPYING),
            BenchLoad.of(1_000, 100, COPYING),
            BenchLoad.of(10_000, 1, COPYING),
            BenchLoad.of(10_000, 100, COPYING),
            BenchLoad.of(100, 1, STAGED),
            BenchLoad.of(1_000, 100, STAGED),
            BenchLoad.of(100, 10, COPYING).withCutovers(2),
            BenchLoad.of(1_000, 100, COPYING).withCutovers(2),
            BenchLoad.of(10_000, 100, COPYING).withCutovers(2),
            BenchLoad.of(100, 10, STAGED).withWebhooks(100),
            BenchLoad.of(1_000, 100, STAGED).withWebhooks(100),
            BenchLoad.of(1_000, 100, COPYING).withWebhooks(100),
            BenchLoad.of(1_000, 100, COPYING).withWebhooks(1_000),
            BenchLoad.of(100, 10, COPYING).withOthers(300));

    /** As many as the other way can be tried with at all. */
    private static final List<BenchLoad> OTHER_WAY = List.of(
            BenchLoad.of(1, 1, COPYING),
            BenchLoad.of(10, 1, COPYING),
            BenchLoad.of(100, 10, COPYING),
            BenchLoad.of(1_000, 100, COPYING));

    private WaitBench() {}

    /** @param args seconds for each load; 15 unless given */
    public static void main(String[] args) throws Exception {
        int seconds = args.length == 0 ? 15 : Integer.parseInt(args[0]);
        System.out.printf(
                "Budget %d requests/min, answers after 50 to 300 ms, %d s for each load once all have looked; the waits share"
                        + " %d processors with the server.%n",
                BenchRun.BUDGET, seconds, Runtime.getRuntime().availableProcessors());
        System.out.printf("%-46s%s%n", "load", BenchFigures.TITLES);
        Map<BenchLoad, BenchFigures> ours = new LinkedHashMap<>();
        for (BenchLoad load : LOADS) {
            BenchFigures figures = BenchRun.engine(load, seconds);
            ours.put(load, figures);
            System.out.printf("%-46s%s%n", load, figures);
        }
        System.out.println("One GET a second for each wait:");
        for (BenchLoad load : OTHER_WAY) {
            BenchFigures figures = BenchRun.peer(load, seconds);
            System.out.printf("%-46s%s%n", load, figures);
            compare(ours.get(load), figures);
        }
        System.exit(0); // what is left of connections is not waited for
    }

    private static void compare(BenchFigures ours, BenchFigures theirs) {
        System.out.printf(
                Locale.ROOT,
                "    %.1f times the requests of the plugin, %.1f of the budget; a change is seen after %.1f times as long%n",
                theirs.requestsPerMinute() / ours.requestsPerMinute(),
                theirs.requestsPerMinute() / BenchRun.BUDGET,
                theirs.p95() / ours.p95());
    }
}
