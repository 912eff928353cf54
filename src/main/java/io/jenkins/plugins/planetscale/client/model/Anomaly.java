package io.jenkins.plugins.planetscale.client.model;

import java.time.Instant;

/** A period in which a branch was slower than usual. A field that is absent is unknown, not "no". */
public record Anomaly(String id, Boolean active, Instant periodStart, Instant periodEnd, Long minutesInViolation) {}
