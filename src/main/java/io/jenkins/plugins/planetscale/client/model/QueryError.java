package io.jenkins.plugins.planetscale.client.model;

import java.time.Instant;

/**
 * A kind of query error and how often it occurred.
 */
public record QueryError(String id, String errorFingerprint, Instant startedAt, Long errorCount, String errorMessage) {
    public QueryError {
        Required.present(errorCount, "error_count");
    }
}
