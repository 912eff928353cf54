package io.jenkins.plugins.planetscale.release.state;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Formats durations and points in time for people. */
public final class HumanFormat {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private HumanFormat() {}

    /** {@code 45 s}, {@code 3 min}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
    public static String time(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        long minutes = seconds / 60;
        if (minutes == 0) {
            return seconds + " s";
        }
        if (minutes < 60) {
            return minutes + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
        }
        return minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
    }

    public static String clock(Instant instant) {
        return CLOCK.format(instant.truncatedTo(ChronoUnit.SECONDS));
    }

    /** {@code 1 table}, {@code 2 tables}. */
    public static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
