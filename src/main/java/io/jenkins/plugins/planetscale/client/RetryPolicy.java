package io.jenkins.plugins.planetscale.client;

import java.time.Duration;

/**
 * How often and how long a safe call is repeated: exponential backoff with full jitter. Calls that are not safe
 * (POST, PATCH) are never repeated, whatever the policy says.
 *
 * @param attempts how often the call is sent at most, the first time included
 * @param first upper end of the first wait; it doubles from attempt to attempt
 * @param longest upper end of any wait, unless PlanetScale asks for more by Retry-After
 * @param total after how long since the first sending nothing is repeated any more
 */
public record RetryPolicy(int attempts, Duration first, Duration longest, Duration total) {
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(5, Duration.ofMillis(500), Duration.ofSeconds(20), Duration.ofMinutes(2));
    public static final RetryPolicy NEVER = new RetryPolicy(1, Duration.ZERO, Duration.ZERO, Duration.ZERO);

    /**
     * @param sent how often the call was sent
     * @param retryAfter what PlanetScale asks for, or null
     * @param random in [0, 1)
     */
    Duration delay(int sent, Duration retryAfter, double random) {
        double ceiling = Math.min(longest.toMillis(), first.toMillis() * Math.pow(2, sent - 1));
        if (retryAfter == null) {
            return Duration.ofMillis((long) (random * ceiling));
        }
        // the jitter keeps those who were told the same from coming back at the same instant
        return retryAfter.plusMillis((long) (random * first.toMillis()));
    }
}
