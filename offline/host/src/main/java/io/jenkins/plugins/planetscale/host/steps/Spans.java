package io.jenkins.plugins.planetscale.host.steps;

/** Times in words, as Jenkins says them. */
final class Spans {
    private static final long SECOND = 1000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private Spans() {}

    static String text(long millis) {
        if (millis >= DAY) {
            return two(millis / DAY, "day", "days", millis % DAY / HOUR, "hr");
        }
        if (millis >= HOUR) {
            return two(millis / HOUR, "hr", "hr", millis % HOUR / MINUTE, "min");
        }
        if (millis >= MINUTE) {
            return two(millis / MINUTE, "min", "min", millis % MINUTE / SECOND, "sec");
        }
        if (millis >= 10 * SECOND) {
            return millis / SECOND + " sec";
        }
        if (millis >= SECOND) {
            String tenths = millis % SECOND / 100 == 0 ? "" : "." + millis % SECOND / 100;
            return millis / SECOND + tenths + " sec";
        }
        return millis + " ms";
    }

    private static String two(long big, String one, String many, long small, String unit) {
        String first = big + " " + (big == 1 ? one : many);
        return big >= 10 ? first : first + " " + small + " " + unit;
    }
}
