package hudson;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

public class Util {
    @NonNull
    public static String getTimeSpanString(long duration) {
        long days = TimeUnit.MILLISECONDS.toDays(duration);
        long hours = TimeUnit.MILLISECONDS.toHours(duration) % 24;
        long minutes = TimeUnit.MILLISECONDS.toMinutes(duration) % 60;
        long seconds = TimeUnit.MILLISECONDS.toSeconds(duration) % 60;
        long millis = duration % 1000;
        if (days >= 365) {
            return two(days / 365, "yr", days % 365 / 30, "mo");
        } else if (days >= 30) {
            return two(days / 30, "mo", days % 30, day(days % 30));
        } else if (days > 0) {
            return two(days, day(days), hours, "hr");
        } else if (hours > 0) {
            return two(hours, "hr", minutes, "min");
        } else if (minutes > 0) {
            return two(minutes, "min", seconds, "sec");
        } else if (seconds >= 10) {
            return seconds + " sec";
        } else if (seconds >= 1) {
            return decimal(seconds, millis / 100, 10) + " sec";
        } else if (millis >= 100) {
            return decimal(0, millis / 10, 100) + " sec";
        }
        return millis + " ms";
    }

    /** The second unit is only worth saying while there are few of the first. */
    private static String two(long big, String bigUnit, long small, String smallUnit) {
        return big + " " + bigUnit + (big < 10 ? " " + small + " " + smallUnit : "");
    }

    private static String day(long days) {
        return days == 1 ? "day" : "days";
    }

    private static String decimal(long whole, long part, int of) {
        if (part == 0) {
            return Long.toString(whole);
        }
        String digits = of == 100 && part < 10 ? "0" + part : Long.toString(part);
        return whole + "." + digits.replaceFirst("0+$", "");
    }

    @NonNull
    public static String fixNull(@CheckForNull String s) {
        return s == null ? "" : s;
    }

    @CheckForNull
    public static String fixEmptyAndTrim(@CheckForNull String s) {
        String trimmed = fixNull(s).trim();
        return trimmed.isEmpty() ? null : trimmed;
    }

    @NonNull
    public static <T> List<T> fixNull(@CheckForNull List<T> l) {
        return l == null ? Collections.emptyList() : l;
    }
}
