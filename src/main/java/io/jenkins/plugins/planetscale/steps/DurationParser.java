package io.jenkins.plugins.planetscale.steps;

import hudson.AbortException;
import io.jenkins.plugins.planetscale.release.state.Shown;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Parses durations in a Jenkinsfile: {@code 90s}, {@code 5 min}, {@code 1h 30m}, {@code 2 days}. */
@Restricted(NoExternalUse.class)
public final class DurationParser {
    private static final Pattern PART =
            Pattern.compile("(\\d{1,7})\\s*(s|sec|seconds?|m|min|minutes?|h|hours?|d|days?)(?![a-z])\\s*");

    private static final Duration LONGEST = Duration.ofDays(100_000);

    /** Nobody writes more, and each part of a text costs memory. */
    private static final int MOST_CHARACTERS = 200;

    private DurationParser() {}

    /** @throws AbortException naming the parameter when the text is no time above zero */
    public static Duration parse(String text, String parameter) throws AbortException {
        String written = text == null ? "" : text.trim();
        Matcher part = PART.matcher(written.length() > MOST_CHARACTERS ? "" : written.toLowerCase(Locale.ROOT));
        Duration sum = Duration.ZERO;
        int end = 0;
        while (part.lookingAt()) {
            sum = sum.plus(of(Long.parseLong(part.group(1)), part.group(2).charAt(0)));
            end = part.end();
            part.region(end, part.regionEnd());
        }
        if (sum.compareTo(LONGEST) > 0) {
            throw new AbortException(parameter + ": \"" + Shown.name(text) + "\" is longer than 100000 days.");
        }
        if (end == 0 || part.regionStart() != part.regionEnd() || sum.isZero()) {
            throw new AbortException(parameter + ": \"" + (text == null ? "" : Shown.name(text))
                    + "\" is not a time span; write it like" + " 90s, 5m, 1h 30m or 2d.");
        }
        return sum;
    }

    /** As {@link #parse}; null for a text that is null or blank. */
    public static Duration parseOptional(String text, String parameter) throws AbortException {
        return text == null || text.isBlank() ? null : parse(text, parameter);
    }

    /** As {@link #parse}; null for a text that is not given at all. An empty one would be a limit that limits nothing. */
    public static Duration parseGiven(String text, String parameter) throws AbortException {
        return text == null ? null : parse(text, parameter);
    }

    private static Duration of(long number, char unit) {
        return switch (unit) {
            case 's' -> Duration.ofSeconds(number);
            case 'm' -> Duration.ofMinutes(number);
            case 'h' -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
