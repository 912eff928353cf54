package io.jenkins.plugins.planetscale.release.window;

import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.state.Shown;
import java.io.Serializable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides on repeated checks: <em>n</em> failures among the last <em>m</em> runs are a failure, so that one flaky check
 * does not revert a good change.
 */
public final class FailureThreshold implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Pattern N_OF_M = Pattern.compile("\\s*(\\d{1,4})\\s+of\\s+(\\d{1,4})\\s*");

    private final int limit;
    private final boolean[] lastRuns;
    private int runs;

    private FailureThreshold(int limit, int of) {
        this.limit = limit;
        this.lastRuns = new boolean[of];
    }

    /** Reads {@code "2 of 3"}. */
    public static FailureThreshold of(String text) throws InvalidInputException {
        Matcher matcher = N_OF_M.matcher(text == null ? "" : text);
        if (matcher.matches()) {
            int limit = Integer.parseInt(matcher.group(1));
            int of = Integer.parseInt(matcher.group(2));
            if (limit >= 1 && limit <= of) {
                return new FailureThreshold(limit, of);
            }
        }
        throw new InvalidInputException(
                "\"" + (text == null ? "" : Shown.name(text)) + "\" does not say how many checks may fail; write it"
                        + " like '2 of 3': two failures among the last three runs revert the change.");
    }

    /** Records the result of one run; returns whether the threshold is reached. */
    public boolean record(boolean passed) {
        lastRuns[runs++ % lastRuns.length] = !passed;
        return failures() >= limit;
    }

    /** The failures among the last {@link #windowSize} runs. */
    public int failures() {
        int failures = 0;
        for (boolean failure : lastRuns) {
            failures += failure ? 1 : 0;
        }
        return failures;
    }

    /** How many runs count, the <em>m</em> of <em>n of m</em>. */
    public int windowSize() {
        return lastRuns.length;
    }

    /** Whether the threshold is reached. */
    public boolean isFailed() {
        return failures() >= limit;
    }

    public int runs() {
        return runs;
    }

    /** {@code 1 failed of the last 3; 2 revert the change}. */
    @Override
    public String toString() {
        return failures() + " failed of the last " + Math.min(runs, lastRuns.length) + "; " + limit
                + " revert the change";
    }
}
