package io.jenkins.plugins.planetscale.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.AbortException;
import hudson.util.FormValidation;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.state.HumanFormat;
import io.jenkins.plugins.planetscale.release.window.FailureThreshold;
import io.jenkins.plugins.planetscale.steps.DurationParser;
import io.jenkins.plugins.planetscale.steps.FormValidations;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Times, retentions and thresholds as people write them. */
final class TimeTarget implements FuzzTarget {
    /** Longer than any deadline has to be, and far from where times overflow. */
    private static final Duration LONGEST = Duration.ofDays(1_000 * 366L);

    @Override
    public String run(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        return duration(text) + " " + threshold(text) + " " + retention(text);
    }

    private static String duration(String text) {
        try {
            Duration read = DurationParser.parse(text, "timeout");
            assertTrue(read.compareTo(Duration.ZERO) > 0, read::toString);
            assertTrue(read.compareTo(LONGEST) <= 0, read::toString);
            Instant.parse("2026-01-01T00:00:00Z").plus(read).toEpochMilli();
            assertEquals(read, DurationParser.parse(" " + text.toUpperCase(java.util.Locale.ROOT) + " ", "timeout"));
            Duration shown = DurationParser.parse(HumanFormat.time(read), "timeout");
            assertTrue(read.minus(shown).compareTo(Duration.ofMinutes(1)) < 0 && !read.minus(shown).isNegative());
            assertEquals(FormValidation.Kind.OK, FormValidations.time(text, "timeout").kind, "as the form says");
            return "time";
        } catch (AbortException e) {
            Promises.message(e.getMessage());
            boolean refused = text.isBlank() || FormValidations.time(text, "timeout").kind == FormValidation.Kind.ERROR;
            assertTrue(refused, "as the form says");
            return "none";
        }
    }

    private static String threshold(String text) {
        try {
            FailureThreshold read = FailureThreshold.of(text);
            assertTrue(read.windowSize() > 0);
            assertFalse(read.record(true));
            assertEquals(1, read.runs());
            return "threshold";
        } catch (InvalidInputException e) {
            Promises.message(e.getMessage());
            return "none";
        }
    }

    private static String retention(String text) {
        FormValidation said = FormValidations.retention(text);
        if (said.kind != FormValidation.Kind.OK) {
            Promises.message(said.getMessage());
        }
        return said.kind.toString();
    }

    @Override
    public List<String> words() {
        return List.of(
                "1h", "30m", "90s", "2 days", "5 min", "999999d", "0s", "h", "d", " ", "2 of 3", " of ", "9999 of 9999", "12 hours", "30 days",
                "1 year", "6 months", "0 weeks", "9999 years", "١", "ſ", "-1", "\u202e", "0000001h");
    }

    @Override
    public int longest() {
        return 64 << 10;
    }

    @Override
    public int tries() {
        return 5_000;
    }
}
