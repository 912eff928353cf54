package io.jenkins.plugins.planetscale.client;

import io.jenkins.plugins.planetscale.client.budget.TimeSource;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** Reads Retry-After (RFC 9110 §10.2.3). PlanetScale documents none; it is honoured when present [? retry-after]. */
final class RetryAfter {
    static final Duration LONGEST = Duration.ofMinutes(5);

    private RetryAfter() {}

    /** How long to wait, from zero to {@link #LONGEST}; null when the answer does not say, or not legibly. */
    static Duration of(Transport.Answer answer, TimeSource time) {
        String value = answer.header("Retry-After");
        if (value == null) {
            return null;
        }
        value = value.trim();
        if (value.matches("[0-9]+")) {
            return value.length() > 6 ? LONGEST : within(Duration.ofSeconds(Long.parseLong(value)));
        }
        Instant until = date(value);
        if (until == null) {
            return null;
        }
        // by the server's own clock: ours may differ
        Instant now = date(answer.header("Date"));
        return within(Duration.between(now == null ? time.instant() : now, until));
    }

    private static Duration within(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }

    private static Instant date(String value) {
        try {
            return value == null
                    ? null
                    : ZonedDateTime.parse(value.trim(), DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
