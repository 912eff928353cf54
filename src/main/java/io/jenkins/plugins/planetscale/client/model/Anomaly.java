package io.jenkins.plugins.planetscale.client.model;

import java.time.Instant;

/**
 * A period in which a branch was slower than usual. What is absent is unknown, and not "no".
 */
public record Anomaly(String id, Boolean active, Instant periodStart, Instant periodEnd, Long minutesInViolation) {}
