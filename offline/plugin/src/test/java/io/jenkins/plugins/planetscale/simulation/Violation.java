package io.jenkins.plugins.planetscale.simulation;

import java.time.Duration;

/**
 * An invariant that did not hold.
 *
 * @param rule in a word
 * @param after since the start
 */
record Violation(String rule, String what, Duration after) {
    @Override
    public String toString() {
        return rule + " after " + after.truncatedTo(java.time.temporal.ChronoUnit.SECONDS) + ": " + what;
    }
}
