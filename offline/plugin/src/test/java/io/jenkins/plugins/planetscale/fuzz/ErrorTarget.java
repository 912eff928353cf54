package io.jenkins.plugins.planetscale.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.client.ApiCall;
import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.api.BranchCalls;
import io.jenkins.plugins.planetscale.client.api.DeployRequestCalls;
import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import io.jenkins.plugins.planetscale.client.error.RateLimitedException;
import io.jenkins.plugins.planetscale.client.error.UnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A whole answer: the status, headers, an empty line, the body; to a read and to a call with an effect. */
final class ErrorTarget implements FuzzTarget {
    private static final DatabaseRef DATABASE = new DatabaseRef("mechanica", "logistics");
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final int MOST_REQUESTS = 10;

    private final SameAnswer api = new SameAnswer();

    @Override
    public String run(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\n\n");
        String[] head = (end < 0 ? text : text.substring(0, end)).split("\n", 8);
        Map<String, String> headers = new TreeMap<>();
        for (int i = 1; i < head.length; i++) {
            int colon = head[i].indexOf(':');
            if (colon > 0) {
                headers.put(head[i].substring(0, colon), head[i].substring(colon + 1));
            }
        }
        byte[] body = end < 0 ? new byte[0] : text.substring(end + 2).getBytes(StandardCharsets.ISO_8859_1);
        api.answers(status(head[0]), headers, body);
        return ended(BranchCalls.get(DATABASE, "dev")) + "; " + ended(DeployRequestCalls.deploy(DATABASE, 7, false));
    }

    private static int status(String line) {
        return line.matches("[1-5][0-9]{2}") ? Integer.parseInt(line) : 400 + Math.abs(line.hashCode() % 200);
    }

    private String ended(ApiCall<?> call) {
        try {
            api.client.execute(call);
            return "read";
        } catch (PlanetScaleException e) {
            Promises.message(e.getMessage());
            for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
                Promises.message(String.valueOf(cause.getMessage()));
            }
            waits(e instanceof RateLimitedException limited ? limited.retryAfter() : null);
            waits(e instanceof UnavailableException unavailable ? unavailable.retryAfter() : null);
            return Promises.kind(e.getClass().getSimpleName() + " " + e.isTransient() + " " + e.effectPossible());
        } finally {
            assertTrue(api.requests() <= MOST_REQUESTS, () -> api.requests() + " requests");
        }
    }

    private static void waits(Duration wait) {
        if (wait != null) {
            assertFalse(wait.isNegative(), () -> "waits " + wait);
            assertTrue(wait.compareTo(LONGEST_WAIT) <= 0, () -> "waits " + wait);
        }
    }

    @Override
    public List<String> words() {
        return List.of(
                "Retry-After: ", "Location: ", "https://api.planetscale.com/", "Date: ", "Content-Type: text/html\n", "301", "429",
                "503", "422", "400", "\n\n", "{\"message\":\"", "\"code\":\"", "\"errors\":[", "\"errors\":{", "unprocessable",
                "Thu, 01 Jan 2026 00:00:30 GMT", "Tue, 31 Dec 9999 23:59:59 GMT", "Duplicate entry '", "' for key 'x'",
                "Incorrect string value: '", "Invalid argument: '", "' for ", "during query :", "Sql:", "pscale_tkn_s3cr3t",
                "pscale_pw_hidden", "deployment in progress", "<html>", "//", "?", "@", ":99999", "\\u202e");
    }

    @Override
    public int longest() {
        return 300 << 10;
    }
}
