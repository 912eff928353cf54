package io.jenkins.plugins.planetscale.client.model;

import java.time.Instant;

/**
 * A period in which a branch was slower than usual.
 */
public record Anomaly(String id, boolean active, Instant periodStart, Instant periodEnd, long minutesInViolation) {}
