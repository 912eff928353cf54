package io.jenkins.plugins.planetscale.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
    private final ManualTime time = new ManualTime();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "0 | PT0S",
                "30 | PT30S",
                "' 30 ' | PT30S",
                "301 | PT5M",
                "99999999999999999999 | PT5M",
                "-1 | null",
                "soon | null",
                "'' | null",
                "1.5 | null",
                "Thu, 01 Jan 2026 00:00:40 GMT | PT40S",
                "Thu, 01 Jan 2026 02:00:00 GMT | PT5M",
                "Wed, 31 Dec 2025 23:00:00 GMT | PT0S",
                "Thu, 99 Jan 2026 00:00:40 GMT | null",
            })
    void readsSecondsAndDatesAndNothingElse(String value, Duration wait) {
        assertEquals(wait, read(value, null));
    }

    @Test
    void goesByTheServersClockWhenItTellsIts() {
        assertEquals(Duration.ofSeconds(10), read("Sun, 06 Nov 1994 08:49:47 GMT", "Sun, 06 Nov 1994 08:49:37 GMT"));
    }

    private Duration read(String value, String date) {
        Map<String, String> headers = new HashMap<>(Map.of("retry-after", value));
        if (date != null) {
            headers.put("date", date);
        }
        return RetryAfter.of(new Transport.Answer(429, headers, new byte[0]), time);
    }
}
