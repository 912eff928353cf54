package io.jenkins.plugins.planetscale.service;

import java.util.Locale;

/**
 * What was measured under a load.
 *
 * @param refused requests that were answered 429
 * @param unseen changes that were not seen while that was waited for
 * @param cpuMillis of the plugin's threads, a minute and a wait; of no meaning for who is no plugin
 * @param lookMicros of the plugin's threads, a wait and a look
 */
record BenchFigures(
        double requestsPerMinute,
        int refused,
        double p50,
        double p95,
        double latest,
        int unseen,
        String threads,
        double cpuMillis,
        double lookMicros) {
    static final String TITLES = "requests/min  429s   p50 s   p95 s  latest   threads  CPU ms/wait/min  us/wait/look";

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%12.0f %5d %7.2f %7.2f %7.2f %9s %16.2f %13.0f%s",
                requestsPerMinute,
                refused,
                p50,
                p95,
                latest,
                threads,
                cpuMillis,
                lookMicros,
                unseen == 0 ? "" : "  " + unseen + " changes were not seen");
    }
}
